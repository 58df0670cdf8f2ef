"""What may be kept as a signed scan: a plain picture, written anew, or a plain PDF."""

import io
import struct
import zlib

import pikepdf
import pytest
from django.core.files.base import ContentFile
from pikepdf import Array, Dictionary, Name
from PIL import Image

from bansos.audit.models import Entry
from bansos.documents import attaching, issuing, refusals, scans
from bansos.documents.models import Document, Scan
from bansos.documents.scans import child
from tests.documents.conftest import NOON
from tests.documents.factories import PDF, DocumentFactory
from tests.documents.samples import certificate, printed


def pdf(change=lambda made: None, **saving) -> bytes:
    made, out = pikepdf.Pdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(out, **saving)
    return out.getvalue()


def picture(kind="JPEG", size=(40, 60), **saving) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **saving)
    return out.getvalue()


def check(content) -> scans.Checked:
    """In the process of its own, as it is done."""
    return scans.check(io.BytesIO(content))


def look(content) -> str:
    """What the process would say, without the time it takes to start one."""
    return child.look(content)[0]["ending"]


def script():
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def opens_with_a_script(made):
    made.Root.OpenAction = script()


def opens_with_a_script_far_away(made):
    made.Root.OpenAction = made.make_indirect(script())


def names_scripts(made):
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script()])))


def acts_when_turned(made):
    made.pages[0].obj.AA = Dictionary(O=script())


def carries_a_file(made):
    made.attachments["a.txt"] = b"rahasia"


def starts_a_program(made):
    action = Dictionary(S=Name.Launch, F="a.exe")
    made.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Link, A=action)])


def holds_a_film(made):
    made.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.RichMedia)])


def holds_a_living_form(made):
    made.Root.AcroForm = Dictionary(XFA="<xdp/>", Fields=Array())


def hides_an_action_deep(made):
    inner = script()
    for _ in range(10):
        inner = Dictionary(A=Array([inner]))
    made.Root.Contoh = inner


def nests_without_end(made):
    inner = Dictionary(A=1)
    for _ in range(60):
        inner = Dictionary(A=inner)
    made.Root.Contoh = inner


def has_no_page(made):
    del made.pages[0]


HARMFUL = [
    opens_with_a_script,
    opens_with_a_script_far_away,
    names_scripts,
    acts_when_turned,
    carries_a_file,
    starts_a_program,
    holds_a_film,
    holds_a_living_form,
    hides_an_action_deep,
    nests_without_end,
    has_no_page,
]


@pytest.mark.parametrize("change", HARMFUL, ids=lambda change: change.__name__)
def test_a_pdf_that_acts_or_hides_is_refused(change):
    with pytest.raises(child.Refusal, match=r"PDF ini (memuat|rusak|tidak berhalaman)"):
        look(pdf(change))


@pytest.mark.parametrize("streams", list(pikepdf.ObjectStreamMode), ids=str)
def test_what_acts_is_found_however_it_is_packed(streams):
    with pytest.raises(child.Refusal, match="skrip"):
        look(pdf(opens_with_a_script_far_away, object_stream_mode=streams))


def test_whoever_sends_a_script_is_told_so():
    with pytest.raises(refusals.ScanRefused, match="skrip"):
        check(pdf(opens_with_a_script))


@pytest.mark.parametrize("user", ["", "sandi"])
def test_a_locked_pdf_is_refused(user):
    locked = pikepdf.Encryption(owner="rahasia", user=user)

    with pytest.raises(refusals.ScanRefused, match="terkunci"):
        check(pdf(encryption=locked))


@pytest.mark.parametrize(
    "content", [pdf(), PDF, printed(certificate())], ids=["made", "bare", "ours"]
)
def test_a_plain_pdf_stays_as_it_came(content):
    checked = check(content)

    assert (checked.ending, checked.content) == ("pdf", content)
    assert checked.pages >= 1


def test_a_pdf_may_link_to_an_address_and_begin_on_a_page():
    def change(made):
        made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])
        action = Dictionary(S=Name.URI, URI="https://contoh.invalid")
        made.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Link, A=action)])

    assert look(pdf(change)) == "pdf"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_written_anew(kind):
    place = Image.Exif()
    place[0x8825] = {2: (3.0, 47.0, 0.0)}
    content = picture(kind, exif=place) + b"<script>alert(1)</script>"

    checked = check(content)

    kept = Image.open(io.BytesIO(checked.content))
    assert (checked.ending, kept.format, kept.size) == ("jpg", "JPEG", (40, 60))
    assert not kept.getexif()
    assert b"script" not in checked.content


def test_a_photo_taken_sideways_is_turned_upright():
    sideways = Image.Exif()
    sideways[0x0112] = 6

    kept = Image.open(io.BytesIO(check(picture(exif=sideways)).content))

    assert kept.size == (60, 40)


def test_a_large_photo_is_made_smaller():
    _, kept = child.look(picture(size=(3500, 7000)))

    assert Image.open(io.BytesIO(kept)).size == (1500, 3000)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


NO_SCANS = {
    "empty": b"",
    "text": b"bukan gambar",
    "page": b"<html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "gif": b"GIF89a" + b"\0" * 40,
    "zip": b"PK\x03\x04" + b"\0" * 40,
    "program": b"MZ" + b"\0" * 40,
    "torn photo": picture()[:300],
    "photo in name": b"\xff\xd8\xff" + b"\0" * 400,
    "bomb": bomb(),
    "torn pdf": pdf()[:40],
    "pdf in name": b"%PDF-1.7\n" + b"\0" * 400,
    "pdf behind a page": b"<html>" + pdf(),
}


@pytest.mark.parametrize("content", NO_SCANS.values(), ids=NO_SCANS.keys())
def test_what_is_no_scan_is_refused_in_a_sentence(content):
    with pytest.raises(child.Refusal, match=r"\.$"):
        look(content)


@pytest.mark.parametrize("name", ["empty", "torn photo", "pdf in name"])
def test_whoever_sends_no_scan_is_told_so(name):
    with pytest.raises(refusals.ScanRefused, match=r"\.$"):
        check(NO_SCANS[name])


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(refusals.ScanRefused, match="20 MB"):
        check(b"%PDF-" + b"\0" * scans.child.LARGEST)


def test_a_pdf_that_unpacks_without_end_is_given_up():
    def change(made):
        made.pages[0].obj.Contents = made.make_stream(b"\0" * 300_000_000)

    checked = check(pdf(change, compress_streams=True))

    # Its pages are not unpacked at all; had they been, the child would have died of it.
    assert checked.ending == "pdf"


@pytest.mark.django_db
def test_a_scan_makes_its_document_a_signed_one(head):
    document = DocumentFactory()

    scan = attaching.attach(document, ContentFile(pdf()), by=head, at=NOON)

    assert Document.objects.with_signed().get().is_signed
    assert scan.manner == Scan.Manner.INK
    entry = Entry.objects.get(action="document.attach")
    assert (entry.object_id, entry.details["sha256"]) == (str(document.pk), scan.sha256)


@pytest.mark.django_db
def test_the_same_scan_is_kept_once(head):
    document, content = DocumentFactory(), pdf()
    attaching.attach(document, ContentFile(content), by=head, at=NOON)
    kept = document.file.storage.listdir("2024")

    with pytest.raises(refusals.ScanRefused, match="sudah diunggah"):
        attaching.attach(document, ContentFile(content), by=head, at=NOON)

    assert document.file.storage.listdir("2024") == kept


@pytest.mark.django_db
def test_a_void_paper_takes_no_signature(head):
    document = DocumentFactory()
    issuing.void(document, reason="Keliru", by=head, at=NOON)

    with pytest.raises(refusals.NotStanding):
        attaching.attach(document, ContentFile(pdf()), by=head, at=NOON)
    assert not Scan.objects.exists()
