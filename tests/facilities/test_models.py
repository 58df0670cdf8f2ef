"""What a facility, its officials and the postings say of themselves, and what they refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from facilities.models import Facility, LetterCounter, Official
from tests.factories import (
    FacilityFactory,
    OfficialFactory,
    PostingFactory,
    RegionalOfficeFactory,
)


def facility_like(**facts):
    return FacilityFactory.build(regional_office=RegionalOfficeFactory.build(), **facts)


def test_a_facility_without_a_letterhead_has_the_standard_one():
    facility = facility_like(
        regional_office__official_name="-",
        official_name="Rumah Tahanan Negara Kelas IIB Contoh",
        address="Jalan Contoh 1",
    )
    facility.regional_office.official_name = "Kantor Wilayah Contoh"

    assert facility.letterhead_lines == [
        "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
        "DIREKTORAT JENDERAL PEMASYARAKATAN",
        "KANTOR WILAYAH CONTOH",
        "RUMAH TAHANAN NEGARA KELAS IIB CONTOH",
        "Jalan Contoh 1",
    ]


def test_a_letterhead_of_ones_own_is_taken_line_by_line():
    assert facility_like(letterhead="SATU\nDUA\r\ntiga").letterhead_lines == ["SATU", "DUA", "tiga"]


@pytest.mark.parametrize("letterhead", ["x\n" * 7, "x" * 121, "1\n2\n3\n4\n5\n" + "x" * 121])
def test_a_letterhead_has_six_lines_that_fit_the_paper(letterhead):
    with pytest.raises(ValidationError, match="enam baris"):
        facility_like(letterhead=letterhead).clean()


@pytest.mark.parametrize(
    "template",
    ["{unit}-{classification}-{serial}", "{serial}", "W.19-{serial}/{year}", "SA.04.04-{serial}"],
)
def test_a_number_template_may_hold_what_is_known(template):
    facility_like(number_template=template).clean()


@pytest.mark.parametrize(
    "template", ["{unit}", "tetap", "{serial}{nomor}", "{serial", "{serial}}", "{serial.__class__}"]
)
def test_a_number_template_without_a_serial_or_with_unknown_parts_is_refused(template):
    with pytest.raises(ValidationError, match="Pola harus memuat"):
        facility_like(number_template=template).clean()


def test_a_facility_has_the_clock_of_its_zone():
    assert facility_like(time_zone="Asia/Jayapura").zone.key == "Asia/Jayapura"


def test_an_office_and_a_facility_go_by_their_short_names():
    assert str(RegionalOfficeFactory.build(name="Contoh")) == "Kantor Wilayah Contoh"
    assert str(facility_like(short_name="Rutan Contoh")) == "Rutan Contoh"


def test_a_closed_facility_is_open_until_its_last_day(db):
    last = date(2024, 12, 24)
    facility = FacilityFactory(closed_on=last)

    assert facility in Facility.objects.active(last)
    assert facility not in Facility.objects.active(date(2024, 12, 25))
    assert FacilityFactory(closed_on=None) in Facility.objects.active()


@pytest.mark.parametrize(
    ("capacity", "title"),
    [("", "Kepala Rutan"), ("Plt.", "Plt. Kepala Rutan"), ("Plh.", "Plh. Kepala Rutan")],
)
def test_an_acting_official_says_so_before_the_position(capacity, title):
    official = Official(name="Fani Contoh", position="Kepala Rutan", capacity=capacity)

    assert official.title == title
    assert str(official) == f"Fani Contoh, {title}"


@pytest.mark.parametrize(
    "nip", ["1" * 17, "1" * 19, "19800101200012100a", "١" * 18, "1" * 18 + "\n"]
)
def test_a_nip_has_eighteen_digits(nip):
    with pytest.raises(ValidationError):
        Official(name="Fani", position="Kepala", nip=nip).clean_fields(exclude=["facility"])


def test_a_nip_may_be_missing():
    Official(name="Fani", position="Kepala").clean_fields(exclude=["facility"])


def test_officials_in_office_are_those_of_the_day(facility):
    day = date(2024, 12, 24)
    there = OfficialFactory(facility=facility, starts_on=day, ends_on=day)
    OfficialFactory(facility=facility, ends_on=date(2024, 12, 23))
    OfficialFactory(facility=facility, starts_on=date(2024, 12, 25))

    assert list(Official.objects.in_office(day)) == [there]


def test_officials_of_another_facility_stay_out_of_sight(officer, facility):
    ours = OfficialFactory(facility=facility)
    OfficialFactory()

    assert list(Official.objects.visible_to(officer)) == [ours]


@pytest.mark.parametrize(
    "make",
    [
        lambda: FacilityFactory(opened_on=date(2024, 1, 2), closed_on=date(2024, 1, 1)),
        lambda: OfficialFactory(starts_on=date(2024, 1, 2), ends_on=date(2024, 1, 1)),
        lambda: PostingFactory(starts_on=date(2024, 1, 2), ends_on=date(2024, 1, 1)),
    ],
    ids=["facility", "official", "posting"],
)
def test_nothing_ends_before_it_begins(db, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_facility_counts_its_letters_once_a_year(facility):
    counter = LetterCounter.objects.create(facility=facility, year=2024, last=7)

    assert str(counter) == f"{facility} 2024: 7"
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterCounter.objects.create(facility=facility, year=2024)


def test_an_official_name_is_taken_once(facility):
    with pytest.raises(IntegrityError), transaction.atomic():
        FacilityFactory(official_name=facility.official_name)
