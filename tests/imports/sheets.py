"""Tables as the reader leaves them, made without a spreadsheet."""

import json

from django.utils import timezone

from bansos.imports import actions
from bansos.imports.models import Import
from bansos.imports.reading import Table
from bansos.imports.reading.table import CONTENTS, ROWS
from tests.recipients.factories import made_up_nik

HEADER = ["Nama", "NIK", "Nama WBP", "Hubungan", "Status"]


def cell(value):
    """A cell by its value: None is blank, a text is text, and (text, letter) is of that kind."""
    if value is None or value == "":
        return "", "-"
    return value if isinstance(value, tuple) else (str(value), "T")


def sheet(*rows, name="Lembar1", is_hidden=False, hidden=()):
    """A sheet from its first row on; None is a blank row."""
    return {"name": name, "is_hidden": is_hidden, "rows": list(rows), "hidden": list(hidden)}


def packed(*sheets) -> bytes:
    """A file that `fake_read` reads."""
    return json.dumps(sheets).encode()


def fake_read(path, *, name, workdir) -> Table:
    """Stand in for the reader: take the sheets out of what `packed` made."""
    contents = []
    with (workdir / ROWS).open("wb") as stored:
        for each in json.loads(path.read_bytes()):
            start, lines, last = stored.tell(), 0, 0
            for number, row in enumerate(each["rows"], start=1):
                cells = [cell(tuple(v) if isinstance(v, list) else v) for v in row or []]
                if any(text.strip() for text, _ in cells):
                    texts, kinds = [text for text, _ in cells], [kind for _, kind in cells]
                    is_hidden = int(number in each["hidden"])
                    line = json.dumps([number, is_hidden, "".join(kinds), texts])
                    stored.write(line.encode() + b"\n")
                    lines, last = lines + 1, number
            about = {"name": each["name"], "is_hidden": each["is_hidden"]}
            contents.append({**about, "rows": last, "start": start, "lines": lines})
    (workdir / CONTENTS).write_text(json.dumps({"sheets": contents}))
    return Table.open(workdir)


def row(n, **told):
    """A good row of a family in the columns of HEADER."""
    facts = {
        "name": f"Penerima Contoh {n}",
        "nik": made_up_nik(n),
        "inmate": f"Warga Contoh {n}",
        "relation": "Istri",
        "status": "Narapidana",
    } | told
    return list(facts.values())


def rows(count, start=0):
    return [row(n) for n in range(start, start + count)]


def brought(content, *, kind, facility, by, matched=True, defaults=None, name="daftar.xlsx"):
    at = timezone.now()
    imported, _ = actions.upload([content], name=name, kind=kind, facility=facility, by=by, at=at)
    imported = worked(imported, by)
    if matched and imported.state == Import.State.READ:
        mapping = imported.mapping
        defaults = mapping["defaults"] | (defaults or {})
        imported = actions.match(imported, columns=mapping["columns"], defaults=defaults)
        imported = worked(imported, by)
    return imported


def worked(imported, by):
    while imported.is_at_work:
        imported = actions.advance(imported, by=by)
    return imported
