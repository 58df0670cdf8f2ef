import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from recipients import actions
from recipients.likenesses import look
from recipients.models import Inmate, Likeness
from tests.factories import FacilityFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import InmateFactory, KinshipFactory, RecipientFactory
from tests.recipients.rows import rows_of_aid


@pytest.fixture
def elsewhere(db):
    return FacilityFactory(short_name="Lapas Contoh")


def transferred(inmate, to, by):
    return actions.transfer_inmate(inmate, to=to, reason="Mutasi", by=by, at=timezone.now())


def places(*rows):
    for row in rows:
        row.refresh_from_db()
    return {row.facility for row in rows}


def test_the_family_goes_along_with_its_people(family, inmate, elsewhere, head):
    departure = transferred(inmate, elsewhere, head)

    assert departure.moving == [family]
    assert places(family, inmate, *family.members.all()) == {elsewhere}


def test_who_has_another_inmate_here_stays_and_keeps_the_tie(family, inmate, elsewhere, head):
    KinshipFactory(recipient=family, inmate=InmateFactory(facility=family.facility))

    departure = transferred(inmate, elsewhere, head)

    assert (departure.moving, departure.staying) == ([], [family])
    assert places(family) != {elsewhere}
    assert places(inmate) == {elsewhere}
    assert family.kinships.count() == 2


def test_another_inmate_who_is_free_or_elsewhere_holds_nobody_back(family, inmate, elsewhere, head):
    free = InmateFactory(facility=family.facility, left_as="bebas", left_on="2024-01-01")
    KinshipFactory(recipient=family, inmate=free)
    KinshipFactory(recipient=family, inmate=InmateFactory(facility=FacilityFactory()))

    assert transferred(inmate, elsewhere, head).moving == [family]


def test_a_retired_record_stays_where_it_was(family, inmate, elsewhere, head):
    actions.retire(family, reason="Salah ketik", by=head, at=timezone.now())

    assert transferred(inmate, elsewhere, head).families == []
    assert places(family) != {elsewhere}


def test_both_chains_tell_of_it(family, inmate, elsewhere, head):
    left = family.facility
    transferred(inmate, elsewhere, head)

    for facility in [left, elsewhere]:
        told = Entry.objects.filter(chain=facility.pk).order_by("number")
        assert [entry.action for entry in told] == ["inmate.transfer", "recipient.transfer"]
        assert told[0].details["recipients"] == [family.pk]
        assert (told[0].details["from"], told[0].details["to"]) == (left.pk, elsewhere.pk)
    assert list(verify()) == []


@pytest.mark.parametrize("there", [{"nik": NIK}, {"kk": KK}])
def test_a_number_known_there_is_refused_with_the_family_named(
    there, family, inmate, elsewhere, head
):
    RecipientFactory(facility=elsewhere, **there)
    before = rows_of_aid()

    with pytest.raises(actions.TakenThere, match="Sudah terdaftar juga di Lapas Contoh: Dewi"):
        transferred(inmate, elsewhere, head)
    assert rows_of_aid() == before


def test_once_retired_here_the_inmate_can_go(family, inmate, elsewhere, head):
    RecipientFactory(facility=elsewhere, nik=NIK)
    actions.retire(family, reason="Terdaftar juga di sana", by=head, at=timezone.now())

    transferred(inmate, elsewhere, head)

    assert places(inmate) == {elsewhere}


def test_one_goes_neither_twice_nor_to_where_one_is(inmate, elsewhere, head):
    with pytest.raises(actions.SamePlace):
        transferred(inmate, inmate.facility, head)
    stale = Inmate.objects.get(pk=inmate.pk)
    transferred(inmate, elsewhere, head)
    with pytest.raises(actions.AlreadyLeft):
        transferred(stale, FacilityFactory(), head)


def test_a_guess_by_name_is_not_told_to_another_facility(family, inmate, elsewhere, head):
    namesake = RecipientFactory(facility=family.facility, name="Dewi")
    look([namesake.pk], at=timezone.now())

    transferred(inmate, elsewhere, head)

    assert not Likeness.objects.exists()


def test_the_question_about_a_number_goes_along(family, inmate, elsewhere, head):
    third = FacilityFactory()
    RecipientFactory(facility=third, nik=NIK)
    namesake = RecipientFactory(facility=elsewhere, name="Dewi")
    look([family.pk], at=timezone.now())

    transferred(inmate, elsewhere, head)

    places_of = {(each.first_facility, each.second_facility) for each in Likeness.objects.all()}
    assert places_of == {(elsewhere, third), (elsewhere, elsewhere)}
    assert Likeness.objects.filter(second=namesake, found_by=Likeness.FoundBy.NAME).exists()


def test_a_merge_is_not_undone_once_the_family_went(family, inmate, elsewhere, head):
    namesake = RecipientFactory(facility=family.facility, name="Dewi")
    [likeness] = look([namesake.pk], at=timezone.now())
    merged = actions.merge(likeness, keep=family, by=head, at=timezone.now())
    transferred(inmate, elsewhere, head)

    with pytest.raises(actions.NotTogether, match="pindah"):
        actions.undo_merge(merged, by=head, at=timezone.now())


@pytest.mark.parametrize("manner", Inmate.Leaving)
def test_who_is_free_or_dead_has_left_and_the_family_stays(manner, family, inmate, officer):
    on = timezone.localdate()
    facts = {"manner": manner, "on": on, "by": officer, "at": timezone.now()}

    departure = actions.release_inmate(inmate, **facts)

    inmate.refresh_from_db()
    assert departure.families == [family]
    assert (inmate.left_as, inmate.left_on, inmate.has_left) == (manner, on, True)
    assert not Inmate.objects.present().exists()
    assert Entry.objects.get().action == "inmate.release"
    with pytest.raises(actions.AlreadyLeft):
        actions.release_inmate(inmate, **facts)


def test_no_half_leaving_is_stored(inmate):
    with pytest.raises(IntegrityError), transaction.atomic():
        Inmate.objects.filter(pk=inmate.pk).update(left_as="bebas")
