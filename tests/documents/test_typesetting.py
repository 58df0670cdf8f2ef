"""What comes out of the press: standards, whole pages, and no value that could upset it."""

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf._text_extraction import mult

from bansos.documents.papers import Letterhead, Receiver, Signatory
from bansos.documents.typesetting import TEMPLATES, UNPRINTABLE, _compiler, printable
from tests.documents.samples import (
    HEAD,
    LETTERHEAD,
    certificate,
    occasion,
    opened,
    package,
    printed,
    receipt,
    receipt_list,
    text_of,
)

MARKUP = '#set page(width: 1cm) *b* _i_ $x$ <l> @r `c` \\ " // /* = - + / ~ #panic("x") \\u{41}'
HOSTILE = [
    MARKUP,
    "W" * 150,
    "NUL \x00 dan \x1b lain",
    "\u202eterbalik\u202c \ufeff \u200b",
    "سلام שלום 漢字 😀 👨\u200d👩\u200d👧 Z\u0336",
    "\ud800 separuh",
    "",
    "   ",
    "- butir",
    "= judul",
]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


DOT_PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x0b\x5d\x5e"))
    + chunk(b"IEND", b"")
)


def hostile_papers(value):
    official = Signatory(name=value, title=value, nip=value, rank=value)
    around = occasion(
        letterhead=Letterhead(
            lines=[value] * 6, facility=value, logo=value.encode("utf-8", "replace")
        ),
        facility=value,
        short_name=value[:100],
        place=value,
        venue=value,
        title=value,
        reason=value,
    )
    yield certificate(
        occasion=around,
        package=package(name=value, unit=value),
        giver=official,
        giver_address=value,
        receiver=Receiver(name=value, nik=value, address=value, relation=value),
        number=value,
        basis=value,
        sources=[value],
        witnesses=[official, official],
        head=official,
    )
    person = {"name": value, "address": value, "relation": value[:50], "inmate": value}
    receipts = [receipt(number, **person, note=value) for number in (1, 2, 3)]
    yield receipt_list(occasion=around, receipts=receipts, officer=official, head=official)


@pytest.mark.parametrize("paper", [certificate(), receipt_list()], ids=lambda p: type(p).__name__)
def test_papers_are_archivable_and_accessible(paper):
    pdf = opened(printed(paper))
    catalogue = pdf.root_object
    metadata = catalogue["/Metadata"].get_object().get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "id-ID"


def test_a_paper_says_in_its_file_what_it_is():
    information = opened(printed(certificate())).metadata

    assert information.title == (
        "Berita Acara Serah Terima Bantuan Sosial Natal 2024 dan Tahun Baru 2025, 24 Desember 2024"
    )
    assert information.author == "Rumah Tahanan Negara Kelas IIB Pelaihari"
    assert information.creation_date == datetime(2024, 12, 24, 3, 30, tzinfo=UTC)


def test_equal_facts_are_equal_bytes():
    assert printed(certificate()) == printed(certificate())


def fonts_of(paper):
    return {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in opened(printed(paper)).pages
        for font in page["/Resources"]["/Font"].values()
    }


def test_only_the_vendored_fonts_are_used():
    plain = fonts_of(certificate())
    strange = fonts_of(certificate(receiver=Receiver(name="محمد 李小龍")))

    assert plain
    assert all("Arimo" in name for name in plain)
    assert strange - plain == {"NotoSansArabic-Regular", "NotoSansSC-Regular"}


def test_a_certificate_holds_what_an_inspector_looks_for():
    text = text_of(printed(certificate(number="WP.19.PAS.7-SA.04.04-1")))

    for expected in [
        "RUMAH TAHANAN NEGARA KELAS IIB PELAIHARI",
        "BERITA ACARA SERAH TERIMA BANTUAN SOSIAL NATAL 2024 DAN TAHUN BARU 2025",
        "Nomor: WP.19.PAS.7-SA.04.04-1",
        "Selasa tanggal dua puluh empat bulan Desember tahun dua ribu dua puluh empat",
        "8 (delapan) paket sembako",
        "Rp15.000,00 Rp75.000,00",
        "Diterima = Diserahkan + Dikembalikan + Rusak + Sisa 40 8 2 1 29",
        "tidak dipungut biaya",
        "dalam rangkap 2 (dua)",
        "Pelaihari, 24 Desember 2024",
        "cap jempol",
        "SAKSI-SAKSI",
    ]:
        assert expected in text


def test_the_second_party_signs_left_and_the_first_right():
    signing = text_of(printed(certificate())).partition("Demikian Berita Acara")[2]

    assert signing.index("PIHAK KEDUA,") < signing.index("Dewi")
    assert signing.index("Dewi") < signing.index("PIHAK PERTAMA,") < signing.index("Fani Andika")


def test_what_is_not_known_is_left_as_dots():
    text = text_of(printed(certificate()))

    assert "Nomor: ………" in text
    assert "Fani Andika NIP ………" in text
    assert "Saksi 1, (………" in text


@pytest.mark.parametrize("count, pages", [(0, 1), (1, 1), (8, 2), (40, 4)])
def test_every_page_of_the_list_has_the_head_and_its_number(count, pages):
    pdf = opened(printed(receipt_list(count)))

    assert len(pdf.pages) == pages
    for number, page in enumerate(pdf.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "Nama Penerima" in text
        assert f"Halaman {number} dari {pages}" in text


@pytest.mark.parametrize("count", range(1, 13))
def test_signatures_never_stand_on_a_page_without_the_last_names(count):
    last_page = opened(printed(receipt_list(count))).pages[-1].extract_text()

    assert "Fani Andika" in last_page
    assert "Petugas Contoh" in last_page
    assert f"Keluarga Contoh {count}" in " ".join(last_page.split())
    assert f"Keluarga Contoh {max(1, count - 1)}" in " ".join(last_page.split())


@pytest.mark.parametrize("items", range(1, 14))
def test_the_parties_never_sign_on_a_page_without_the_closing_words(items):
    paper = certificate(package=package(items=package().items[:1] * items))
    pages = [" ".join(page.extract_text().split()) for page in opened(printed(paper)).pages]

    (signed,) = [page for page in pages if "SAKSI-SAKSI" in page]
    assert "Demikian Berita Acara ini dibuat" in signed
    assert "PIHAK PERTAMA," in signed


def test_odd_numbers_sign_left_of_even_ones():
    page = opened(printed(receipt_list(3))).pages[0]
    places = {text.partition(".")[0]: x for text, x, _ in placed(page) if ". …" in text}

    assert places["1"] == places["3"] < places["2"]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_can_upset_the_press(value):
    for paper in hostile_papers(value):
        for page in opened(printed(paper)).pages:
            assert_nothing_leaves(page)


def placed(page):
    """Every run of text with where it begins, in points from the lower left."""
    runs = []

    def note(text, shift, matrix, *_):
        if text.strip():
            x, y = mult(matrix, shift)[4:]
            runs.append((text.strip(), x, y))

    page.extract_text(visitor_text=note)
    return runs


def assert_nothing_leaves(page):
    runs = placed(page)
    foot = next(y for text, _, y in runs if text.startswith("Halaman"))
    for text, x, y in runs:
        assert 0 <= x <= page.mediabox.width, text
        assert 10 < foot <= y <= page.mediabox.height, text


def test_markup_is_printed_as_it_was_written():
    text = text_of(printed(certificate(basis=MARKUP)))

    assert MARKUP in text


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_whatever_is_typed_comes_out_on_paper(value):
    printed(certificate(basis=value, receiver=Receiver(name=value), giver=Signatory(name=value)))


def test_every_sign_let_through_is_in_the_fonts():
    signs = "".join(s for s in map(chr, range(0x20, 0x10000)) if not UNPRINTABLE.match(s))
    signs += "\ufffd"
    lines = [signs[start : start + 100] for start in range(0, len(signs), 100)]
    rows = [receipt(number, name=line, note=line) for number, line in enumerate(lines, start=1)]
    head = Letterhead(lines=["A", "B", "C", *lines[:12]], facility="")

    printed(receipt_list(receipts=rows))
    printed(certificate(occasion=occasion(letterhead=head), giver=Signatory(name=signs, title="x")))


@pytest.mark.parametrize(
    "name",
    [
        "محمد سلام",
        "שלום",
        "李小龍",
        "カタカナ",
        "Ωμέγα",
        "Привет",
        "नमस",
        "தமழ",
        "สวสด",
        "ꦗꦮ",
        "ᬩᬮ",
    ],
)
def test_a_name_is_shown_in_its_own_script(name):
    text = text_of(printed(certificate(receiver=Receiver(name=name))))

    assert all(sign in text for sign in name.split()[0])
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    "written, shown",
    [
        ("a\x00b", "a\ufffdb"),
        ("satu\r\n\tdua\u2028tiga", "satu dua tiga"),
        ("\u202eabc\u200b\ufeff", "abc"),
        ("e\u0301", "é"),
        ("😀", "\ufffd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_paper_cannot_show_becomes_a_visible_sign(written, shown):
    assert printable({"x": [written, 1, None]}) == {"x": [shown, 1, None]}


def test_a_logo_is_printed_and_described():
    head = Letterhead(lines=LETTERHEAD.lines, facility=LETTERHEAD.facility, logo=DOT_PNG)

    with_logo = printed(certificate(occasion=occasion(letterhead=head)))

    assert len(opened(with_logo).pages[0].images) == 1


@pytest.mark.parametrize("logo", [b"\x89PNG kaputt", b"<svg", b"\xff\xd8\xff", b"GIF89a"])
def test_a_damaged_logo_is_left_out(logo):
    head = Letterhead(lines=LETTERHEAD.lines, facility=LETTERHEAD.facility, logo=logo)

    assert "PELAIHARI" in text_of(printed(certificate(occasion=occasion(letterhead=head))))


def test_a_mark_crosses_every_page_of_a_draft():
    assert text_of(printed(certificate(occasion=occasion(mark="KONSEP")))).count("KONSEP") == 4
    assert "KONSEP" not in text_of(printed(certificate()))


def test_a_public_copy_has_no_column_for_the_inmate():
    text = text_of(printed(receipt_list(is_public=True)))

    assert "Warga" not in text
    assert "Keluarga Contoh 8" in text


def test_threads_share_one_press():
    papers = [certificate(number=f"Nomor-{number}") for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        printings = list(pool.map(printed, papers))

    for number, pdf in enumerate(printings):
        assert f"Nomor-{number}" in text_of(pdf)
    assert _compiler() is _compiler()


def test_the_press_reads_nothing_outside_its_folder():
    outside = b'#read("/../../bansos/settings.py")'

    with pytest.raises(RuntimeError):
        _compiler().compile(outside, format="pdf")
    assert Path(TEMPLATES / "paper.typ").exists()


def test_an_acting_head_signs_as_one():
    acting = Signatory(name=HEAD.name, title="Plt. Kepala Rutan Contoh", nip="198001012005011001")
    text = text_of(printed(certificate(giver=Signatory(name="Contoh"), head=acting)))

    assert "Mengetahui, Plt. Kepala Rutan Contoh Fani Andika NIP 198001012005011001" in text
