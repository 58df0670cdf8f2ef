"""What the papers before and after the day read out of the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bansos.documents import calling, ledger, proof, telling
from bansos.documents.papers import Line
from bansos.handovers.models import Event, Guest, Handover
from bansos.stock.models import Movement
from recipients.models import Category
from tests.campaigns.factories import QuotaFactory
from tests.documents.conftest import MORNING, NOON, make_event
from tests.documents.test_facts import LATER, reread, void
from tests.handovers.factories import EventPhotoFactory
from tests.stock.factories import BalanceFactory, MovementFactory

EARLIER = MORNING - timedelta(days=3)


@pytest.fixture
def decided(event):
    """The event with its list chosen four days, and decided three days before."""
    event.entitlements.update(added_at=EARLIER - timedelta(days=1))
    Event.objects.filter(pk=event.pk).update(frozen_at=EARLIER, submitted_at=EARLIER)
    return event


def decree(event):
    return calling.decree(reread(event), at=LATER)


def report(event):
    return telling.report(reread(event), at=LATER)


def withdraw(entitlement, at):
    entitlement.withdrawn_at, entitlement.withdrawn_by = at, entitlement.added_by
    entitlement.withdrawn_reason = "Pindah"
    entitlement.save()


def test_the_decree_lists_whom_the_head_decided_on(decided):
    paper = decree(decided)

    assert [each.number for each in paper.recipients] == list(range(1, 11))
    assert paper.decided_at == EARLIER
    assert paper.head.name == "Fani Andika"
    assert paper.basis == "Surat Contoh Nomor 1"


def test_what_was_changed_later_is_not_in_the_decree(decided):
    withdraw(decided.entitlements.get(number=10), NOON)
    decided.entitlements.filter(number=9).update(added_at=NOON)

    assert [each.number for each in decree(decided).recipients] == [*range(1, 9), 10]


def test_who_was_withdrawn_before_is_not_in_the_decree(decided):
    withdraw(decided.entitlements.get(number=1), EARLIER - timedelta(hours=1))

    assert 1 not in [each.number for each in decree(decided).recipients]


def test_a_decree_names_no_inmate(decided):
    assert "Warga Contoh" not in str(decree(decided).payload())


def test_guests_are_listed_as_they_were_written_down(event):
    Guest.objects.create(event=event, name="Menteri", presence=Guest.Presence.ONLINE)
    Guest.objects.create(event=event, name="Pegawai")

    paper = calling.guest_list(reread(event), at=LATER)

    assert [(each.name, each.is_online) for each in paper.guests] == [
        ("Menteri", True),
        ("Pegawai", False),
    ]
    assert len(paper.payload()["rows"]) == 2


def test_before_the_end_there_are_lines_for_guests_to_come(event):
    Event.objects.filter(pk=event.pk).update(state=Event.State.OPEN, closed_at=None, closed_by=None)

    assert len(calling.guest_list(reread(event), at=LATER).payload()["rows"]) == 15


def test_everybody_on_the_list_is_invited_by_name_and_code(decided):
    decided.entitlements.filter(number=2).update(category=Category.INSTITUTION)
    paper = calling.invitations(reread(decided), at=LATER)
    letters = paper.payload()["letters"]

    assert len(letters) == 10
    assert letters[0]["to"] == ["Yth. Bapak/Ibu", "Dewi"]
    assert letters[1]["to"][0] == "Yth. Pengurus"
    assert letters[0]["code"] == decided.entitlements.get(number=1).shown_code
    assert paper.payload()["place-and-date"] == "Pelaihari, 21 Desember 2024"


def test_letters_come_in_parts(decided):
    paper = calling.invitations(reread(decided), at=LATER)

    assert [each.number for each in paper.part(2, 4).invited] == [5, 6, 7, 8]


def test_who_came_has_a_certificate_from_the_hands_that_gave(event):
    paper = proof.recipient_certificates(reread(event), at=LATER)

    assert [number for number, _ in paper.certificates] == list(range(1, 10))
    first = paper.certificates[0][1]
    assert (first.giver.name, first.receiver.name) == ("Fani Andika", "Dewi")
    assert first.head is None
    assert first.stock is None


def test_a_proxy_receives_in_the_place_of_the_family(event):
    receiver = proof.recipient_certificates(reread(event), at=LATER).certificates[8][1].receiver

    assert receiver.name == "Wakil Contoh"
    assert receiver.relation == "Adik, mewakili Keluarga Contoh 9"


def test_what_was_brought_home_was_given_there(event):
    event.handovers.filter(entitlement__number=1).update(kind=Handover.Kind.HOME)

    certificate = proof.recipient_certificates(reread(event), at=LATER).certificates[0][1]

    assert certificate.occasion.venue == "kediaman penerima, Desa Contoh, Pelaihari"


def test_a_void_handover_proves_nothing(event):
    void(event.handovers.get(entitlement__number=1))

    numbers = [n for n, _ in proof.recipient_certificates(reread(event), at=LATER).certificates]

    assert 1 not in numbers


def test_the_attached_list_tells_what_became_of_each(event):
    EventPhotoFactory(event=event, caption="Di aula")
    paper = proof.attachments(reread(event), at=LATER)

    assert paper.outcomes[0].state == "Diserahkan pukul 09.12 WITA, simbolis"
    assert paper.outcomes[9].state == "Tidak hadir"
    assert [photo.caption for photo in paper.photos] == ["Di aula"]
    assert "9 (sembilan) paket sembako kepada 9" in paper.payload()["in-words"]


def test_a_photo_whose_file_has_gone_is_not_missed(event):
    photo = EventPhotoFactory(event=event)
    photo.file.storage.delete(photo.file.name)

    assert proof.attachments(reread(event), at=LATER).photos == []


def test_the_report_counts_what_was_planned_and_done(event):
    QuotaFactory(campaign=event.campaign, facility=event.facility, packages=12)
    results = report(event).results

    assert (results.entitled, results.handed, results.waiting) == (10, 9, 1)
    assert (results.symbolic, results.by_proxy, results.quota) == (8, 1, 12)
    assert results.percent == "90%"


def test_the_report_says_why_some_have_not_received(event):
    assert report(event).absences == [("sakit", 1)]


def test_the_report_names_where_packages_came_from(event):
    line = {"facility": event.facility, "package": event.package, "moved_at": MORNING}
    MovementFactory(**line, quantity=30, note="Koperasi")

    assert ("Koperasi", 30) in report(event).sources


def test_the_report_quotes_only_who_consented(event):
    event.statements.create(speaker="Dewi", text="Terima kasih.", consented_on=MORNING.date())
    event.statements.create(speaker="Lain", text="Jangan dikutip.")
    told = str(report(event).payload())

    assert "Terima kasih." in told
    assert "Jangan dikutip" not in told


def test_the_report_tells_every_obstacle(event):
    Event.objects.filter(pk=event.pk).update(obstacles="Hujan\n\n  Listrik padam ")

    assert report(event).obstacles == ["Hujan", "Listrik padam"]


def test_the_card_of_a_package_adds_up(event):
    balance = BalanceFactory(facility=event.facility, package=event.package)
    line = {"facility": event.facility, "package": event.package}
    MovementFactory(**line, quantity=5, moved_at=EARLIER, note="Lebih dahulu")
    MovementFactory(**line, quantity=-1, kind=Movement.Kind.DAMAGED, moved_at=NOON)

    card = ledger.stock_card(balance, at=LATER)

    assert card.lines[0] == Line(day=EARLIER.date(), what="Barang masuk: Lebih dahulu", quantity=5)
    assert (card.received, card.issued, card.closing) == (14, 10, 4)
    until_then = event.facility.movements.filter(moved_at__lte=LATER)
    assert card.closing == until_then.on_hand()


def test_a_card_of_a_period_begins_with_what_was_there(event):
    balance = BalanceFactory(facility=event.facility, package=event.package)
    line = {"facility": event.facility, "package": event.package}
    MovementFactory(**line, quantity=5, moved_at=EARLIER)

    card = ledger.stock_card(balance, since=MORNING.date(), until=MORNING.date(), at=LATER)

    assert (card.opening, card.closing) == (5, 5)
    assert f"{card.issuer.as_of:%Y-%m-%d}" == "2024-12-24"


def test_goods_received_say_what_was_there_before(event):
    line = {"facility": event.facility, "package": event.package}
    MovementFactory(**line, quantity=5, moved_at=EARLIER)
    received = MovementFactory(**line, quantity=40, moved_at=EARLIER, note="Mitra Contoh")

    paper = ledger.goods_receipt(received, at=LATER)

    assert (paper.before, paper.quantity, paper.source) == (5, 40, "Mitra Contoh")
    assert "Persediaan sebelumnya 5 (lima), sesudahnya 45" in " ".join(paper.payload()["after"])


@pytest.mark.parametrize("read", [decree, report])
def test_a_longer_list_takes_no_more_queries(event, decided, fani, read, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        read(decided)
    longer = make_event(event.facility, fani, families=30)

    with django_assert_num_queries(len(few)):
        read(longer)
