import pytest
from django.db import connection
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry, Head
from tests.factories import FacilityFactory, OfficialFactory

from .conftest import tamper_head

AWKWARD = {
    "nama": "Ayu \0 Contoh 🎁 \u202e",
    "besar": 2**80,
    "pecahan": 0.1,
    "negatif": [-0.0, -1, True, None],
    "bersarang": {"z": {"a": []}, "a": {}},
    "kutipan": "\"'\\ <b>{{ 7 }}</b> %s",
    "separuh": "\ud800",
}


def test_an_entry_tells_who_did_what_to_which_object(officer, facility):
    at = timezone.now()

    trail.record("facility.rename", facility, by=officer, at=at, label="nama resmi")

    entry = Entry.objects.get()
    assert (entry.action, entry.label, entry.at) == ("facility.rename", "nama resmi", at)
    assert (entry.actor_id, entry.actor_name) == (officer.pk, officer.name)
    assert (entry.object_type, entry.object_id) == ("facilities.facility", str(facility.pk))


def test_an_entry_goes_to_the_chain_of_its_objects_facility(facility, officer):
    official = OfficialFactory(facility=facility)

    entry = trail.record("official.add", official, by=officer)

    assert entry.chain == facility.pk


def test_what_belongs_to_no_facility_goes_to_the_house(officer):
    assert trail.record("user.add", officer, by=officer).chain == 0


def test_the_system_can_act_without_anybody_and_on_nothing(db):
    entry = trail.record("demo.build", None, by=None)

    assert (entry.actor_id, entry.actor_name, entry.object_id) == (None, "", "")


@pytest.mark.parametrize("given", [lambda facility: facility, lambda facility: facility.pk])
def test_the_facility_can_be_told(facility, officer, given):
    assert trail.record("user.add", officer, by=officer, facility=given(facility)).chain == (
        facility.pk
    )


def test_numbers_run_within_each_chain(db):
    one, other = FacilityFactory(), FacilityFactory()

    numbers = [trail.record("a", None, by=None, facility=f).number for f in [one, other, one]]

    assert numbers == [1, 1, 2]


def test_awkward_details_come_back_as_they_were_hashed(db):
    trail.record("a", None, by=None, details=AWKWARD)

    assert list(trail.verify()) == []


def test_an_entry_takes_three_statements(facility, django_assert_num_queries):
    trail.record("a", None, by=None, facility=facility)

    with django_assert_num_queries(3):
        trail.record("a", facility, by=None, facility=facility)


def test_the_newest_come_first(chain):
    entries = Entry.objects.on_chains([chain]).newest_first()

    assert [entry.number for entry in entries] == [6, 5, 4, 3, 2, 1]


def test_the_history_of_an_object_is_its_own(facility, officer):
    trail.record("facility.rename", facility, by=officer)
    trail.record("user.add", officer, by=officer)

    assert [entry.action for entry in Entry.objects.about(facility)] == ["facility.rename"]


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction():
    assert not connection.in_atomic_block

    with pytest.raises(RuntimeError, match="transaction"):
        trail.lock(7)
    assert not Head.objects.exists()


def test_a_head_written_by_hand_stops_the_chain(chain, officer):
    tamper_head().update(number=4)

    with pytest.raises(trail.TrailBroken):
        trail.record("a", None, by=officer, facility=chain)
    assert Entry.objects.on_chains([chain]).count() == 6
