"""Reading in the tests: through the child process, or in this one, which is quicker."""

from bansos.imports import reading
from bansos.imports.reading import child, process
from bansos.imports.reading.table import ROWS

HIDDEN = "(tersembunyi)"


def read_aside(tmp_path, data, name="data.xlsx"):
    path = tmp_path / "unggahan"
    path.write_bytes(data)
    return reading.read(path, name=name, workdir=tmp_path / "hasil")


def read_here(tmp_path, data, name="data.xlsx"):
    """What the child would do, here; it behaves the same but for its closed doors."""
    with (tmp_path / ROWS).open("wb") as out:
        contents = child.answer(data, process.ending_of(name), out)
    return process.kept(contents, tmp_path)


def shown(table, place=0):
    return [
        ([HIDDEN] if row.is_hidden else [])
        + [c.text if c.kind in "T-" else f"{c.kind.name}:{c.text}" for c in row.cells]
        for row in table.rows(place)
    ]
