from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from bansos.audit.models import Entry
from recipients import actions, likenesses
from recipients.actions import Person
from recipients.likenesses import look, look_everywhere
from recipients.models import Likeness, Recipient
from tests.factories import FacilityFactory, PostingFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import MemberFactory, RecipientFactory

FoundBy, Decision = Likeness.FoundBy, Likeness.Decision


@pytest.fixture
def elsewhere(db):
    return FacilityFactory(short_name="Lapas Contoh")


def found_for(*recipients):
    return look([recipient.pk for recipient in recipients], at=timezone.now())


def test_a_nik_of_another_facility_is_found(family, elsewhere):
    other = RecipientFactory(facility=elsewhere, nik=NIK)

    [likeness] = found_for(other)

    assert likeness.pair == [family, other]
    assert likeness.found_by == FoundBy.NIK
    assert (likeness.first_facility, likeness.second_facility) == (family.facility, elsewhere)
    assert likeness.is_open


def test_a_kk_of_another_facility_is_found_and_a_nik_says_more(family, elsewhere):
    other = RecipientFactory(facility=elsewhere, kk=KK)
    both = RecipientFactory(facility=FacilityFactory(), kk=KK, nik=NIK)

    signs = {each.pair[0]: each.found_by for each in found_for(other, both)}

    assert {each.found_by for each in Likeness.objects.all()} == {FoundBy.KK, FoundBy.NIK}
    assert signs[other] == FoundBy.KK
    assert Likeness.objects.get(first=family, second=both).found_by == FoundBy.NIK


def test_a_name_a_day_and_a_regency_are_found_in_the_same_facility_alone(facility, elsewhere):
    same = {"name": "Siti  Contoh", "region_code": "63.01.03.1004"}
    one = RecipientFactory(facility=facility, **same)
    other = RecipientFactory(facility=facility, name="SITI CONTOH", region_code="63.01.05.2001")
    RecipientFactory(facility=elsewhere, **same)
    RecipientFactory(facility=facility, name="Siti Contoh", region_code="63.02.01.2001")
    RecipientFactory(facility=facility, **same, nik__birth_date=date(1991, 7, 1))
    RecipientFactory(facility=facility, **same, nik__birth_date=None)

    look_everywhere()

    [likeness] = Likeness.objects.all()
    assert likeness.pair == [one, other]
    assert likeness.found_by == FoundBy.NAME


def test_a_child_in_two_families_makes_them_alike(facility):
    families = RecipientFactory.create_batch(2, facility=facility)
    for each in families:
        MemberFactory(recipient=each, name="Bagus Contoh", birth_date=date(2015, 5, 5))

    [likeness] = found_for(families[1])

    assert likeness.pair == families


def test_who_left_and_who_is_retired_is_like_nobody(family, officer, elsewhere):
    other = RecipientFactory(facility=elsewhere, nik=NIK)
    actions.retire(family, reason="Salah ketik", by=officer, at=timezone.now())

    assert found_for(other) == []


def test_what_was_found_is_not_found_again_whatever_was_decided(family, officer, elsewhere):
    other = RecipientFactory(facility=elsewhere, nik=NIK)
    [likeness] = found_for(other)

    assert found_for(family, other) == []
    actions.tell_apart(likeness, reason="Nomor tertukar", by=officer, at=timezone.now())
    assert found_for(family, other) == []
    assert look_everywhere() == 0
    assert Likeness.objects.get().decision == Decision.DISTINCT


def test_a_thousand_cost_as_many_reads_as_one(family, elsewhere, django_assert_num_queries):
    others = [RecipientFactory(facility=elsewhere, nik=NIK)]
    others += RecipientFactory.create_batch(9, facility=elsewhere, name="Sama Contoh")

    with transaction.atomic(), django_assert_num_queries(9):
        assert len(found_for(*others)) == 1 + 9 * 8 // 2


def test_everybody_is_looked_at_some_at_a_time(facility, monkeypatch):
    monkeypatch.setattr("recipients.likenesses.AT_ONCE", 2)
    RecipientFactory.create_batch(5, facility=facility, name="Sama Contoh")
    told = []

    assert look_everywhere(told=lambda *progress: told.append(progress)) == 10
    assert told == [(2, 7), (4, 10), (5, 10)]
    assert look_everywhere(facility=FacilityFactory()) == 0


def test_very_many_alike_are_paired_each_with_the_next_alone(facility, monkeypatch):
    monkeypatch.setattr(likenesses, "MOST", 3)
    crowd = [
        RecipientFactory(facility=facility, name="Siti Contoh", region_code="63.01.03.1004")
        for _ in range(4)
    ]

    found = found_for(*crowd)

    assert sorted(each.first_id for each in found) == [each.pk for each in crowd[:3]]
    assert all(each.second_id == each.first_id + 1 for each in found)


def test_the_command_says_how_many(facility, capsys):
    RecipientFactory.create_batch(2, facility=facility, name="Sama Contoh")

    call_command("find_duplicates", facility=facility.pk)

    assert capsys.readouterr().out == "Dugaan ganda baru: 1.\n"
    with pytest.raises(CommandError):
        call_command("find_duplicates", facility=0)


def test_registering_asks_at_once(family, elsewhere, officer):
    person = Person(name="Dewi", nik=NIK)
    facts = {"facility": elsewhere, "name": "Dewi", "category": "masyarakat", "main": person}

    registered = actions.register(**facts, by=officer, at=timezone.now())

    assert Likeness.objects.get().pair == [family, registered]


def test_a_number_put_right_takes_the_question_back(family, elsewhere, officer):
    other = RecipientFactory(facility=elsewhere, nik=NIK)
    found_for(other)
    person = Person(name=other.name, nik="6301994107900002")

    actions.revise(other, main=person, by=officer, at=timezone.now())

    assert not Likeness.objects.exists()


def test_a_change_that_changes_no_sign_leaves_the_question(family, elsewhere, officer):
    other = RecipientFactory(facility=elsewhere, nik=NIK)
    [likeness] = found_for(other)

    actions.revise(other, phone="+6281234567", by=officer, at=timezone.now())

    assert Likeness.objects.get() == likeness


def test_not_a_duplicate_is_remembered_with_who_and_why(family, elsewhere, officer):
    [likeness] = found_for(RecipientFactory(facility=elsewhere, nik=NIK))
    at = timezone.now()

    actions.tell_apart(likeness, reason="Nomor tertukar", by=officer, at=at)

    likeness.refresh_from_db()
    assert (likeness.decision, likeness.reason) == (Decision.DISTINCT, "Nomor tertukar")
    assert (likeness.decided_by, likeness.decided_at) == (officer, at)


def test_both_facilities_write_it_down_and_the_words_stay_at_home(family, elsewhere, officer):
    [likeness] = found_for(RecipientFactory(facility=elsewhere, nik=NIK))

    actions.call_same(likeness, reason="Dua warga binaan", by=officer, at=timezone.now())

    entries = Entry.objects.filter(action="recipient.call_same")
    assert {entry.chain for entry in entries} == {family.facility_id, elsewhere.pk}
    told = {entry.chain: entry.details for entry in entries}
    assert told[family.facility_id] == {"likeness": likeness.pk, "reason": "Dua warga binaan"}
    assert told[elsewhere.pk] == {"likeness": likeness.pk}


def test_what_is_decided_is_not_decided_again(family, elsewhere, officer, head):
    [likeness] = found_for(RecipientFactory(facility=elsewhere, nik=NIK))
    actions.call_same(likeness, by=officer, at=timezone.now())

    with pytest.raises(actions.AlreadyDecided, match="keluarga yang sama"):
        actions.tell_apart(likeness, reason="Bukan", by=head, at=timezone.now())
    with pytest.raises(actions.NotTogether):
        actions.merge(likeness, keep=family, by=head, at=timezone.now())


def test_in_one_register_the_same_family_is_merged(facility, officer):
    [likeness] = found_for(*RecipientFactory.create_batch(2, facility=facility, name="Sama"))

    with pytest.raises(actions.NotTogether):
        actions.call_same(likeness, by=officer, at=timezone.now())


def test_each_facility_sees_the_question_and_a_third_does_not(family, elsewhere, officer, stranger):
    found_for(RecipientFactory(facility=elsewhere, nik=NIK))
    there = PostingFactory(facility=elsewhere).user

    for user in [officer, there]:
        assert Likeness.objects.visible_to(user).open().count() == 1
    assert Likeness.objects.visible_to(stranger).count() == 0


def test_who_is_retired_asks_for_no_decision(family, elsewhere, officer):
    [likeness] = found_for(RecipientFactory(facility=elsewhere, nik=NIK))
    actions.retire(family, reason="Salah ketik", by=officer, at=timezone.now())

    assert Likeness.objects.open().count() == 0
    with pytest.raises(actions.AlreadyDecided):
        actions.tell_apart(likeness, reason="Bukan", by=officer, at=timezone.now())


@pytest.mark.parametrize(
    "facts",
    [
        {"decision": Decision.DISTINCT},
        {"reason": "Tanpa keputusan"},
        {"decided_at": timezone.now()},
    ],
)
def test_no_half_decision_is_stored(family, elsewhere, facts):
    [likeness] = found_for(RecipientFactory(facility=elsewhere, nik=NIK))

    with pytest.raises(IntegrityError), transaction.atomic():
        Likeness.objects.filter(pk=likeness.pk).update(**facts)


def test_a_pair_is_stored_in_one_order_and_once(family, elsewhere):
    [likeness] = found_for(RecipientFactory(facility=elsewhere, nik=NIK))
    first, second = likeness.pair

    with pytest.raises(IntegrityError), transaction.atomic():
        Likeness.objects.filter(pk=likeness.pk).update(first=second, second=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        likeness.pk, likeness._state.adding = None, True
        likeness.save()


def test_only_a_retired_recipient_is_merged(family):
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(pk=family.pk).update(merged_into=family)
