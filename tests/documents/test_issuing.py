"""What is issued stays as it was, to the byte; what was wrong is replaced or voided."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.documents import issuing, refusals
from bansos.documents.models import Document, Kind
from bansos.documents.numbering import Manner, Wish
from bansos.documents.registry import PAPERS, Subject
from bansos.documents.snapshots import pack, unpack
from bansos.handovers.models import Event
from tests.documents.conftest import NOON
from tests.documents.factories import DocumentFactory
from tests.documents.samples import text_of
from tests.handovers.factories import EventFactory

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=5)
ORIGIN = "https://bansos.invalid/"


def issue(event, by, kind=Kind.CERTIFICATE, **more):
    told = {"wish": Wish(Manner.WRITTEN, "W-1"), "by": by, "at": LATER, "origin": ORIGIN}
    return issuing.issue(kind, Subject(event.facility, event), **told | more)


def content(document) -> bytes:
    with document.file.open("rb") as file:
        return file.read()


@pytest.mark.parametrize("kind", list(PAPERS))
def test_an_issued_paper_is_kept_with_its_hash(event, head, kind):
    document = issue(event, head, kind)

    pdf = content(document)
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    assert document.shown_code in text_of(pdf)
    assert "KONSEP" not in text_of(pdf)
    assert "bansos.invalid/periksa" in text_of(pdf).replace("\u200b", "")
    assert document.year == 2024


@pytest.mark.parametrize("kind", list(PAPERS))
def test_the_snapshot_gives_the_same_bytes_for_ever(event, head, kind):
    document = issue(event, head, kind)
    pdf = content(document)

    event.entitlements.update(name="Nama Lain", address="Tempat Lain")
    event.campaign.name = event.campaign.occasion = "Lain"
    event.campaign.save()
    event.facility.letterhead = "KOP LAIN"
    event.facility.save()

    again = Document.objects.get(pk=document.pk)
    assert issuing.reprint(again) == pdf
    assert "Lain" not in text_of(issuing.reprint(again))


def test_a_snapshot_is_what_the_template_was_given(event):
    payload = PAPERS[Kind.CERTIFICATE].make(Subject(event.facility, event), NOON).payload()

    assert unpack(pack(payload)) == payload


def test_the_database_cannot_read_who_received(event, head, dewi):
    document = issue(event, head, Kind.RECEIPT_LIST)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM documents_document WHERE id = %s", [document.pk])
        row = str(cursor.fetchone())
    assert "Dewi" in str(unpack(Document.objects.get(pk=document.pk).snapshot))
    assert "Dewi" not in row
    assert document.snapshot not in row


def test_whoever_is_stopped_before_the_pdf_finds_it_set_later(event, head, monkeypatch):
    stopped = RuntimeError("listrik padam")
    with monkeypatch.context() as patched:
        patched.setattr(issuing, "typeset", lambda *args: (_ for _ in ()).throw(stopped))
        with pytest.raises(RuntimeError):
            issue(event, head)
    document = Document.objects.get()
    assert (document.number, document.sha256, document.file.name) == ("W-1", "", "")

    issuing.complete(document)

    assert content(document) == issuing.reprint(document)


def test_two_who_set_the_pdf_at_once_keep_one(event, head):
    document = issue(event, head)
    slower = Document.objects.get(pk=document.pk)
    slower.sha256 = ""
    kept = document.file.storage.listdir("2024")

    issuing.complete(slower)

    assert slower.file.name == document.file.name
    assert document.file.storage.listdir("2024") == kept


@pytest.mark.parametrize(
    "kind, state",
    [
        (Kind.CERTIFICATE, "berlangsung"),
        (Kind.CERTIFICATE, "ditetapkan"),
        (Kind.RECEIPT_LIST, "diajukan"),
        (Kind.RECEIPT_LIST, "draf"),
    ],
)
def test_nothing_is_issued_too_early(event, head, kind, state):
    Event.objects.filter(pk=event.pk).update(state=state, closed_at=None, closed_by=None)

    with pytest.raises(refusals.TooEarly):
        issue(event, head, kind)
    assert not Document.objects.exists()


def test_a_paper_is_issued_once(event, head):
    first = issue(event, head)

    with pytest.raises(refusals.AlreadyIssued, match="W-1 sudah terbit"):
        issue(event, head, wish=Wish(Manner.WRITTEN, "W-2"))
    assert Document.objects.get() == first


def test_what_changed_since_it_was_looked_at_is_not_issued(event, head):
    sheet, about = PAPERS[Kind.CERTIFICATE], Subject(event.facility, event)
    seen = issuing.seen_mark(sheet.make(about, NOON).payload(), NOON)
    Event.objects.filter(pk=event.pk).update(venue="Tempat Lain")

    with pytest.raises(refusals.Changed):
        issue(event, head, seen=seen)

    Event.objects.filter(pk=event.pk).update(venue=event.venue)
    assert issue(event, head, seen=seen).is_standing


@pytest.mark.parametrize("seen", ["x", "1e400:", "nan:a", "-1e18:a", ":" * 70])
def test_a_mark_of_nothing_was_never_seen(event, head, seen):
    with pytest.raises(refusals.Changed):
        issue(event, head, seen=seen)


def test_a_paper_is_replaced_by_one_that_names_it(event, head):
    older = issue(event, head)
    Event.objects.filter(pk=event.pk).update(venue="Lapangan")

    wish = Wish(Manner.WRITTEN, "W-2")
    newer = issuing.replace(
        older, reason="Tempatnya keliru", wish=wish, by=head, at=LATER, origin=ORIGIN
    )

    text = text_of(content(newer))
    assert "Menggantikan dokumen nomor W-1 yang terbit 24 Desember 2024." in text
    assert "bertempat di Lapangan" in text
    older = Document.objects.get(pk=older.pk)
    assert older.state == Document.State.REPLACED
    assert older.replaced_by == newer
    assert issuing.reprint(older) == content(older)
    assert Event.objects.get(pk=event.pk).certificate_number == "W-2"


def test_what_does_not_stand_is_neither_replaced_nor_voided(event, head):
    document = issue(event, head)
    issuing.void(document, reason="Keliru", by=head, at=LATER)

    with pytest.raises(refusals.NotStanding, match="sudah dibatalkan"):
        issuing.replace(document, reason="Keliru", by=head, at=LATER)
    with pytest.raises(refusals.NotStanding):
        issuing.void(document, reason="Keliru", by=head, at=LATER)


@pytest.mark.parametrize("reason", ["", "  ", "\0", "a" * 301])
def test_a_reason_must_be_given_and_fit(event, head, reason):
    document = issue(event, head)

    with pytest.raises(refusals.ReasonMissing):
        issuing.void(document, reason=reason, by=head, at=LATER)
    with pytest.raises(refusals.ReasonMissing):
        issuing.replace(document, reason=reason, by=head, at=LATER)
    assert Document.objects.get().is_standing


def test_a_void_paper_makes_room_for_another(event, head):
    issuing.void(issue(event, head), reason="Keliru", by=head, at=LATER)

    assert issue(event, head, wish=Wish(Manner.WRITTEN, "W-2")).is_standing


def test_every_deed_is_noted(event, head):
    older = issue(event, head)
    newer = issuing.replace(older, reason="Keliru", by=head, at=LATER)
    issuing.void(newer, reason="Tidak jadi", by=head, at=LATER)

    noted = Entry.objects.filter(action__startswith="document.").order_by("pk")
    assert [entry.action for entry in noted] == [
        "document.issue",
        "document.replace",
        "document.void",
    ]
    assert noted[0].details == {"kind": "berita-acara", "number": "W-1"}
    assert noted[1].details["replaces"] == older.pk
    assert list(trail.verify()) == []


def test_a_paper_of_a_rehearsal_says_so(event, head):
    event.campaign.is_rehearsal = True
    event.campaign.save()

    assert "GLADI" in text_of(content(issue(event, head)))


def test_the_public_knows_totals_alone(event, head):
    document = issue(event, head, Kind.RECEIPT_LIST)

    assert document.totals == [("Penerima", 10), ("Paket", 10)]


def test_the_address_on_paper_is_the_one_of_the_settings(event, head, settings):
    settings.PUBLIC_ADDRESS = "https://periksa.invalid"

    assert "periksa.invalid/periksa" in text_of(content(issue(event, head))).replace("\u200b", "")


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "batal"},
        {"void_reason": "Keliru"},
        {"sha256": ""},
        {"serial": 1},
        {"replace_reason": "Keliru"},
    ],
)
def test_half_a_fact_is_not_kept(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(**facts)


def test_a_number_is_kept_once_a_year_and_facility():
    first = DocumentFactory(number="1")

    DocumentFactory(number="1")
    DocumentFactory(event=EventFactory(facility=first.facility, closed=True), number="1", year=2025)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(event=EventFactory(facility=first.facility, closed=True), number="1")


def test_files_lie_under_names_of_chance():
    documents = DocumentFactory.create_batch(2)

    names = {each.file.name for each in documents}
    assert len(names) == 2
    assert all(len(name) == len("2024/") + 32 + len(".pdf") for name in names)
    assert not any(documents[0].code in name for name in names)


def test_files_are_served_at_no_address_of_their_own(client, head):
    client.force_login(head)

    assert client.get(DocumentFactory().file.url).status_code == 404
