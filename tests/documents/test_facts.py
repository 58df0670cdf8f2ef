"""What the papers read out of the database."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from bansos.documents import facts
from bansos.handovers.models import Event, Handover
from bansos.stock.models import Movement
from tests.documents.conftest import MORNING, NOON, make_event
from tests.documents.samples import OFFICIAL_NAME
from tests.factories import OfficialFactory
from tests.handovers.factories import EntitlementFactory, HandoverFactory
from tests.recipients.factories import RecipientFactory
from tests.stock.factories import MovementFactory

LATER = NOON + timedelta(days=30)


def certificate(event, at=LATER):
    return facts.certificate(reread(event), at=at)


def receipts(event, **choices):
    return facts.receipt_list(reread(event), at=LATER, **{"is_public": False} | choices)


def reread(event):
    return Event.objects.select_related(*facts.RELATED).get(pk=event.pk)


def void(handover, at=NOON):
    handover.voided_at, handover.voided_by = at, handover.recorded_by
    handover.voided_reason = "Salah orang"
    handover.save()
    MovementFactory(
        facility=handover.facility,
        package=handover.entitlement.package,
        kind=Movement.Kind.VOIDED,
        quantity=handover.quantity,
        moved_at=at,
    )


def test_the_certificate_counts_families_packages_and_symbolic_ones(event):
    paper = certificate(event)

    assert (paper.families, paper.packages, paper.symbolic) == (9, 9, 8)


def test_a_void_handover_does_not_count(event):
    void(event.handovers.get(entitlement__number=1))

    paper = certificate(event)

    assert (paper.families, paper.packages, paper.symbolic) == (8, 8, 7)
    assert paper.stock.handed == 8


def test_packages_are_counted_not_families(event):
    event.handovers.filter(kind=Handover.Kind.REGULAR).update(quantity=4)

    assert certificate(event).packages == 12


def test_received_is_handed_and_returned_and_damaged_and_lost_and_left(event):
    line = {"facility": event.facility, "package": event.package, "moved_at": MORNING}
    MovementFactory(**line, quantity=10)
    MovementFactory(**line, kind=Movement.Kind.RETURNED, quantity=-2)
    MovementFactory(**line, kind=Movement.Kind.DAMAGED, quantity=-1)
    MovementFactory(**line, kind=Movement.Kind.LOST, quantity=-1)
    MovementFactory(**line | {"package": make_event(event.facility, None, families=0).package})

    stock = certificate(event).stock

    assert stock.received == 19
    assert (stock.handed, stock.returned, stock.damaged, stock.lost, stock.left) == (9, 2, 1, 1, 6)


def test_a_closed_event_is_printed_as_its_last_deed_left_it(event):
    line = {"facility": event.facility, "package": event.package}
    MovementFactory(**line, quantity=50, moved_at=NOON + timedelta(hours=1))

    paper = certificate(event)

    assert paper.occasion.as_of == NOON
    assert paper.stock.received == 9


def test_a_late_void_moves_the_date_of_the_figures(event):
    void(event.handovers.get(entitlement__number=1), at=NOON + timedelta(hours=2))

    paper = certificate(event)

    assert paper.occasion.as_of == NOON + timedelta(hours=2)
    assert paper.stock.left == 1


def test_an_open_event_is_a_draft_of_this_moment(event):
    Event.objects.filter(pk=event.pk).update(state=Event.State.OPEN, closed_at=None, closed_by=None)

    paper = certificate(event)

    assert paper.occasion.as_of == LATER
    assert paper.occasion.mark == "KONSEP"


def test_a_rehearsal_says_so_on_both_papers(event):
    event.campaign.is_rehearsal = True
    event.campaign.save()

    assert certificate(event).occasion.mark == "GLADI"
    assert receipts(event).occasion.mark == "GLADI"


def test_the_occasion_is_told_on_the_clock_of_the_facility(event):
    occasion = certificate(event).occasion

    assert occasion.held_at.strftime("%H.%M %Z") == "09.00 WITA"
    assert occasion.as_of.strftime("%H.%M %Z") == "12.00 WITA"
    assert occasion.reason == "Natal dan Tahun Baru"
    assert occasion.venue == "Aula Pengayoman"


def test_a_head_who_hands_over_need_not_acknowledge_it(event):
    paper = certificate(event)

    assert (paper.giver.name, paper.head) == ("Fani Andika", None)


def test_whom_nobody_named_the_head_stands_in_for(event, fani):
    Event.objects.filter(pk=event.pk).update(officiant=None)

    assert certificate(event).giver.name == "Fani Andika"


def test_the_head_of_that_day_acknowledges_what_another_gave(event, fani):
    fani.capacity = "Plt."
    fani.ends_on = date(2024, 12, 31)
    fani.save()
    OfficialFactory(
        facility=event.facility, name="Penerus", is_head=True, starts_on=date(2025, 1, 1)
    )
    other = OfficialFactory(facility=event.facility, name="Pejabat Contoh")
    Event.objects.filter(pk=event.pk).update(officiant=other)

    paper = certificate(event)

    assert paper.giver.name == "Pejabat Contoh"
    assert (paper.head.name, paper.head.title) == ("Fani Andika", "Plt. Kepala Rutan")


def test_a_facility_without_a_known_head_leaves_room_for_the_name(event, fani):
    Event.objects.filter(pk=event.pk).update(officiant=None)
    fani.is_head = False
    fani.save()

    giver = certificate(event).giver

    assert (giver.name, giver.title) == ("", f"Kepala {OFFICIAL_NAME}")


def test_the_spokesperson_is_known_as_the_frozen_list_knows_her(event, dewi):
    Event.objects.filter(pk=event.pk).update(spokesperson=dewi)

    receiver = certificate(event).receiver

    assert (receiver.name, receiver.relation) == ("Dewi", "Istri")
    assert receiver.nik == "630199******0001"


def test_a_spokesperson_who_is_not_on_the_list_is_named_all_the_same(event):
    speaker = RecipientFactory(facility=event.facility, name="Wakil Contoh")
    Event.objects.filter(pk=event.pk).update(spokesperson=speaker)

    receiver = certificate(event).receiver

    assert (receiver.name, receiver.nik) == ("Wakil Contoh", "")


def test_without_a_spokesperson_there_is_room_for_a_name(event):
    assert certificate(event).receiver.name == ""


def test_a_single_family_speaks_for_itself(pelaihari, fani):
    assert certificate(make_event(pelaihari, fani, families=1)).receiver.name == "Dewi"


def test_witnesses_are_those_who_were_named(event):
    saksi = OfficialFactory(facility=event.facility, name="Saksi Contoh")
    Event.objects.filter(pk=event.pk).update(second_witness=saksi)

    assert [one.name for one in certificate(event).witnesses] == ["Saksi Contoh"]


def test_an_uploaded_logo_is_read(event):
    event.facility.logo.save("logo.png", ContentFile(b"\x89PNG"))

    assert certificate(event).occasion.letterhead.logo == b"\x89PNG"


def test_a_logo_that_has_gone_is_not_missed(event):
    event.facility.logo = "logo/tidak-ada.png"
    event.facility.save()

    assert certificate(event).occasion.letterhead.logo == b""


def test_a_picture_too_large_for_a_logo_is_left_out(event):
    event.facility.logo.save("logo.png", ContentFile(b"x" * (500 * 1024 + 1)))

    assert certificate(event).occasion.letterhead.logo == b""


def test_the_list_has_everybody_who_is_still_on_it(event):
    first = event.entitlements.get(number=10)
    first.withdrawn_at, first.withdrawn_by = NOON, first.added_by
    first.withdrawn_reason = "Pindah"
    first.save()

    paper = receipts(event)

    assert [each.number for each in paper.receipts] == list(range(1, 10))
    assert paper.officer.name == str(event.submitted_by)
    assert paper.head.name == "Fani Andika"


@pytest.mark.parametrize(
    "number, note",
    [
        (1, "diserahkan pukul 09.12 WITA, simbolis"),
        (9, "diserahkan pukul 09.12 WITA, diwakilkan oleh Wakil Contoh (adik)"),
        (10, "tidak hadir: sakit"),
    ],
)
def test_each_line_tells_what_became_of_it(event, number, note):
    assert receipts(event).receipts[number - 1].note == note


def test_a_handover_of_another_day_tells_its_day(event):
    handed = timezone.datetime(2024, 12, 27, 10, tzinfo=MORNING.tzinfo)
    event.handovers.filter(entitlement__number=1).update(handed_at=handed, kind="susulan")

    assert receipts(event).receipts[0].note == (
        "diserahkan 27 Desember 2024 pukul 10.00 WITA, susulan"
    )


def test_a_void_handover_leaves_the_line_to_be_signed(event):
    void(event.handovers.get(entitlement__number=1))
    Event.objects.filter(pk=event.pk).update(state=Event.State.OPEN, closed_at=None, closed_by=None)

    assert receipts(event).receipts[0].note == ""


def test_an_institution_has_no_number_sex_or_inmate(event):
    EntitlementFactory(
        event=event, number=11, masked_nik="", quantity=4, category="lembaga", name="Panti"
    )

    line = receipts(event).receipts[-1]

    assert (line.nik, line.sex, line.inmate) == ("–", "–", "–")
    assert (line.relation, line.quantity) == ("Lembaga sosial", 4)


def test_a_note_is_never_longer_than_its_cell(event):
    event.handovers.filter(entitlement__number=9).update(
        proxy_name="W" * 150, proxy_relation="W" * 100
    )

    assert len(receipts(event).receipts[8].note) == facts.LONGEST_NOTE


@pytest.mark.parametrize("read", [certificate, receipts])
def test_a_longer_list_takes_no_more_queries(
    pelaihari, fani, read, django_assert_num_queries, django_assert_max_num_queries
):
    short = make_event(pelaihari, fani, families=2)
    with django_assert_max_num_queries(6) as captured:
        read(short)
    longer = make_event(pelaihari, fani, families=30)
    HandoverFactory(entitlement=longer.entitlements.get(number=12))

    with django_assert_num_queries(len(captured)):
        read(longer)


def test_the_certificate_names_where_packages_came_from(event):
    line = {"facility": event.facility, "package": event.package, "moved_at": MORNING}
    MovementFactory(**line, quantity=1_000, note="Koperasi Contoh")
    MovementFactory(**line, quantity=500, note="Koperasi Contoh")

    assert certificate(event).sources == ["Koperasi Contoh (1.500 paket)"]
