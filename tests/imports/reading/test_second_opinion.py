"""What our reader reads of honest files, the best reader we know reads too."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from bansos.imports.reading import values
from tests.imports.reading import builders as b
from tests.imports.reading.old_corpus import OLD_ROWS, book
from tests.imports.reading.readers import read_here

START = date(2024, 12, 24).toordinal()


def written(**options):
    """A workbook as a program writes it, with a bit of everything."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet = workbook.add_worksheet("Keluarga")
    day = workbook.add_format({"num_format": "dd mmmm yyyy"})
    moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    rich = workbook.add_format({"bold": True})
    for row in range(50):
        sheet.write_string(row, 0, f"Contoh  {row} <&> é_x000D_")
        sheet.write_string(row, 1, f"630101{row:010}")
        sheet.write_datetime(row, 2, date.fromordinal(START + row), day)
        sheet.write_datetime(row, 3, datetime(2024, 12, 24, 9, row), moment)  # noqa: DTZ001
        sheet.write_number(row, 4, row / 7)
        sheet.write_number(row, 5, 6301010000000000 + row)
        sheet.write_boolean(row, 6, row % 2 == 0)
        sheet.write_formula(row, 8, f"=E{row + 1}*2", None, row / 7 * 2)
        sheet.write_rich_string(row, 9, "Jl. ", rich, f"Contoh {row}")
    workbook.add_worksheet("Kosong").hide()
    workbook.close()
    return out.getvalue()


def as_text(value):
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return values.number(repr(value))
    return str(value).removesuffix(" 00:00:00")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (written(), "data.xlsx"),
        (written(constant_memory=True), "data.xlsx"),
        (written(default_date_format="dd/mm/yy", date_1904=True), "data.xlsx"),
        (book(OLD_ROWS + b.real(2, 1, 45650.375, 1) + b.shared(3, 3, 2)), "data.xls"),
    ],
    ids=["shared texts", "texts in cells", "since 1904", "Excel 97"],
)
def test_both_read_the_same(tmp_path, data, name):
    table = read_here(tmp_path, data, name)
    other = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert [sheet.name for sheet in table.sheets] == other.sheet_names
    for place, sheet in enumerate(table.sheets):
        theirs = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        width = max(map(len, theirs), default=0)
        ours = [[cell.text for cell in row.cells] for row in table.rows(place)]
        padded = [row + [""] * (width - len(row)) for row in ours]
        assert padded == [list(map(as_text, row)) for row in theirs]
