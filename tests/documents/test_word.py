"""The report as a Word file: the words of the paper, and nothing that a value could do to it."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from django.urls import reverse

from bansos.documents.word import TEMPLATE, word
from bansos.documents.word_template import draw
from tests.documents.folder import report
from tests.documents.test_typesetting import HOSTILE, MARKUP


def read(content):
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_word_says_what_paper_says():
    paper = report()
    told = read(word(paper))

    for chapter in paper.payload()["chapters"]:
        assert chapter["title"] in told
        for section in chapter["sections"]:
            assert section["title"] in told
            for block in section["blocks"]:
                for text in [block.get("text", ""), *block.get("items", [])]:
                    assert text in told
                for row in block.get("rows", []):
                    assert all(cell in told for cell in row)
    assert "Fani Andika" in told


def test_photos_are_in_it_with_their_captions():
    content = word(report())

    media = [name for name in ZipFile(BytesIO(content)).namelist() if name.startswith("word/media")]
    assert len(media) == 3
    assert "Foto contoh 3" in read(content)


@pytest.mark.parametrize("value", [*HOSTILE, "{{ 7 * 7 }} {% raw %}", "<w:p>&amp;"])
def test_whatever_is_typed_is_only_text(value):
    told = read(word(report(2, value=value or "x")))

    assert "IV. PENUTUP" in told
    assert "49" not in told


def test_markup_stays_as_it_was_written():
    assert MARKUP in read(word(report(value=MARKUP))).replace("\t", " ")


def test_the_template_is_what_its_script_draws(tmp_path):
    drawn = tmp_path / "report.docx"
    draw(drawn)

    body = "word/document.xml"
    assert ZipFile(drawn).read(body) == ZipFile(TEMPLATE).read(body)


def test_a_file_says_what_it_is():
    properties = docx.Document(BytesIO(word(report()))).core_properties

    assert properties.title.startswith("Laporan Kegiatan")
    assert properties.author == "Rumah Tahanan Negara Kelas IIB Pelaihari"


def test_the_report_is_taken_along_as_a_file(client, event, officer):
    client.force_login(officer)

    response = client.get(reverse("documents:report_word", args=[event.pk]))

    assert (
        "Laporan-Kegiatan-Rutan-Kelas-IIB-Pelaihari-2024-12-24.docx"
        in (response["Content-Disposition"])
    )
    assert "III. HASIL" in read(response.content)
