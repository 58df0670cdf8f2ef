"""A signed page becomes handovers: each slip once, and whatever does not fit is kept or told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers import actions as handovers
from bansos.handovers import paper
from bansos.handovers.actions import Operation, hand_over, settle, void, withdraw
from bansos.handovers.invariants import differences
from bansos.handovers.models import Conflict, Event, Handover, Refusal, Tally
from bansos.stations.models import PaperPage, PaperScan, PaperTick
from bansos.stations.paper.actions import (
    Proxy,
    RowsRefused,
    StalePage,
    Unexplained,
)
from bansos.stations.paper.rows import rows_of, sheets_of
from bansos.stock.models import Balance

WHY = "Salah centang"


def at_the_desk(event, number, by):
    operation = Operation(
        id=uuid4(), entitlement_id=event.entitlements.get(number=number).pk, station="Meja 2"
    )
    [answer] = hand_over([operation], facility=event.facility, by=by, at=timezone.now())
    return answer


def on_hand(event):
    return Balance.objects.get(facility=event.facility, package=event.package).on_hand


def numbers(event):
    valid = Handover.objects.valid().filter(event=event)
    return sorted(valid.values_list("entitlement__number", flat=True))


def the_row(event, number):
    page = PaperPage.objects.filter(event=event, number=paper.page_of(number)).first()
    rows = rows_of(event, paper.page_of(number), page)
    return next(row for row in rows if row.number == number)


def test_ticked_rows_are_handed_over(event, record, officer):
    saved = record(1, 2, 3)

    assert numbers(event) == [1, 2, 3]
    assert (saved.new, saved.kept) == (3, 0)
    assert (saved.page.signatures, saved.page.ticks, saved.page.is_alarm) == (3, 3, False)
    assert on_hand(event) == 37
    assert list(differences()) == []


def test_a_handover_from_paper_says_where_it_comes_from(event, record, officer):
    at = timezone.now() - timedelta(minutes=20)
    record(7, handed_at=at)

    handover = Handover.objects.get()
    assert handover.station == "Kertas halaman 1"
    assert handover.note == "Dari daftar kertas, halaman 1, nomor 7"
    assert (handover.kind, handover.is_offline) == (Handover.Kind.REGULAR, True)
    assert (handover.handed_at, handover.recorded_by) == (at, officer)
    assert handover.pk == paper.slip(handover.entitlement_id, event_id=event.pk)


def test_the_second_page_has_rows_of_its_own(event, record):
    record(26, 30, page=2)

    assert numbers(event) == [26, 30]
    assert [sheet.waiting for sheet in sheets_of(event)] == [25, 3]


def test_the_same_page_ticked_twice_is_recorded_once(event, record, head):
    record(1, 2)
    saved = record(1, 2, by=head)

    assert saved.new == 0
    assert Handover.objects.count() == PaperTick.objects.count() == 2
    assert on_hand(event) == 38


def test_a_page_may_be_ticked_in_parts(event, record):
    first = record(1, 2)
    second = record(1, 2, 3, revision=first.page.revision, signatures=3)

    assert second.new == 1
    assert (second.page.ticks, second.page.revision) == (3, 2)


def test_who_looked_at_an_older_page_looks_again(event, record, head):
    record(1, 2)

    with pytest.raises(StalePage):
        record(1, 2, 3, by=head)

    assert numbers(event) == [1, 2]


def test_a_signature_too_many_is_an_alarm_that_is_explained(event, record):
    ticked = range(1, 25)

    with pytest.raises(Unexplained, match="25 tanda tangan, tetapi 24 baris dicentang"):
        record(*ticked, signatures=25)
    assert not PaperPage.objects.exists()
    assert numbers(event) == []

    saved = record(*ticked, signatures=25, explanation="Satu orang menandatangani dua baris")
    assert saved.page.is_alarm
    assert PaperPage.objects.get().explanation == "Satu orang menandatangani dua baris"
    assert Entry.objects.get(action="station.tick_paper").details == {
        "event": event.pk,
        "page": 1,
        "signatures": 25,
        "ticks": 24,
        "new": 24,
        "reason": "Satu orang menandatangani dua baris",
    }


def test_an_explanation_nobody_needs_any_more_goes(event, record):
    first = record(1, signatures=2, explanation="Baris 2 belum terbaca")
    second = record(1, 2, signatures=2, explanation="x", revision=first.page.revision)

    assert (second.page.is_alarm, second.page.explanation) == (False, "")
    entries = Entry.objects.filter(action="station.tick_paper").order_by("number")
    assert [entry.details.get("reason") for entry in entries] == ["Baris 2 belum terbaca", None]


def test_who_signed_for_another_is_named(event, record):
    proxy = Proxy(name="Rina Contoh", relation="Adik", document="ktp", number="6301010101010001")

    record(signatures=1, ticked={4: proxy})

    handover = Handover.objects.get()
    assert (handover.proxy_name, handover.proxy_relation) == ("Rina Contoh", "Adik")
    assert (handover.proxy_document, handover.proxy_number) == ("ktp", "6301010101010001")
    assert Tally.objects.get(event=event).by_proxy == 1


def test_half_a_proxy_is_refused_and_nothing_is_kept(event, record):
    proxy = Proxy(name="Rina Contoh", relation="", document="ktp", number="1")

    with pytest.raises(RowsRefused, match="Baris 4: Wakil dicatat dengan nama"):
        record(signatures=3, ticked={3: None, 4: proxy, 5: None})

    for model in [Handover, Conflict, Refusal, PaperPage, PaperTick]:
        assert not model.objects.exists()
    record(3, 4, 5)
    assert numbers(event) == [3, 4, 5]


def test_a_package_that_a_desk_gave_before_is_kept_as_a_conflict(event, record, officer):
    at_the_desk(event, 3, officer)

    saved = record(2, 3)

    assert (saved.new, saved.kept) == (2, 1)
    conflict = Conflict.objects.get()
    assert (conflict.cause, conflict.entitlement.number) == (Conflict.Cause.TWICE, 3)
    assert on_hand(event) == 37
    row = the_row(event, 3)
    assert (row.is_ticked, row.conflict) == (True, conflict)


def test_a_desk_that_comes_later_is_told_that_paper_was_first(event, record, officer):
    record(3)

    answer = at_the_desk(event, 3, officer)

    assert answer.station == "Kertas halaman 1"
    assert not answer.is_done


def test_a_row_that_was_withdrawn_is_kept_as_a_conflict(event, record, head):
    entitlement = event.entitlements.get(number=3)
    withdraw(entitlement, reason="Pindah", by=head, at=timezone.now())

    assert record(3).kept == 1
    assert Conflict.objects.get().cause == Conflict.Cause.WITHDRAWN


def test_more_than_the_books_have_is_kept_too(open_event, officer, record, event):
    Balance.objects.filter(facility=event.facility).update(on_hand=1)

    assert record(1, 2).kept == 1
    assert Conflict.objects.get().cause == Conflict.Cause.STOCK


def test_a_tick_that_was_a_mistake_can_be_made_anew(event, record, head):
    first = record(1)
    void(Handover.objects.get(), reason=WHY, by=head, at=timezone.now(), is_head=True)
    assert not the_row(event, 1).is_ticked

    second = record(1, revision=first.page.revision)

    assert second.new == 1
    assert Handover.objects.valid().count() == 1
    assert Handover.objects.count() == PaperTick.objects.count() == 2
    assert second.page.ticks == 1


def test_a_page_that_was_open_before_the_mistake_was_taken_back_ticks_nothing(event, record, head):
    record(1)
    void(Handover.objects.get(), reason=WHY, by=head, at=timezone.now(), is_head=True)

    with pytest.raises(StalePage):
        record(1)


def test_a_conflict_whose_package_came_back_frees_its_row(event, record, officer, head):
    handover = at_the_desk(event, 3, officer)
    first = record(3)
    facts = {"settlement": Conflict.Settlement.RETURNED, "reason": "Dikembalikan"}
    settle(Conflict.objects.get(), by=head, at=timezone.now(), **facts)
    valid = Handover.objects.get(pk=handover.operation.id)
    void(valid, reason=WHY, by=head, at=timezone.now(), is_head=True)

    assert record(3, revision=first.page.revision).new == 1
    assert numbers(event) == [3]


def test_paper_is_recorded_after_the_end(closed, record):
    event = closed()

    record(1, 2, handed_at=event.closed_at)

    assert numbers(event) == [1, 2]


def test_not_what_is_said_to_have_happened_after_the_end(closed, record):
    event = closed(ago=timedelta(hours=2))

    with pytest.raises(RowsRefused, match="Baris 1: Kegiatan ini sudah ditutup"):
        record(1, handed_at=event.closed_at + timedelta(minutes=1))


def test_not_two_days_after_the_end(closed, record):
    event = closed(ago=timedelta(hours=49))

    with pytest.raises(RowsRefused, match="sudah ditutup"):
        record(1, handed_at=event.closed_at)


def test_who_reopens_may_record_it_still(closed, record, head):
    event = closed(ago=timedelta(hours=49))
    handovers.reopen_event(event, reason="Kertas tertinggal", by=head, at=timezone.now())

    record(1, handed_at=event.starts_at)

    assert numbers(event) == [1]


def test_not_before_the_hall_opened(event, record):
    Event.objects.filter(pk=event.pk).update(state="ditetapkan")

    with pytest.raises(RowsRefused, match="sedang tidak berlangsung"):
        record(1)


def test_the_scan_is_kept_under_a_name_of_chance(event, record, officer):
    record(1, scan=(PaperScan.Kind.PDF, b"%PDF-1.7 %%EOF"))

    scan = PaperScan.objects.get()
    assert scan.file.name.startswith("kertas/")
    assert scan.file.name.endswith(".pdf")
    assert len(scan.file.name) == len("kertas/.pdf") + 32
    with scan.file.open() as file:
        assert file.read() == b"%PDF-1.7 %%EOF"
    assert (scan.page.number, scan.attached_by) == (1, officer)
    assert Entry.objects.filter(action="station.attach_scan").count() == 1


def test_a_scan_may_follow_when_everything_is_ticked(event, record):
    record(1)
    record(signatures=1, scan=(PaperScan.Kind.JPEG, b"gambar"))

    page = PaperPage.objects.get()
    assert (page.ticks, page.scans.count(), page.revision) == (1, 1, 2)


def test_no_file_is_left_of_a_page_that_was_refused(event, record):
    def files():
        return set(default_storage.listdir("kertas")[1]) if default_storage.exists("kertas") else {}

    before = files()
    with pytest.raises(Unexplained):
        record(1, signatures=2, scan=(PaperScan.Kind.PDF, b"%PDF"))

    assert files() == before
    assert not PaperScan.objects.exists()


def test_rows_of_other_events_are_untouched(event, open_event, record, officer):
    other = open_event(families=3, on_hand=3)

    record(1, 2)

    assert numbers(other) == []
    assert {tick.entitlement.event_id for tick in PaperTick.objects.all()} == {event.pk}


def test_a_page_takes_the_same_queries_for_one_row_and_for_all(
    event, record, officer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        record(1)
    first = PaperPage.objects.get()
    with django_assert_max_num_queries(30):
        record(*range(1, 26), revision=first.revision, signatures=25)


def test_the_action_asks_for_rows_of_the_page_alone(event, record):
    with pytest.raises(KeyError):
        record(26)
