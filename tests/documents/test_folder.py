"""Every paper of the folder as it leaves the press: its claims, its pages, and what it survives."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.folder import MAKERS, OLDER, invitations, pressed, report
from tests.documents.samples import opened, text_of
from tests.documents.test_typesetting import HOSTILE, MARKUP, assert_nothing_leaves

SIGNED_LISTS = {
    "decree.typ": "Keluarga Contoh",
    "guest_list.typ": "Keluarga Contoh",
    "stock_card.typ": "contoh",
    "recap.typ": "Rutan Contoh",
}
ONE_TO_A_PAGE = ["invitations.typ", "recipient_certificates.typ"]
HEADS = {
    "decree.typ": "Nama Penerima",
    "guest_list.typ": "Tanda Tangan",
    "attachments.typ": "Nama Penerima",
    "stock_card.typ": "Uraian",
    "recap.typ": "Disiapkan",
}


def read_back(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def structure_of(pdf) -> list[str]:
    """The kinds of all marks in the tree that a screen reader walks, in its order."""
    kinds, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                kinds.append(str(node.S))
            children = node.get("/K", [])
            children = children if isinstance(children, pikepdf.Array) else [children]
            waiting += [child for child in reversed(list(children)) if _is_node(child)]
    return kinds


def _is_node(child) -> bool:
    return isinstance(child, pikepdf.Dictionary)


@pytest.mark.parametrize("template", [*MAKERS, *OLDER])
def test_a_paper_claims_to_be_archivable_and_accessible(template):
    with read_back(pressed(template)) as pdf, pdf.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"]) == ("2", "A")
        assert claims["pdfuaid:part"] == "1"
        assert claims["dc:title"]
        assert str(pdf.Root.Lang) == "id-ID"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/OutputIntents" in pdf.Root
        assert not pdf.is_encrypted


@pytest.mark.parametrize("template", [*MAKERS, *OLDER])
def test_the_fonts_of_a_paper_lie_in_it(template):
    with read_back(pressed(template)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]

        assert fonts
        for font in fonts:
            assert font.Subtype == "/Type0"
            [inner] = font.DescendantFonts
            assert set(inner.FontDescriptor.keys()) & {"/FontFile2", "/FontFile3"}
            assert "/ToUnicode" in font


@pytest.mark.parametrize("template", [*MAKERS, *OLDER])
def test_a_screen_reader_finds_a_heading_first(template):
    with read_back(pressed(template)) as pdf:
        kinds = structure_of(pdf)

    assert "/H1" in kinds


@pytest.mark.parametrize("template", HEADS)
def test_a_table_tells_its_heads_from_its_cells(template):
    with read_back(pressed(template)) as pdf:
        kinds = structure_of(pdf)

    assert {"/Table", "/TR", "/TH", "/TD"} <= set(kinds)


@pytest.mark.parametrize("template", MAKERS)
def test_equal_facts_are_equal_bytes(template):
    assert pressed(template) == pressed(template)


@pytest.mark.parametrize("count", [1, 8, 40])
@pytest.mark.parametrize("template", HEADS)
def test_every_page_of_a_table_has_its_head(template, count):
    pages = opened(pressed(template, count)).pages
    table = [page for page in pages if "Contoh" in page.extract_text()]
    first = 1 if template == "decree.typ" else 0

    for page in table[first:]:
        text = " ".join(page.extract_text().split())
        assert HEADS[template] in text or "Dokumentasi" in text or "Foto contoh" in text


@pytest.mark.parametrize("count", [1, 8, 14, 20, 26, 40])
@pytest.mark.parametrize("template", SIGNED_LISTS)
def test_nobody_signs_on_a_page_without_the_last_row(template, count):
    last = " ".join(opened(pressed(template, count)).pages[-1].extract_text().split())

    assert "Fani Andika" in last
    assert f"{SIGNED_LISTS[template]} {count}" in last.replace("\u200b", "")


@pytest.mark.parametrize("length", range(0, 30, 3))
def test_a_report_is_never_signed_on_a_page_by_itself(length):
    pages = opened(pressed("report.typ", obstacles=["Kendala"] * length, photos=[])).pages

    assert "Demikian laporan ini" in pages[-1].extract_text()
    assert "IV. PENUTUP" in pages[-1].extract_text()


@pytest.mark.parametrize("template", ONE_TO_A_PAGE)
@pytest.mark.parametrize("count", [1, 8])
def test_each_recipient_has_a_page(template, count):
    pages = opened(pressed(template, count)).pages

    assert len(pages) == count
    for number, page in enumerate(pages, start=1):
        assert f"Keluarga Contoh {number}" in " ".join(page.extract_text().split())


@pytest.mark.parametrize("template", MAKERS)
def test_250_rows_are_all_there(template):
    count = 40 if template in ONE_TO_A_PAGE else 250
    text = text_of(pressed(template, count)).replace("\u200b", "")

    named = {"report.typ": "", "goods_receipt.typ": "", "recap.typ": "Rutan Contoh"}
    name = named.get(template, "contoh" if template == "stock_card.typ" else "Keluarga Contoh")
    if name:
        assert all(f"{name} {number}" in text for number in range(1, count + 1))


@pytest.mark.parametrize("template", MAKERS)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_can_upset_the_press(template, value):
    for page in opened(pressed(template, 2, value=value)).pages:
        assert_nothing_leaves(page)


@pytest.mark.parametrize("template", MAKERS)
def test_markup_is_printed_as_it_was_written(template):
    text = text_of(pressed(template, 2, value=MARKUP)).replace("\u200b", "")

    assert "#panic(" in text


@pytest.mark.parametrize("name", ["Dewi", "محمد سلام", "李小龍"])
@pytest.mark.parametrize("template", ["decree.typ", "invitations.typ", "attachments.typ"])
def test_names_of_one_word_and_of_other_scripts_are_shown(template, name):
    text = text_of(pressed(template, 1, value=name))

    assert all(sign in text for sign in name.split()[0])
    assert "\ufffd" not in text


def test_a_note_of_ten_thousand_signs_is_printed_whole():
    note = " ".join(f"kendala{number:04}" for number in range(800))[:9_999]
    text = text_of(pressed("report.typ", obstacles=[note]))

    assert note.split()[-1] in text
    assert all(f"kendala{number:04}" in text for number in range(0, 780, 20))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_whatever_is_typed_comes_out_on_paper(value):
    pressed("report.typ", 2, value=value or "x")
    pressed("invitations.typ", 1, value=value or "x")


def test_photos_stand_two_to_a_row_with_their_captions():
    page = opened(pressed("report.typ")).pages[-1]

    assert len(page.images) == 3
    assert "Foto contoh 3" in page.extract_text()


def test_no_letter_tells_whose_family_somebody_is():
    payload = str(invitations().payload())

    assert "binaan" not in payload.casefold()
    assert "tahanan negara" in payload.casefold(), "the sender is on its letterhead"


def test_a_report_without_facts_says_so():
    empty = report(
        guests=[], agenda=[], absences=[], sources=[], statements=[], directives=[], obstacles=[]
    )
    told = str(empty.payload())

    assert "Hadirin belum dicatat." in told
    assert "Tidak ada kendala yang dicatat." in told
    assert "Seluruh penerima pada daftar telah menerima." in told
