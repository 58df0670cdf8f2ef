import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from recipients.models import Category, Inmate, Kinship, Member, NeedCriterion, Recipient, Relation
from tests.factories import FacilityFactory, UserFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import (
    InmateFactory,
    InstitutionFactory,
    KinshipFactory,
    MemberFactory,
    NeedCriterionFactory,
    RecipientFactory,
)


def names(rows):
    return {row.name for row in rows}


@pytest.fixture
def others(facility):
    return [
        RecipientFactory(facility=facility, name="Aminah Misalnya"),
        RecipientFactory(facility=facility, name="Siti Aminah"),
        InstitutionFactory(facility=facility, name="Panti Contoh"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "dewi",
        "DEWI",
        "  dewi ",
        "bagus",
        "contoh warga",
        "warga contoh",
        "BI.123/2024",
        "bi.123",
        NIK,
        "6301 0141 0790 0001",
        KK,
        "0001",
    ],
)
def test_a_family_is_found_by_what_people_know_of_it(family, others, text):
    assert names(Recipient.objects.matching(text)) == {"Dewi"}


def test_words_of_a_name_may_come_in_any_order(others):
    assert names(Recipient.objects.matching("aminah")) == {"Aminah Misalnya", "Siti Aminah"}
    assert names(Recipient.objects.matching("aminah siti")) == {"Siti Aminah"}


@pytest.mark.parametrize("text", ["zz", "...", "%", "_", "6301014107900009", "9999", "'--"])
def test_what_nobody_has_finds_nobody(family, others, text):
    assert not Recipient.objects.matching(text).exists()


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_an_empty_search_leaves_everybody(family, others, text):
    assert Recipient.objects.matching(text).count() == 4


@pytest.mark.parametrize("text", ["x" * 100_000, "a " * 5000, "\u202e\u0000dewi\ud83d", "1" * 17])
def test_a_search_bears_any_text(family, text):
    list(Recipient.objects.matching(text))
    list(Inmate.objects.named(text))
    list(Member.objects.matching(text))


def test_a_family_found_in_several_ways_stands_once(family):
    MemberFactory(recipient=family, name="Dewi Kedua")
    KinshipFactory(recipient=family, inmate__name="Dewi Ketiga")

    assert Recipient.objects.matching("dewi").count() == 1


def test_an_inmate_is_found_by_name_and_by_register_number(inmate):
    InmateFactory(name="Lain Sekali", register_number="A.I 7/2023")

    assert names(Inmate.objects.named("warga")) == {"Contoh Warga"}
    assert names(Inmate.objects.named("123/2024")) == {"Contoh Warga"}
    assert not Inmate.objects.named("%").exists()


def test_a_member_is_found_by_name_and_number(family):
    assert names(Member.objects.matching("bagus")) == {"Bagus"}
    assert names(Member.objects.matching(NIK)) == {"Dewi"}
    assert names(Member.objects.matching("0001")) == {"Dewi"}
    assert not Member.objects.matching("…").exists()


def test_those_without_a_nik_are_families_in_which_nobody_has_one(family, others):
    bare = RecipientFactory(name="Tanpa Nomor", nik="")
    half = RecipientFactory(name="Separuh", nik="")
    MemberFactory(recipient=half)

    assert list(Recipient.objects.without_nik()) == [bare]


def test_a_stranger_sees_no_family(family, officer, stranger, regional, national):
    assert list(Recipient.objects.visible_to(officer)) == [family]
    for user in [stranger, regional, national]:
        assert not Recipient.objects.visible_to(user).exists()
        assert not Inmate.objects.visible_to(user).exists()
        assert not Member.objects.visible_to(user).exists()


def test_the_main_member_stands_for_the_family(family):
    assert family.main_member.name == "Dewi"


def test_of_a_retired_family_the_last_main_member_is_still_told(family):
    family.members.update(left_on=timezone.localdate())

    assert Recipient.objects.get(pk=family.pk).main_member.name == "Dewi"


def test_an_institution_has_no_main_member(db):
    assert InstitutionFactory().main_member is None


def test_the_full_address_ends_with_the_province(family):
    assert (
        family.full_address == "Jalan Contoh 1, Angsau, Pelaihari, Tanah Laut, Kalimantan Selatan"
    )


def test_numbers_are_masked(family):
    assert family.masked_kk == "630101******0001"
    assert family.main_member.masked_nik == "630101******0001"


def test_a_nik_unlike_the_form_is_odd_but_stays(family):
    member = family.main_member
    member.sex = "L"

    assert any("perempuan" in warning for warning in member.nik_warnings)
    assert MemberFactory.build(recipient=family, nik="").nik_warnings == []


@pytest.mark.parametrize(
    ("legal_status", "relation", "category"),
    [
        ("narapidana", Relation.WIFE, Category.INMATE_FAMILY),
        ("klien", Relation.CHILD, Category.INMATE_FAMILY),
        ("narapidana", Relation.SELF, Category.INMATE),
        ("klien", Relation.SELF, Category.CLIENT),
    ],
)
def test_the_category_follows_from_the_tie_to_the_inmate(legal_status, relation, category):
    assert Category.of(Inmate(legal_status=legal_status), relation) == category


@pytest.mark.parametrize(
    "number", ["", "BI.123/2024", "B.IIa 5/2023", "A.III.77/2024", "bi.1/2020"]
)
def test_a_usual_register_number_is_not_odd(number):
    assert not Inmate(register_number=number).has_odd_register_number


@pytest.mark.parametrize("number", ["123", "BI.123", "C.I.1/2024", "BI.1/24"])
def test_an_unusual_register_number_is_odd(number):
    assert Inmate(register_number=number).has_odd_register_number


def test_a_form_offers_criteria_in_use_and_those_the_family_has(family):
    in_use = NeedCriterionFactory()
    given = NeedCriterionFactory(is_active=False)
    gone = NeedCriterionFactory(is_active=False)
    family.needs.add(given)

    assert set(NeedCriterion.objects.on_form_of()) >= {in_use}
    assert not {given, gone} & set(NeedCriterion.objects.on_form_of())
    offered = set(NeedCriterion.objects.on_form_of(family))
    assert {in_use, given} <= offered
    assert gone not in offered


def test_the_first_criteria_are_there_from_the_beginning(db):
    assert NeedCriterion.objects.filter(name="Penyandang disabilitas").exists()


def refused_by(constraint):
    """The wall holds whoever writes: told by its name, or by its columns where it is an index."""
    return pytest.raises(IntegrityError, match=constraint)


def test_a_nik_stands_once_in_a_facility(family, facility):
    with refused_by("nik_once_per_facility|nik_index"), transaction.atomic():
        RecipientFactory(facility=facility, nik=NIK)


def test_a_nik_may_stand_in_two_facilities(family):
    assert RecipientFactory(nik=NIK).pk


def test_a_nik_is_free_again_once_its_bearer_left(family, facility):
    family.members.update(left_on=timezone.localdate())

    assert RecipientFactory(facility=facility, nik=NIK).pk


def test_a_kk_stands_once_in_a_facility_while_active(family, facility):
    with refused_by("kk_once_per_facility|kk_index"), transaction.atomic():
        RecipientFactory(facility=facility, kk=KK)
    assert RecipientFactory(facility=FacilityFactory(), kk=KK).pk


def test_a_family_has_one_main_member(family):
    with refused_by("one_main_member|recipient_id"), transaction.atomic():
        MemberFactory(recipient=family, is_main=True)


def test_an_inmate_is_tied_to_a_family_once(family, inmate):
    with refused_by("one_kinship_per_inmate|inmate_id"), transaction.atomic():
        Kinship.objects.create(recipient=family, inmate=inmate, relation=Relation.MOTHER)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"consent_on": "2024-12-01"}, "consent_on_and_manner_together"),
        ({"consent_manner": "lisan"}, "consent_on_and_manner_together"),
        ({"verified_at": "2024-12-01T00:00Z"}, "verified_at_and_by_together"),
        ({"retired_at": "2024-12-01T00:00Z"}, "retired_at_and_by_together"),
        ({"identity_changed_at": "2024-12-01T00:00Z"}, "identity_changed_at_and_by_together"),
    ],
)
def test_paired_facts_come_together(family, facts, constraint):
    with refused_by(constraint), transaction.atomic():
        Recipient.objects.filter(pk=family.pk).update(**facts)


@pytest.mark.parametrize("role", ["registered_by", "identity_changed_by"])
def test_no_one_verifies_what_they_stated(family, role):
    user = UserFactory()
    facts = {"verified_at": timezone.now(), "verified_by": user, role: user}
    if role == "identity_changed_by":
        facts["identity_changed_at"] = timezone.now()

    with refused_by("verified_by_a_second_person"), transaction.atomic():
        Recipient.objects.filter(pk=family.pk).update(**facts)
