"""A row comes to facts, or to what is wrong with it and what to do."""

from datetime import date

import pytest

from bansos.imports.checking import checker
from bansos.imports.kinds import columns_of
from bansos.imports.models import Kind
from bansos.imports.reading import Cell
from bansos.imports.reading import Kind as CellKind

NIK = "6301014107900001"
"""A woman's, born 1 July 1990."""


def cell(value, kind=None):
    return Cell(value, kind or (CellKind.TEXT if value else CellKind.BLANK))


def checked(kind=Kind.FAMILIES, defaults=None, **told):
    """A row of these columns; a value is a text, or a text with its kind."""
    told = {"name": "Dewi", "nik": NIK, **told} if kind == Kind.FAMILIES else told
    places = {name: place for place, name in enumerate(told)}
    cells = [cell(*value) if isinstance(value, tuple) else cell(value) for value in told.values()]
    if defaults is None:
        defaults = {"category": "masyarakat"}
    check = checker(kind, places=places, defaults=defaults, near="63.01", today=date(2024, 12, 24))
    return check(5, cells)


def faults(**told):
    return {fault.field: fault.advice for fault in checked(**told).faults}


def facts(**told):
    found = checked(**told)
    assert found.faults == []
    return found.facts


def test_nik_and_name_are_enough():
    assert facts() == {
        "name": "Dewi",
        "nik": NIK,
        "category": "masyarakat",
        "of_nik": ["P", "1990-07-01"],
    }


@pytest.mark.parametrize("kind", [CellKind.NUMBER, CellKind.FORMULA, CellKind.MERGED])
@pytest.mark.parametrize("column", ["nik", "kk"])
def test_a_long_number_that_is_no_text_is_to_be_mended(column, kind):
    assert list(faults(**{column: (NIK, kind)})) == [column]


@pytest.mark.parametrize(
    "kind", [CellKind.FORMULA, CellKind.ERROR, CellKind.MERGED, CellKind.BOOLEAN]
)
def test_what_is_no_plain_cell_is_to_be_mended_in_any_column(kind):
    assert list(faults(address=("Jalan", kind))) == ["address"]


def test_an_empty_part_of_a_merged_cell_is_to_be_mended_too():
    assert list(faults(address=("", CellKind.MERGED))) == ["address"]


def test_a_column_nobody_asked_for_may_hold_anything():
    check = checker(
        Kind.FAMILIES,
        places={"name": 0, "nik": 1},
        defaults={"category": "lainnya"},
        today=date(2024, 12, 24),
    )
    cells = [cell("Dewi"), cell(NIK), cell("7", CellKind.FORMULA), cell("\0")]
    assert check(1, cells).faults == []


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x85", "\ud800"])
def test_signs_that_cannot_be_read_are_to_be_mended(sign):
    found = checked(address=f"Jalan{sign}Contoh")

    [fault] = found.faults
    assert fault.advice == "Memuat tanda yang tidak dapat dibaca. Ketik ulang isinya."
    assert sign not in fault.value


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Jalan\n Contoh ", "Jalan Contoh"),
        ("Jalan\u00a0Contoh", "Jalan Contoh"),
        ("Jalan\u200b Contoh", "Jalan Contoh"),
        ("Jalan Café", "Jalan Café"),
    ],
)
def test_gaps_and_unseen_signs_are_tidied(written, kept):
    assert facts(address=written)["address"] == kept


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("01/07/1990", "1990-07-01"),
        ("1 Juli 1990", "1990-07-01"),
        ("03-04-1990", "1990-04-03"),
        (("1990-07-01", CellKind.DATE), "1990-07-01"),
        (("1990-07-01 00:00:00", CellKind.DATE), "1990-07-01"),
    ],
)
def test_dates_are_read_day_first(written, read):
    assert facts(birth_date=written)["birth_date"] == read


@pytest.mark.parametrize(
    "written",
    [
        "31/02/1990",
        "07/13/1990",
        "01/07/90",
        "Juli 1990",
        "x",
        ("33055", CellKind.NUMBER),
        "25/12/2024",
    ],
)
def test_a_date_that_cannot_be_meant_is_to_be_mended(written):
    assert list(faults(birth_date=written)) == ["birth_date"]


def test_day_and_month_that_the_nik_tells_the_other_way_are_for_who_is_recorded_so():
    [[name, advice]] = facts(birth_date=("1990-01-07", CellKind.DATE))["unless_known"]

    assert name == "birth_date"
    assert advice.startswith("Hari dan bulan tampaknya tertukar: menurut NIK lahir 01/07/1990.")


def test_another_birth_date_than_the_nik_tells_is_nobodys_fault():
    assert facts(birth_date="15/08/1991")["birth_date"] == "1991-08-15"


@pytest.mark.parametrize(
    "nik", ["123", "63010141079000010", "6301013213900001", "6301014107900000"]
)
def test_a_wrong_nik_says_what_is_wrong(nik):
    assert list(faults(nik=nik)) == ["nik"]


@pytest.mark.parametrize("nik", [f"'{NIK}", "6301 0141 0790 0001", "6301.0141.0790.0001"])
def test_a_nik_may_have_gaps_and_an_apostrophe(nik):
    assert facts(nik=nik)["nik"] == NIK


def test_a_missing_nik_needs_a_reason():
    assert list(faults(nik="")) == ["nik"]
    assert facts(nik="", nik_missing_reason="KTP hilang")["nik_missing_reason"] == "KTP hilang"


@pytest.mark.parametrize(
    ("column", "written", "read"),
    [
        ("sex", "Perempuan", "P"),
        ("sex", "lk", "L"),
        ("sex", "p", "P"),
        ("relation", "ISTERI", "istri"),
        ("relation", "Kakak Kandung", "saudara"),
        ("relation", "Ipar/mertua", "ipar_mertua"),
        ("legal_status", "Napi", "narapidana"),
        ("legal_status", "Anak Binaan", "anak_binaan"),
    ],
)
def test_choices_are_known_in_many_spellings(column, written, read):
    assert facts(inmate_name="Budi", **{column: written})[column] == read


@pytest.mark.parametrize("column", ["sex", "relation", "legal_status"])
def test_an_unknown_choice_names_those_there_are(column):
    assert "Pilih salah satu:" in faults(inmate_name="Budi", **{column: "entah"})[column]


def test_a_family_without_an_inmate_says_what_it_is():
    [[name, advice]] = facts(defaults={})["unless_known"]
    assert name == "inmate_name"
    assert advice.startswith("Isi nama warga binaannya")
    assert list(faults(defaults={}, nik="1")) == ["nik", "inmate_name"]
    assert facts(defaults={}, category="Masyarakat sekitar")["category"] == "masyarakat"


@pytest.mark.parametrize(
    ("village", "district", "code"),
    [
        ("Angsau", "", "63.01.03.1004"),
        ("Kel. Angsau", "Kec. Pelaihari", "63.01.03.1004"),
        ("63.01.03.1004", "", "63.01.03.1004"),
        ("6301031004", "", "63.01.03.1004"),
        ("Angsau, Pelaihari, Tanah Laut, Kalimantan Selatan", "", "63.01.03.1004"),
    ],
)
def test_a_village_is_found_near_the_facility(village, district, code):
    assert facts(village=village, district=district)["region_code"] == code


@pytest.mark.parametrize("village", ["Tidakadadesaini", "Sukamaju"])
def test_a_village_that_is_not_clear_is_to_be_mended(village):
    assert list(faults(village=village)) == ["village"]


def test_phones_are_written_one_way():
    assert facts(phone="0812-0000-0000")["phone"] == "+6281200000000"
    assert facts(phone=("81200000000", CellKind.NUMBER))["phone"] == "+6281200000000"
    assert list(faults(phone="123")) == ["phone"]


def test_too_long_a_text_is_to_be_mended():
    assert list(faults(name="x" * 151)) == ["name"]
    assert list(faults(note="x" * 301)) == ["note"]


def test_all_faults_of_a_row_are_told_at_once():
    assert set(faults(name="", nik="1", birth_date="x", kk="2")) == {
        "name",
        "nik",
        "birth_date",
        "kk",
    }


def test_a_row_without_a_word_is_blank():
    check = checker(Kind.FAMILIES, places={"name": 0, "nik": 1}, today=date(2024, 12, 24))

    assert check(9, []) is None
    assert check(9, [cell(" "), Cell("", CellKind.FORMULA)]) is None


def test_the_example_of_our_workbook_is_nobody():
    columns = columns_of(Kind.FAMILIES)
    told = {column.name: column.example for column in columns if column.example}

    [fault] = checked(**told).faults
    assert fault.advice.startswith("Ini baris contoh.")


def test_the_cells_of_a_bad_row_are_kept_as_they_came():
    assert checked(nik="1", address="=1+1").cells == ["Dewi", "1", "=1+1"]
