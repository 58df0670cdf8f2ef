"""Totals of months and years: what is counted where, on which clock, and never with a name."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bansos.audit.models import Entry
from bansos.documents import recap
from bansos.documents.recap import Period
from facilities.models import Facility
from tests.documents.samples import text_of
from tests.documents.test_facts import LATER
from tests.factories import FacilityFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

DECEMBER = Period(2024, 12)


def made(facility, starts_at, **facts):
    event = EventFactory(facility=facility, starts_at=starts_at, closed=True, **facts)
    HandoverFactory(entitlement=EntitlementFactory(event=event, name="Nama Rahasia"))
    return event


def recap_of(*facilities, period=DECEMBER, **more):
    chosen = Facility.objects.filter(pk__in=[each.pk for each in facilities])
    return recap.recap(chosen, period, at=LATER, **more)


def test_a_month_ends_on_the_clock_of_the_facility(facility):
    # Half past four in the afternoon of the 31st in London is already January in the east.
    made(facility, datetime(2024, 12, 31, 15, 30, tzinfo=UTC))
    eastern = FacilityFactory(time_zone=Facility.Zone.WIT)
    made(eastern, datetime(2024, 12, 31, 15, 30, tzinfo=UTC))

    assert recap_of(facility).total.events == 1
    assert recap_of(eastern).total.events == 0
    assert recap_of(eastern, period=Period(2025)).total.events == 1


def test_a_rehearsal_does_not_count(facility, event):
    event.campaign.is_rehearsal = True
    event.campaign.save()

    assert recap_of(facility).total.events == 0


def test_a_nation_has_a_row_for_each_office_and_an_office_for_each_facility(facility, event):
    elsewhere = FacilityFactory()
    made(elsewhere, event.starts_at)

    nation = recap_of(facility, elsewhere)
    office = recap_of(facility, elsewhere, office=facility.regional_office)

    assert nation.place_title == "Kantor Wilayah"
    assert {row.label for row in nation.rows} == {
        facility.regional_office.name,
        elsewhere.regional_office.name,
    }
    assert (office.place_title, [row.handed for row in office.rows]) == ("UPT", [9])
    assert nation.total.handed == 10


def test_the_time_is_told_in_all_three_zones(facility):
    assert recap_of(facility).as_of_everywhere() == (
        "23 Januari 2025 pukul 11.00 WIB / 12.00 WITA / 13.00 WIT"
    )


def test_midnight_in_the_east_names_both_days(facility):
    late = recap.recap(
        Facility.objects.filter(pk=facility.pk),
        DECEMBER,
        at=datetime(2024, 12, 24, 15, 30, tzinfo=UTC),
    )

    assert late.as_of_everywhere() == (
        "24 Desember 2024 pukul 22.30 WIB / 23.30 WITA / 25 Desember 2024 pukul 00.30 WIT"
    )


def test_a_recap_takes_as_many_queries_for_many_as_for_one(
    facility, event, django_assert_num_queries
):
    others = [FacilityFactory(regional_office=facility.regional_office) for _ in range(3)]
    for each in others:
        made(each, event.starts_at)

    with django_assert_num_queries(8):
        recap_of(facility, *others)


@pytest.mark.parametrize("role", ["officer", "head", "regional", "national", "auditor"])
def test_whoever_sees_numbers_takes_them_along_and_finds_no_name(client, event, role, request):
    user = request.getfixturevalue(role)
    client.force_login(user)
    asked = {"tahun": "2024", "bulan": "12"}

    printed = text_of(client.get(reverse("documents:recap_paper"), asked).content)
    sheet = client.get(reverse("documents:recap_sheet"), asked)
    page = client.get(reverse("documents:recap"), asked).text

    for shown in [printed, page, str(cells_of(sheet.getvalue()))]:
        assert "Dewi" not in shown
        assert "Keluarga Contoh" not in shown
    assert "DESEMBER 2024" in printed
    assert "Rp675.000,00" in printed


def cells_of(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_workbook_adds_up_by_formulas_of_ours(client, officer, event):
    client.force_login(officer)

    content = client.get(
        reverse("documents:recap_sheet"), {"tahun": "2024", "bulan": "12"}
    ).getvalue()

    rows = cells_of(content)
    assert rows[1][rows[0].index("Penerima")] == rows[2][rows[0].index("Penerima")] == 9
    sheet = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(H2:H2)</f>" in sheet
    assert 'orientation="landscape"' in sheet
    assert "fitToHeight" in sheet
    assert 'state="frozen"' in sheet


def test_the_trail_knows_who_printed_totals(client, regional, event):
    client.force_login(regional)

    client.get(reverse("documents:recap_paper"), {"tahun": "2024"})

    entry = Entry.objects.get(action="document.print")
    assert entry.details == {"paper": "recap", "period": "2024"}
    assert entry.chain == 0


@pytest.mark.parametrize("asked", [{"tahun": "x"}, {"bulan": "13"}, {"tahun": "9" * 30}])
def test_odd_periods_are_this_year(client, officer, asked):
    client.force_login(officer)

    assert client.get(reverse("documents:recap"), asked).status_code == 200


def test_an_office_elsewhere_is_not_found(client, regional, stranger):
    office = stranger.postings.get().facility.regional_office
    client.force_login(regional)

    for name in ["recap", "recap_paper", "recap_sheet"]:
        path = reverse(f"documents:{name}")
        assert client.get(path, {"kanwil": office.pk}).status_code == 404


def test_packages_without_a_price_are_counted_apart(facility, event):
    event.package.items.update(unit_price=None)

    total = recap_of(facility).total

    assert (total.value, total.unpriced) == (Decimal(0), 9)
    assert "9 paket belum mempunyai harga" in recap_of(facility).payload()["in-words"]
