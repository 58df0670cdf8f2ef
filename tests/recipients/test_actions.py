from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry
from recipients import actions
from recipients.actions import Person
from recipients.models import Category, Inmate, Kinship, Member, Recipient, Relation
from tests.factories import FacilityFactory
from tests.handovers.threads import all_at_once
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import InmateFactory, InstitutionFactory, NeedCriterionFactory

NOW = datetime(2024, 12, 23, 20, 0, tzinfo=UTC)
"""On the facility's calendar it is the 24th already."""


def last_entry():
    return Entry.objects.newest_first().first()


def dewi(**facts):
    return Person(
        **{"name": "Dewi", "nik": NIK, "sex": "P", "birth_date": date(1990, 7, 1)} | facts
    )


@pytest.fixture
def deed(officer):
    return {"by": officer, "at": NOW}


@pytest.fixture
def second(head):
    return {"by": head, "at": NOW}


# Registering


def test_a_family_is_registered_with_its_people_and_its_tie(facility, inmate, deed):
    need = NeedCriterionFactory()

    family = actions.register(
        facility=facility,
        name="Dewi",
        inmate=inmate,
        relation=Relation.WIFE,
        main=dewi(),
        members=[Person(name="Bagus", relation=Relation.CHILD, sex="L")],
        needs=[need],
        kk=KK,
        address="Jalan Contoh 1",
        consent_on=date(2024, 12, 24),
        consent_manner="lisan",
        **deed,
    )

    family = Recipient.objects.get(pk=family.pk)
    assert family.category == Category.INMATE_FAMILY
    assert (family.kk, family.registered_by, family.registered_at) == (KK, deed["by"], NOW)
    assert not family.is_verified
    main, child = family.members.all()
    assert (main.name, main.nik, main.is_main) == ("Dewi", NIK, True)
    assert (child.name, child.relation, child.is_main) == ("Bagus", "anak", False)
    assert (family.main_kinship.inmate, family.main_kinship.relation) == (inmate, "istri")
    assert list(family.needs.all()) == [need]


def test_a_registration_leaves_ids_in_the_trail_and_no_personal_data(facility, inmate, deed):
    family = actions.register(
        facility=facility, name="Dewi", inmate=inmate, relation="istri", main=dewi(), kk=KK, **deed
    )

    entry = last_entry()
    assert (entry.action, entry.object_id) == ("recipient.register", str(family.pk))
    assert (entry.chain, entry.actor_id) == (facility.pk, deed["by"].pk)
    assert entry.details == {"inmate": inmate.pk}
    assert entry.label == ""


def test_going_on_knowing_that_they_stand_elsewhere_is_written_down(facility, deed):
    elsewhere = FacilityFactory()

    actions.register(
        facility=facility,
        name="Dewi",
        category=Category.COMMUNITY,
        main=dewi(),
        confirmed=[elsewhere, elsewhere],
        **deed,
    )

    assert last_entry().details == {"also_at": [elsewhere.pk]}


def test_an_institution_has_a_contact_and_nobody_with_a_nik(facility, deed):
    home = actions.register(
        facility=facility,
        name="Panti Contoh",
        category=Category.INSTITUTION,
        contact_name="Pengurus",
        **deed,
    )

    assert not home.members.exists()
    assert home.contact_name == "Pengurus"


@pytest.mark.parametrize(
    ("field", "facts"),
    [("nik", {"main": dewi()}), ("kk", {"main": dewi(nik=""), "kk": KK})],
)
def test_a_number_taken_in_the_facility_is_refused_and_nothing_stays(
    family, facility, deed, field, facts
):
    entries = Entry.objects.count()

    with pytest.raises(actions.AlreadyRegistered) as refusal:
        actions.register(
            facility=facility, name="Dewi", category=Category.COMMUNITY, **facts, **deed
        )

    assert refusal.value.field == field
    assert "sudah terdaftar di UPT ini" in str(refusal.value)
    assert Recipient.objects.count() == 1
    assert Entry.objects.count() == entries


def test_a_member_with_a_taken_nik_is_refused_too(family, facility, deed):
    with pytest.raises(actions.AlreadyRegistered):
        actions.register(
            facility=facility,
            name="Ani",
            category=Category.COMMUNITY,
            main=Person(name="Ani"),
            members=[dewi(relation="saudara")],
            **deed,
        )


@pytest.mark.django_db(transaction=True)
def test_of_many_who_register_the_same_nik_at_once_one_comes_first(officer, facility):
    def register():
        return actions.register(
            facility=facility,
            name="Dewi",
            category=Category.COMMUNITY,
            main=dewi(),
            by=officer,
            at=NOW,
        )

    results = all_at_once(*[register] * 6)

    assert sum(isinstance(result, Recipient) for result in results) == 1
    assert sum(isinstance(result, actions.AlreadyRegistered) for result in results) == 5
    assert Member.objects.count() == 1
    assert not list(trail.verify())


# Revising


def test_what_changed_is_named_in_the_trail_without_its_value(family, deed):
    actions.revise(family, phone="+6281234567890", note="Pindah rumah", **deed)

    family.refresh_from_db()
    assert family.phone == "+6281234567890"
    entry = last_entry()
    assert entry.action == "recipient.revise"
    assert entry.details == {"fields": ["phone", "note"]}


def test_a_revision_that_changes_nothing_leaves_no_trace(family, deed):
    entries = Entry.objects.count()
    main = Person(name="Dewi", birth_date=family.main_member.birth_date, sex=family.main_member.sex)

    actions.revise(family, name="Dewi", main=main, relation="istri", needs=[], **deed)

    assert Entry.objects.count() == entries


@pytest.fixture
def verified(family, second):
    return actions.verify(family, **second)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Dewi Sartika"},
        {"kk": "6301012412190002"},
        {"relation": "ibu"},
        {"main": dewi(nik="6301014107900002")},
        {"main": dewi(nik=None, birth_date=date(1990, 7, 2))},
        {"members": [Person(name="Ani", relation="anak")]},
    ],
    ids=["name", "kk", "relation", "nik", "birth date", "new member"],
)
def test_a_change_of_identity_takes_the_verification_back(verified, deed, change):
    revised = actions.revise(verified, **change, **deed)

    revised.refresh_from_db()
    assert not revised.is_verified
    assert revised.identity_changed_by == deed["by"]
    assert last_entry().details["verification_taken_back"] is True


@pytest.mark.parametrize(
    "change",
    [
        {"phone": "+6281234567890"},
        {"address": "Jalan Lain 2"},
        {"note": "x"},
        {"consent_on": date(2024, 12, 1), "consent_manner": "tertulis"},
    ],
    ids=["phone", "address", "note", "consent"],
)
def test_other_changes_leave_the_verification(verified, deed, change):
    revised = actions.revise(verified, **change, **deed)

    revised.refresh_from_db()
    assert revised.is_verified
    assert revised.identity_changed_at is None


def test_needs_are_compared_as_sets(verified, deed):
    one, two = NeedCriterionFactory(), NeedCriterionFactory()
    actions.revise(verified, needs=[one, two], **deed)
    entries = Entry.objects.count()

    actions.revise(verified, needs=[two, one], **deed)

    assert Entry.objects.count() == entries
    assert set(verified.needs.all()) == {one, two}


def test_members_change_leave_and_come(family, deed):
    child = family.members.get(name="Bagus")

    actions.revise(
        family,
        members=[
            Person(id=child.pk, name="Bagus", has_left=True),
            Person(name="Ani", relation=Relation.CHILD, nik=child.nik),
        ],
        **deed,
    )

    child.refresh_from_db()
    assert child.left_on == date(2024, 12, 24)
    added = family.members.get(name="Ani")
    assert added.nik == child.nik
    assert last_entry().details == {"fields": [], "left": [child.pk], "added": [added.pk]}


def test_a_member_of_another_family_is_not_touched(family, deed):
    other = InmateFactory(facility=family.facility)
    stranger = actions.register(
        facility=family.facility,
        name="Lain",
        inmate=other,
        relation="ibu",
        main=Person(name="Lain"),
        **deed,
    ).main_member

    actions.revise(family, members=[Person(id=stranger.pk, name="Diganti")], **deed)

    stranger.refresh_from_db()
    assert stranger.name == "Lain"


def test_the_main_member_does_not_leave(family, deed):
    main = family.main_member

    actions.revise(family, members=[Person(id=main.pk, name="Dewi", has_left=True)], **deed)

    main.refresh_from_db()
    assert main.left_on is None


def test_a_nik_not_stated_stays_and_an_empty_one_goes(family, deed):
    actions.revise(family, main=dewi(nik=None), **deed)
    assert Member.objects.get(pk=family.main_member.pk).nik == NIK

    actions.revise(family, main=dewi(nik="", nik_missing_reason="KTP hilang"), **deed)
    main = Member.objects.get(pk=family.main_member.pk)
    assert (main.nik, main.nik_index, main.nik_missing_reason) == ("", None, "KTP hilang")


def test_a_family_and_its_main_member_bear_one_name(family, deed):
    actions.revise(family, name="Dewi Sartika", **deed)

    assert family.members.get(is_main=True).name == "Dewi Sartika"


def test_the_category_follows_a_changed_relation(family, deed):
    revised = actions.revise(family, relation=Relation.SELF, **deed)

    revised.refresh_from_db()
    assert revised.category == Category.INMATE


def test_a_number_taken_meanwhile_is_refused_when_revising(family, facility, deed):
    other = actions.register(
        facility=facility, name="Ani", category=Category.COMMUNITY, main=Person(name="Ani"), **deed
    )

    with pytest.raises(actions.AlreadyRegistered):
        actions.revise(other, main=dewi(), name="Ani", **deed)
    other.refresh_from_db()
    assert other.identity_changed_at is None


# Verifying


def test_a_second_person_verifies(family, second):
    actions.verify(family, **second)

    family.refresh_from_db()
    assert (family.verified_by, family.verified_at) == (second["by"], NOW)
    assert last_entry().action == "recipient.verify"


def test_nobody_verifies_what_they_registered(family, deed):
    with pytest.raises(actions.SelfVerification, match="orang kedua"):
        actions.verify(family, **deed)


def test_nobody_verifies_what_they_changed(family, second):
    actions.revise(family, name="Dewi Sartika", **second)

    with pytest.raises(actions.SelfVerification):
        actions.verify(family, **second)


def test_verifying_twice_changes_nothing(verified, second):
    entries = Entry.objects.count()

    actions.verify(verified, **second | {"at": timezone.now()})

    verified.refresh_from_db()
    assert verified.verified_at == NOW
    assert Entry.objects.count() == entries


def test_the_verification_looks_at_what_is_so_now(family, second):
    stale = Recipient.objects.get(pk=family.pk)
    actions.revise(family, name="Dewi Sartika", **second)

    with pytest.raises(actions.SelfVerification):
        actions.verify(stale, **second)


# Retiring


def test_a_retired_family_stays_with_the_reason(family, deed):
    actions.retire(family, reason="Pindah ke provinsi lain", **deed)

    family.refresh_from_db()
    assert (family.retired_by, family.retired_reason) == (deed["by"], "Pindah ke provinsi lain")
    assert last_entry().details == {"reason": "Pindah ke provinsi lain"}


def test_the_numbers_of_a_retired_family_are_free(family, facility, deed):
    actions.retire(family, reason="Salah catat", **deed)

    again = actions.register(
        facility=facility, name="Dewi", category=Category.COMMUNITY, main=dewi(), kk=KK, **deed
    )
    assert again.pk != family.pk


def test_nothing_more_is_done_to_a_retired_family(family, inmate, deed, second):
    kinship = family.main_kinship
    actions.retire(family, reason="Salah catat", **deed)

    for refused in [
        lambda: actions.revise(family, phone="", **deed),
        lambda: actions.verify(family, **second),
        lambda: actions.retire(family, reason="Lagi", **deed),
        lambda: actions.add_kinship(family, inmate=inmate, relation="istri", **deed),
        lambda: actions.drop_kinship(kinship, **deed),
    ]:
        with pytest.raises(actions.AlreadyRetired):
            refused()


# Kinship


def test_one_more_inmate_may_belong_to_a_family(family, verified, deed):
    brother = InmateFactory(facility=family.facility)

    actions.add_kinship(family, inmate=brother, relation=Relation.MOTHER, **deed)

    assert family.kinships.count() == 2
    family.refresh_from_db()
    assert not family.is_verified
    assert last_entry().details == {"inmate": brother.pk, "verification_taken_back": True}


def test_the_same_inmate_is_not_tied_twice(family, inmate, deed):
    with pytest.raises(actions.KinshipRefused, match="sudah tercatat"):
        actions.add_kinship(family, inmate=inmate, relation=Relation.MOTHER, **deed)


def test_an_inmate_of_another_facility_is_not_tied(family, deed):
    with pytest.raises(actions.KinshipRefused, match="UPT lain"):
        actions.add_kinship(family, inmate=InmateFactory(), relation=Relation.MOTHER, **deed)


def test_the_first_and_the_last_tie_change_the_category(facility, inmate, deed):
    neighbour = actions.register(
        facility=facility, name="Ani", category=Category.COMMUNITY, main=Person(name="Ani"), **deed
    )

    kinship = actions.add_kinship(neighbour, inmate=inmate, relation=Relation.MOTHER, **deed)
    neighbour.refresh_from_db()
    assert neighbour.category == Category.INMATE_FAMILY

    actions.drop_kinship(kinship, **deed)
    neighbour.refresh_from_db()
    assert neighbour.category == Category.OTHER
    assert not Kinship.objects.exists()
    assert last_entry().action == "recipient.drop_kinship"


# Inmates


def test_an_inmate_is_registered_and_revised_with_a_trace(facility, deed):
    inmate = actions.register_inmate(
        facility=facility, name="Contoh", legal_status=Inmate.LegalStatus.REMAND, **deed
    )
    assert (inmate.registered_by, last_entry().action) == (deed["by"], "inmate.register")

    actions.revise_inmate(inmate, name="Contoh", legal_status="narapidana", **deed)
    inmate.refresh_from_db()
    assert inmate.legal_status == Inmate.LegalStatus.CONVICT
    assert last_entry().details == {"fields": ["legal_status"]}


def test_an_inmate_revised_to_the_same_leaves_no_trace(inmate, deed):
    entries = Entry.objects.count()

    actions.revise_inmate(inmate, name=inmate.name, **deed)

    assert Entry.objects.count() == entries


def test_an_institution_is_revised_without_people(facility, deed):
    home = InstitutionFactory(facility=facility)

    actions.revise(home, contact_name="Pengurus Baru", **deed)

    home.refresh_from_db()
    assert home.contact_name == "Pengurus Baru"
    assert not home.members.exists()
