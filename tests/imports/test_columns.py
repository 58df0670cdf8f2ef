"""Which row holds the titles, and what each title means."""

import pytest

from bansos.imports.columns import find_header, guess, plain, remember
from bansos.imports.kinds import columns_of
from bansos.imports.models import Kind

FAMILIES = columns_of(Kind.FAMILIES)


def table(*rows):
    return enumerate(rows, start=1)


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Nama", "name"),
        ("NAMA LENGKAP", "name"),
        ("Nama  Penerima", "name"),
        ("Nama Penerrima", "name"),
        ("NIK", "nik"),
        ("No. KTP", "nik"),
        ("NIK (16 digit)", "nik"),
        ("No KK", "kk"),
        ("Nomor Kartu Keluarga", "kk"),
        ("No. KK Penerima", "kk"),
        ("WBP", "inmate_name"),
        ("Nama Warga Binaan", "inmate_name"),
        ("Nama Narapidana", "inmate_name"),
        ("No. Reg", "register_number"),
        ("Tgl. Lahir", "birth_date"),
        ("L/P", "sex"),
        ("Jenis  Kelamin", "sex"),
        ("Hub. Keluarga", "relation"),
        ("Desa/Kelurahan", "village"),
        ("No. HP/WA", None),
        ("No. HP", "phone"),
        ("Kec.", "district"),
        ("Ket.", "note"),
        ("No", None),
        ("", None),
        ("Tanda tangan", None),
    ],
)
def test_a_title_is_known_in_many_spellings(title, column):
    assert guess([title], FAMILIES) == ({column: 0} if column else {})


def test_our_own_titles_are_all_known():
    for kind in Kind:
        columns = columns_of(kind)
        titles = [column.label for column in columns]
        expected = {column.name: place for place, column in enumerate(columns)}
        assert guess(titles, columns) == expected


def test_of_two_titles_for_one_column_the_left_one_is_taken():
    assert guess(["Nama", "NIK", "Nama Lengkap"], FAMILIES) == {"name": 0, "nik": 1}


def test_what_was_said_before_comes_before_what_is_guessed():
    said = {"nama lengkap": "name", "orang rumah": "inmate_name", "kolom": "gone"}

    found = guess(["Nama", "Nama Lengkap", "Orang Rumah", "Kolom"], FAMILIES, said)

    assert found == {"name": 1, "inmate_name": 2}


def test_the_titles_stand_below_a_letterhead():
    header = find_header(
        table(
            ["RUMAH TAHANAN NEGARA KELAS IIB CONTOH"],
            [],
            ["Daftar nama penerima bantuan", "", "Tahun 2024"],
            ["No", "Nama", "NIK", "Alamat"],
            ["1", "Contoh", "6301994107900001", "Jalan Contoh"],
        ),
        FAMILIES,
    )

    assert (header.number, header.columns) == (4, {"name": 1, "nik": 2, "address": 3})
    assert header.titles == ["No", "Nama", "NIK", "Alamat"]


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [["", ""]], [["Alamat", "Catatan"]], [["1", "2"], ["Contoh", "6301994107900001"]]],
)
def test_without_a_name_or_a_number_there_are_no_titles(rows):
    assert find_header(table(*rows), FAMILIES) is None


def test_titles_that_are_only_nearly_right_are_found_where_no_others_are():
    header = find_header(table(["Daftar"], ["Nama Penerimaa", "Alamatt"]), FAMILIES)

    assert header.number == 2


def test_what_is_remembered_are_plain_titles():
    titles = ["Nama", "", "N.I.K"]

    assert remember(titles, {"name": 0, "note": 1, "nik": 2, "kk": 9}) == {
        "nama": "name",
        "n i k": "nik",
    }


def test_a_title_of_any_length_is_kept_short():
    assert len(plain("x" * 1000)) == 60
