import pytest
from django.utils import timezone

from recipients.duplicates import namesakes, notices
from tests.factories import FacilityFactory
from tests.recipients.conftest import KK, NIK
from tests.recipients.factories import RecipientFactory


@pytest.fixture
def elsewhere(db):
    return FacilityFactory(short_name="Lapas Contoh")


def test_in_ones_own_facility_a_number_is_told_with_its_family_and_refused(family, facility):
    [by_nik, by_kk] = notices(niks=[NIK], kk=KK, facility=facility)

    assert [by_nik.field, by_kk.field] == ["nik", "kk"]
    for notice in [by_nik, by_kk]:
        assert notice.recipient == family
        assert notice.is_refusal
    assert str(by_nik) == "NIK ini sudah terdaftar di UPT ini"


def test_in_another_facility_no_more_is_told_than_where(family, facility, elsewhere):
    [by_nik, by_kk] = notices(niks=[NIK], kk=KK, facility=elsewhere)

    assert str(by_nik) == "NIK ini sudah terdaftar di Rutan Contoh"
    assert str(by_kk) == "Nomor KK ini sudah terdaftar di Rutan Contoh"
    for notice in [by_nik, by_kk]:
        assert notice.recipient is None
        assert not notice.is_refusal


def test_ones_own_facility_comes_first(family, facility, elsewhere):
    RecipientFactory(facility=elsewhere, nik=NIK)

    own, other = notices(niks=[NIK], facility=facility)

    assert (own.facility, other.facility) == (facility, elsewhere)


def test_the_one_being_revised_is_no_duplicate_of_themselves(family, facility):
    assert notices(niks=[NIK], kk=KK, facility=facility, beside=family) == []


def test_who_has_left_and_who_is_retired_is_not_told(family, facility):
    family.members.update(left_on=timezone.localdate())
    family.retired_at, family.retired_by = timezone.now(), family.registered_by
    family.save()

    assert notices(niks=[NIK], kk=KK, facility=facility) == []


def test_blank_numbers_ask_nothing(family, facility, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert notices(niks=["", None], kk="", facility=facility) == []


def test_twenty_numbers_cost_as_much_as_one(family, facility, django_assert_num_queries):
    niks = [NIK, *(f"630101410790{n:04}" for n in range(100, 119))]

    with django_assert_num_queries(2):
        found = notices(niks=niks, kk=KK, facility=facility)

    assert [notice.value for notice in found] == [NIK, KK]


def test_the_key_of_a_notice_tells_nothing_and_belongs_to_it_alone(family, elsewhere):
    by_nik, by_kk = notices(niks=[NIK], kk=KK, facility=elsewhere)

    assert by_nik.key != by_kk.key
    assert NIK not in by_nik.key


def test_a_namesake_of_the_facility_is_worth_a_look(family, facility, elsewhere):
    [found] = namesakes("  DEWI ", facility=facility)

    assert found.recipient == family
    assert not found.is_refusal
    assert namesakes("Dewi", facility=elsewhere) == []
    assert namesakes("Dewi", facility=facility, beside=family) == []
    assert namesakes("Dew", facility=facility) == []
