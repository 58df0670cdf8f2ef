import json

import pytest
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.audit.trail import verify
from recipients import actions
from recipients.likenesses import look
from recipients.models import Category, Kinship, Likeness, Relation
from tests.factories import FacilityFactory, UserFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import (
    InmateFactory,
    KinshipFactory,
    MemberFactory,
    NeedCriterionFactory,
    RecipientFactory,
)
from tests.recipients.rows import rows_of_aid


@pytest.fixture
def twin(family, facility):
    """Dewi once more: without NIK and KK, with her mother, a second inmate, and a phone."""
    twin = RecipientFactory(
        facility=facility,
        category=Category.INMATE_FAMILY,
        name="DEWI",
        phone="+628111",
        nik="",
    )
    MemberFactory(recipient=twin, name="Ibu Contoh", relation=Relation.MOTHER)
    KinshipFactory(recipient=twin, inmate=family.kinships.get().inmate)
    KinshipFactory(recipient=twin, inmate=InmateFactory(facility=facility))
    twin.needs.add(NeedCriterionFactory())
    return twin


@pytest.fixture
def likeness(family, twin):
    [likeness] = look([twin.pk], at=timezone.now())
    return likeness


def merged(likeness, keep, by):
    likeness = actions.merge(likeness, keep=keep, by=by, at=timezone.now())
    for each in likeness.pair:
        each.refresh_from_db()
    return likeness


def names(recipient):
    return sorted(recipient.members.present().values_list("name", flat=True))


def test_the_kept_record_takes_over_who_and_what_it_lacks(family, twin, likeness, head):
    merged(likeness, family, head)
    family.refresh_from_db()

    assert names(family) == ["Bagus", "Dewi", "Ibu Contoh"]
    assert family.kinships.count() == 2
    assert list(family.needs.all())
    assert (family.phone, family.kk) == ("+628111", KK)
    assert family.main_member.name == "Dewi"


def test_the_other_record_is_retired_and_keeps_who_was_known_already(family, twin, likeness, head):
    merged(likeness, family, head)
    twin.refresh_from_db()

    assert twin.merged_into == family
    assert (twin.retired_by, twin.is_retired) == (head, True)
    assert [member.name for member in twin.members.all()] == ["DEWI"]
    assert names(twin) == []
    assert twin.kinships.count() == 1


def test_a_number_that_only_the_other_record_knew_is_not_lost(family, twin, likeness, head):
    merged(likeness, twin, head)
    twin.refresh_from_db()
    family.refresh_from_db()

    assert (twin.kk, twin.main_member.nik) == (KK, NIK)
    assert names(twin) == ["Bagus", "DEWI", "Ibu Contoh"]
    assert family.is_retired


def test_who_stood_for_the_other_family_is_a_member_now(facility, head):
    one = RecipientFactory(facility=facility)
    other = RecipientFactory(facility=facility)
    for each in [one, other]:
        MemberFactory(recipient=each, name="Anak Contoh", nik="")
    [likeness] = look([one.pk], at=timezone.now())

    merged(likeness, one, head)

    assert names(one) == sorted([one.name, other.name, "Anak Contoh"])
    assert one.members.get(is_main=True).name == one.name


@pytest.mark.parametrize("keep", ["family", "twin"])
def test_undone_everything_is_as_it_was(keep, family, twin, likeness, officer, head):
    before = rows_of_aid()

    undone = merged(likeness, {"family": family, "twin": twin}[keep], head)
    assert rows_of_aid() != before
    actions.undo_merge(undone, by=officer, at=timezone.now())

    assert rows_of_aid() == before
    assert list(verify()) == []


def test_undone_a_verification_stands_again(facility, officer, head):
    second = UserFactory()
    verified = RecipientFactory(
        facility=facility, name="Sama", verified_at=timezone.now(), verified_by=second
    )
    other = RecipientFactory(facility=facility, name="Sama")
    [likeness] = look([other.pk], at=timezone.now())
    before = rows_of_aid()

    likeness = merged(likeness, verified, head)
    verified.refresh_from_db()
    assert not verified.is_verified
    assert verified.identity_changed_by == head

    actions.undo_merge(likeness, by=officer, at=timezone.now())
    assert rows_of_aid() == before


def test_two_verified_records_become_a_verified_one(facility, head):
    pair = RecipientFactory.create_batch(2, facility=facility, name="Sama", verified=True)
    [likeness] = look([pair[0].pk], at=timezone.now())

    merged(likeness, pair[0], head)
    pair[0].refresh_from_db()

    assert pair[0].is_verified


def test_a_family_without_an_inmate_becomes_one_with_theirs(facility, twin, likeness, head):
    neighbour = RecipientFactory(facility=facility, name="Dewi", category=Category.COMMUNITY)
    look([neighbour.pk], at=timezone.now())
    own = Likeness.objects.get(first=twin, second=neighbour)

    merged(own, neighbour, head)
    neighbour.refresh_from_db()

    assert neighbour.category == Category.INMATE_FAMILY
    assert Kinship.objects.filter(recipient=neighbour).count() == 2


def test_a_decision_about_the_other_record_holds_for_the_merged_one(
    family, twin, likeness, facility, officer, head
):
    third = RecipientFactory(facility=facility, name="Ibu Contoh")
    [about_third] = look([third.pk], at=timezone.now())
    actions.tell_apart(about_third, reason="Nama pasaran", by=officer, at=timezone.now())
    before = rows_of_aid()

    undone = merged(likeness, family, head)

    carried = Likeness.objects.get(first=family, second=third)
    assert (carried.decision, carried.reason) == (Likeness.Decision.DISTINCT, "Nama pasaran")
    assert Likeness.objects.open().count() == 0
    actions.undo_merge(undone, by=head, at=timezone.now())
    assert rows_of_aid() == before


def test_what_the_merged_one_is_like_is_asked_and_taken_back(family, twin, likeness, head):
    elsewhere = RecipientFactory(facility=FacilityFactory(), nik=twin.members.last().nik)
    before = rows_of_aid()

    undone = merged(likeness, family, head)
    assert Likeness.objects.open().get().pair == [family, elsewhere]

    actions.undo_merge(undone, by=head, at=timezone.now())
    assert rows_of_aid() == before


def test_what_moves_is_noted_without_anybodys_data(family, twin, likeness, head):
    noted = json.dumps(merged(likeness, twin, head).moved)

    for secret in [NIK, KK, "Dewi", "Ibu Contoh", "+628111", family.address]:
        assert secret not in noted


def test_both_histories_tell_of_it(family, twin, likeness, head):
    undone = merged(likeness, family, head)
    actions.undo_merge(undone, by=head, at=timezone.now())

    for each in [family, twin]:
        told = Entry.objects.filter(object_type="recipients.recipient", object_id=str(each.pk))
        assert [entry.action for entry in told.order_by("number")] == [
            "recipient.merge",
            "recipient.undo_merge",
        ]


def test_a_merge_is_undone_once(family, likeness, head):
    undone = merged(likeness, family, head)
    actions.undo_merge(undone, by=head, at=timezone.now())

    with pytest.raises(actions.AlreadyDecided):
        actions.undo_merge(undone, by=head, at=timezone.now())


def test_of_two_merges_the_last_is_undone_first(family, twin, likeness, facility, head):
    third = RecipientFactory(facility=facility, name="Dewi", region_code=family.region_code)
    look([third.pk], at=timezone.now())
    before = rows_of_aid()
    first = merged(likeness, family, head)
    second = merged(Likeness.objects.get(first=family, second=third), third, head)

    with pytest.raises(actions.AlreadyRetired, match="Urungkan"):
        actions.undo_merge(first, by=head, at=timezone.now())

    actions.undo_merge(second, by=head, at=timezone.now())
    actions.undo_merge(first, by=head, at=timezone.now())
    assert rows_of_aid() == before


def test_a_number_that_is_another_familys_by_now_keeps_the_merge(family, twin, likeness, head):
    undone = merged(likeness, twin, head)
    actions.revise(twin, kk="", by=head, at=timezone.now())
    RecipientFactory(facility=family.facility, kk=KK)
    before = rows_of_aid()

    with pytest.raises(actions.AlreadyRegistered):
        actions.undo_merge(undone, by=head, at=timezone.now())
    assert rows_of_aid() == before
