"""Workbooks of ours: to fill in, and to mend and send again. Read back by the real reader."""

import io
import zipfile

import pytest

from bansos.imports import batches, reading
from bansos.imports.mending import TITLE, book_of
from bansos.imports.models import Import, Kind, Verdict
from bansos.imports.reading import Kind as CellKind
from bansos.imports.template_book import book_for
from recipients.models import Recipient
from tests.imports.sheets import HEADER, brought, row, rows
from tests.recipients.factories import made_up_nik


@pytest.fixture
def opened(tmp_path):
    """The sheets of a workbook as lists of texts, and their kinds."""

    def read(book, sheet=0):
        path = tmp_path / "buku.xlsx"
        path.write_bytes(book)
        (tmp_path / "isi").mkdir(exist_ok=True)
        table = reading.read(path, name="buku.xlsx", workdir=tmp_path / "isi")
        return [each.cells for each in table.rows(sheet)]

    return read


def texts(cells):
    return [cell.text for cell in cells]


def test_bad_rows_come_back_with_their_own_columns_and_one_more(send, opened):
    imported = send(row(1), row(2, nik=("6301994107900002", "N")), row(3, relation="tetangga"))

    head, first, second = opened(book_of(imported))

    assert texts(head) == [*HEADER, TITLE]
    assert texts(first)[:2] == ["Penerima Contoh 2", "6301994107900002"]
    assert texts(first)[-1].startswith("B · NIK: Excel menyimpan NIK ini sebagai angka")
    assert "D · Hubungan: Tidak dikenal." in texts(second)[-1]
    assert {cell.kind for cell in first} == {CellKind.TEXT}


def test_what_looks_like_a_formula_stays_a_text(send, opened):
    imported = send(
        row(1, name='=HYPERLINK("x")', nik="1"), row(2, name="@SUM(1)", nik="https://x")
    )

    _, first, second = opened(book_of(imported))

    assert (first[0].text, first[0].kind) == ('=HYPERLINK("x")', CellKind.TEXT)
    assert (second[0].text, second[1].text) == ("@SUM(1)", "https://x")


def test_control_characters_do_not_break_the_workbook(send, opened):
    imported = send(row(1, name="Dewi\0\x07", nik="1"))

    _, first = opened(book_of(imported))

    assert first[0].text == "Dewi\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"


def test_mended_and_sent_again_it_carries_on(send, apply, facility, officer, monkeypatch, tmp_path):
    imported = apply(send(*rows(3), row(7, nik=("6301994107900008", "N")), row(8, nik="")))
    assert (imported.rows_written, imported.to_mend) == (3, 2)
    mended = book_of(imported)
    # Somebody types the first NIK as a text, and forgets the other.
    monkeypatch.setattr(batches, "read", reading.read)

    again = brought(mended, kind=Kind.FAMILIES, facility=facility, by=officer)

    assert (again.new, again.to_mend) == (1, 1)
    again = apply(again)
    assert Recipient.objects.count() == 4
    assert again.title_list == [*HEADER, TITLE]
    once_more = zipfile.ZipFile(io.BytesIO(book_of(again)))
    assert once_more.read("xl/worksheets/sheet1.xml").count(b"Yang perlu") <= 1


@pytest.mark.parametrize("kind", Kind)
def test_the_workbook_to_fill_in_is_read_by_ourselves(kind, facility, officer, monkeypatch, opened):
    monkeypatch.setattr(batches, "read", reading.read)
    where = None if kind == Kind.FACILITIES else facility

    imported = brought(book_for(kind), kind=kind, facility=where, by=officer)

    # Nothing is in it but the example, which is nobody.
    assert imported.state == Import.State.CHECKED
    assert [line.verdict for line in imported.lines.all()] == [Verdict.TO_MEND]
    assert len(imported.mapping["columns"]) == len(imported.title_list)


@pytest.mark.parametrize("kind", [Kind.FAMILIES, Kind.INMATES])
def test_nobody_is_asked_to_fill_in_a_code_of_ours(opened, kind):
    titles = texts(opened(book_for(kind))[0])

    assert [title for title in titles if title.startswith("Kode")] == []


def test_only_such_categories_are_offered_as_stand_without_an_inmate(opened):
    lines = filter(None, opened(book_for(Kind.FAMILIES), sheet=1))
    told = {cells[0].text: cells[-1].text for cells in lines}

    assert told["Golongan"].endswith("Pilihan: Masyarakat sekitar, Lembaga sosial, Lainnya.")


def test_long_numbers_in_the_workbook_to_fill_in_are_texts(opened):
    _, example = opened(book_for(Kind.FAMILIES))[:2]

    assert {cell.kind for cell in example} <= {CellKind.TEXT, CellKind.BLANK}


def test_a_file_with_titles_nobody_knows_is_refused_in_a_sentence(facility, officer, monkeypatch):
    monkeypatch.setattr(batches, "read", reading.read)
    content = f"Apel;Jeruk\n1;{made_up_nik(1)}\n".encode()

    imported = brought(content, kind=Kind.FAMILIES, facility=facility, by=officer, name="buah.csv")

    assert imported.state == Import.State.REFUSED
    assert imported.refusal.startswith("Baris judul kolom tidak ditemukan.")
    assert not imported.place.exists()
