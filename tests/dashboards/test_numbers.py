"""Numbers, not names: for the region, for the nation, and as far down as one may look."""

import pytest
from django.urls import reverse

from bansos.dashboards.figures import Figures
from tests.campaigns.factories import CampaignFactory
from tests.factories import FacilityFactory, PostingFactory
from tests.handovers.factories import EntitlementFactory, EventFactory, HandoverFactory

NUMBERS = reverse("dashboards:numbers")


@pytest.fixture
def far_away(db):
    """A facility under another regional office."""
    return FacilityFactory(short_name="Rutan Jauh")


def hold_event(facility, *, families, handed=0, **facts):
    event = EventFactory(facility=facility, **({"opened": True} | facts))
    for number in range(families):
        entitlement = EntitlementFactory(event=event)
        if number < handed:
            HandoverFactory(entitlement=entitlement)
    return event


def rows_of(client, user, **query):
    client.force_login(user)
    return {row.label: row for row in client.get(NUMBERS, query).context["rows"]}


def url_of(office):
    return reverse("dashboards:numbers", args=[office.pk])


def test_the_nation_sees_one_row_per_regional_office(client, national, facility, far_away):
    hold_event(facility, families=3, handed=2)
    hold_event(facility, families=2)
    hold_event(far_away, families=1, closed=True)

    rows = rows_of(client, national)

    here, there = rows[facility.regional_office.name], rows[far_away.regional_office.name]
    assert (here.facilities, here.events, here.running) == (1, 2, 2)
    assert (here.entitled, here.handed, here.remaining, here.percent) == (5, 2, 3, 40)
    assert here.state == ("berlangsung", "mark-now")
    assert (there.entitled, there.handed, there.percent) == (1, 0, 0)
    assert there.state == ("selesai", "mark-good")


def test_the_totals_are_the_sum_of_the_rows(client, national, facility, far_away):
    hold_event(facility, families=3, handed=2)
    hold_event(far_away, families=1, handed=1)
    client.force_login(national)

    total = client.get(NUMBERS).context["total"]

    assert (total.facilities, total.events) == (2, 2)
    assert (total.entitled, total.handed, total.percent) == (4, 3, 75)


def test_an_office_opens_into_its_facilities(client, national, facility, far_away):
    hold_event(facility, families=3, handed=1)
    quiet = FacilityFactory(regional_office=facility.regional_office)
    client.force_login(national)

    response = client.get(url_of(facility.regional_office))

    rows = {row.label: row for row in response.context["rows"]}
    assert rows.keys() == {str(facility), str(quiet)}
    assert rows[str(facility)].entitled == 3
    assert rows[str(quiet)].state == ("belum ada kegiatan", "")


def test_a_regional_office_sees_its_own_facilities_at_once(client, regional, facility, far_away):
    hold_event(facility, families=3, handed=1)
    hold_event(far_away, families=9)

    assert rows_of(client, regional).keys() == {str(facility)}


def without_token(response):
    """The page but for what differs each time it is shown."""
    return response.text.replace(str(response.context["csrf_token"]), "")


def test_another_office_and_a_missing_one_look_the_same(client, regional, far_away):
    client.force_login(regional)

    other = client.get(url_of(far_away.regional_office))
    missing = client.get(reverse("dashboards:numbers", args=[10**30]))

    assert other.status_code == missing.status_code == 404
    assert without_token(other) == without_token(missing)


@pytest.mark.parametrize("who", ["officer", "head"])
def test_a_facility_sees_its_own_numbers(client, who, facility, far_away, request):
    hold_event(facility, families=2)
    hold_event(far_away, families=9)

    rows = rows_of(client, request.getfixturevalue(who))

    assert rows.keys() == {str(facility)}
    assert rows[str(facility)].entitled == 2


def test_no_name_is_on_the_page(client, national, facility):
    event = hold_event(facility, families=3, handed=1)
    client.force_login(national)

    for address in [NUMBERS, url_of(facility.regional_office)]:
        page = client.get(address).text
        for entitlement in event.entitlements.all():
            assert entitlement.name not in page
            assert entitlement.code not in page


def test_a_closed_facility_is_shown_only_for_what_it_did(client, regional, facility):
    office = facility.regional_office
    FacilityFactory(regional_office=office, short_name="Tutup Sepi", closed_on="2020-01-01")
    busy = FacilityFactory(regional_office=office, short_name="Tutup Ramai", closed_on="2020-01-01")
    hold_event(busy, families=1, reported=True)

    rows = rows_of(client, regional)

    assert rows.keys() == {str(facility), "Tutup Ramai"}
    assert rows["Tutup Ramai"].state == ("dilaporkan", "mark-good")


def test_an_event_in_preparation_says_so(client, regional, facility):
    EventFactory(facility=facility)

    assert rows_of(client, regional)[str(facility)].state == ("disiapkan", "mark-wait")


def test_one_campaign_can_be_looked_at_alone(client, national, facility):
    christmas = CampaignFactory(name="Natal")
    hold_event(facility, families=3, campaign=christmas)
    hold_event(facility, families=2)

    rows = rows_of(client, national, kampanye=christmas.pk)

    assert rows[str(facility)].entitled == 3


def test_a_rehearsal_counts_only_when_it_is_asked_for(client, national, facility):
    rehearsal = CampaignFactory(is_rehearsal=True)
    hold_event(facility, families=3, campaign=rehearsal)

    assert rows_of(client, national)[str(facility)].entitled == 0
    assert rows_of(client, national, kampanye=rehearsal.pk)[str(facility)].entitled == 3


@pytest.mark.parametrize(
    "value", ["", "x", "0", "-1", "9" * 40, "\0", "<b>", "{{ 7 }}", "1 OR 1=1"]
)
def test_a_strange_campaign_is_all_campaigns(client, national, facility, value):
    hold_event(facility, families=3)

    assert rows_of(client, national, kampanye=value)[str(facility)].entitled == 3


def test_a_campaign_of_somebody_else_is_not_on_offer(client, regional, facility, far_away):
    hold_event(facility, families=1)
    theirs = hold_event(far_away, families=1).campaign
    client.force_login(regional)

    assert theirs not in client.get(NUMBERS).context["campaigns"]


def test_an_administrator_has_no_numbers(client, administrator):
    client.force_login(administrator)

    assert client.get(NUMBERS).status_code == 403


def test_without_facilities_the_page_says_so(client, db):
    user = PostingFactory(role="national", facility=None).user
    client.force_login(user)

    assert "Belum ada UPT di lingkup Anda." in client.get(NUMBERS).text


def test_numbers_only_show(client, national):
    client.force_login(national)

    assert client.post(NUMBERS).status_code == 405


@pytest.mark.parametrize("who", ["officer", "regional", "national", "auditor"])
def test_more_facilities_take_no_more_queries(
    client, who, facility, request, django_assert_max_num_queries
):
    user = request.getfixturevalue(who)
    for _ in range(6):
        hold_event(FacilityFactory(), families=1)
        hold_event(FacilityFactory(regional_office=facility.regional_office), families=1)
    hold_event(facility, families=1)
    client.force_login(user)

    for address in [NUMBERS, url_of(facility.regional_office)]:
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_nobody_entitled_is_nought_percent():
    assert Figures().percent == 0
    assert Figures(entitled=3, handed=2).percent == 66
