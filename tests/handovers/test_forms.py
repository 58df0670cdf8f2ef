"""What the forms of an event understand, and what they refuse."""

from datetime import date, datetime, time
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.http import QueryDict

from bansos.handovers.forms import (
    AbsencesForm,
    CandidatesForm,
    ChooseForm,
    EventForm,
    HandOverForm,
    ListForm,
    NumberForm,
    ReasonForm,
    StationForm,
    SymbolicForm,
)
from bansos.handovers.forms.choosing import ids_in
from bansos.handovers.forms.fields import ClockField, DayField
from bansos.handovers.models import Handover
from tests.campaigns.factories import CampaignFactory, PackageFactory
from tests.factories import FacilityFactory, OfficialFactory
from tests.handovers.factories import EventFactory, FamilyFactory


@pytest.mark.parametrize(
    "text",
    ["24/12/2024", "24-12-2024", "24.12.2024", "24 Desember 2024", "24 des 2024", "2024-12-24"],
)
def test_a_day_is_read_day_first(text):
    assert DayField().clean(text) == date(2024, 12, 24)


@pytest.mark.parametrize("text", ["", "12/24/2024", "31/02/2024", "24/12/24", "besok", "1/1/1999"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(forms.ValidationError):
        DayField().clean(text)


def test_a_day_is_shown_as_it_is_typed():
    assert DayField().prepare_value(date(2024, 1, 5)) == "05/01/2024"
    assert DayField().prepare_value("besok") == "besok"


@pytest.mark.parametrize("text", ["09.00", "9.00", "09:00"])
def test_an_hour_is_read_with_a_point_or_a_colon(text):
    assert ClockField().clean(text) == time(9)


@pytest.mark.parametrize("text", ["24.00", "9", "pagi", "09.60", "09.00.00"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(forms.ValidationError, match="Tulis jam seperti"):
        ClockField().clean(text)


def event_form(facility, package, **changes):
    data = {
        "package": package.pk,
        "starts_on": "24/12/2024",
        "starts_time": "09.00",
        "venue": "Aula",
    }
    return EventForm(data | changes, facility=facility)


def test_the_beginning_is_on_the_clock_of_the_facility(facility):
    form = event_form(facility, PackageFactory())

    assert form.is_valid()
    assert form.facts["starts_at"] == datetime(2024, 12, 24, 9, tzinfo=ZoneInfo("Asia/Makassar"))


def test_a_package_says_its_campaign_too(facility):
    package = PackageFactory()
    form = event_form(facility, package)

    assert form.is_valid()
    assert form.facts["campaign"] == package.campaign


def test_campaigns_of_others_are_not_offered(facility):
    own = PackageFactory(campaign=CampaignFactory(scope="upt", facility=facility))
    PackageFactory(campaign=CampaignFactory(scope="upt", facility=FacilityFactory()))
    PackageFactory(facility=FacilityFactory())

    offered = EventForm(facility=facility).fields["package"].queryset

    assert list(offered) == [own]


def test_three_fields_of_officials_are_read_once(facility, django_assert_num_queries):
    OfficialFactory(facility=facility)

    with django_assert_num_queries(1):
        EventForm(facility=facility)


def test_an_agenda_without_end_is_refused(facility):
    form = event_form(facility, PackageFactory(), agenda="x" * 2001)

    assert form.errors.keys() == {"agenda"}


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        (["1", "2", "1"], {1, 2}),
        (["", " 1", "-1", "1.0", "0x1", "\0", "٣", "²"], set()),
        (["9" * 18], {int("9" * 18)}),
        (["9" * 19, "9" * 5000], set()),
    ],
)
def test_only_what_can_be_an_id_is_one(values, ids):
    assert ids_in(values) == ids


def test_only_districts_where_somebody_lives_are_offered(facility):
    event = EventFactory(facility=facility)
    FamilyFactory(facility=facility, region_code="63.01.03.1004")
    FamilyFactory(facility=facility, region_code="")

    form = CandidatesForm(event=event)

    assert form.fields["kecamatan"].choices == [
        ("", "Semua kecamatan"),
        ("63.01.03", "Pelaihari"),
    ]


def test_nobody_ticked_is_nobody_chosen(facility):
    event = EventFactory(facility=facility)
    FamilyFactory(facility=facility)
    candidates = CandidatesForm({}, event=event).candidates()

    def chosen(query):
        form = ChooseForm(QueryDict(query))
        assert form.is_valid()
        return form.chosen(candidates).count()

    assert chosen("quantity=1") == 0
    assert chosen("quantity=1&recipient=") == 0
    assert chosen("quantity=1&everybody=1") == 1


@pytest.mark.parametrize("reason", ["", " ", "\u202e", "x" * 301, "a\0b"])
def test_a_reason_says_something_that_fits(reason):
    assert not ReasonForm({"reason": reason}).is_valid()


def test_a_reason_loses_what_nobody_sees():
    form = ReasonForm({"reason": "  Pindah\u202e ke\n Lapas lain "})

    assert form.is_valid()
    assert form.cleaned_data["reason"] == "Pindah ke Lapas lain"


def test_a_number_may_be_left_to_the_pattern():
    assert NumberForm({"number": ""}).is_valid()
    assert not NumberForm({"number": "x" * 101}).is_valid()


def test_only_officials_in_office_hand_over(facility):
    now = OfficialFactory(facility=facility)
    OfficialFactory(facility=facility, ends_on=date(2020, 1, 1))
    OfficialFactory()

    assert list(SymbolicForm(facility=facility).fields["official"].queryset) == [now]


def test_absences_are_told_by_the_entitlement():
    waiting = [SimpleNamespace(pk=pk, number=pk, name="Rusdi") for pk in [3, 4]]
    form = AbsencesForm({"absence_3": " Sakit ", "absence_9": "Lain"}, waiting=waiting)

    assert form.is_valid()
    assert form.absences == {3: "Sakit"}


def test_a_state_nobody_knows_narrows_nothing(db):
    event = EventFactory()

    assert not ListForm({"keadaan": "entah"}, event=event).is_valid()
    assert str(ListForm({"keadaan": "entah"}, event=event).entitlements().query) == str(
        event.entitlements.all().query
    )


def test_a_station_may_have_no_name():
    assert StationForm({"station": " "}).is_valid()
    assert not StationForm({"station": "x" * 41}).is_valid()


def hand_over_form(facility, state="opened", **data):
    event = EventFactory.build(facility=facility, **{state: True})
    return HandOverForm({"operation": str(uuid4())} | data, event=event)


def operation_of(form):
    assert form.is_valid()
    return form.operation_for(SimpleNamespace(pk=7), station="")


def test_a_press_alone_is_an_ordinary_handover(facility):
    form = hand_over_form(facility)

    assert form.is_valid()
    operation = form.operation_for(SimpleNamespace(pk=7), station="Meja 2")
    assert (operation.entitlement_id, operation.station) == (7, "Meja 2")
    assert (operation.kind, operation.handed_by_id) == (Handover.Kind.REGULAR, None)


def test_an_official_makes_it_symbolic(facility):
    official = OfficialFactory(facility=facility)
    form = hand_over_form(facility, official=official.pk)

    assert form.is_valid()
    operation = form.operation_for(SimpleNamespace(pk=7), station="")
    assert (operation.kind, operation.handed_by_id) == (Handover.Kind.SYMBOLIC, official.pk)


def test_once_the_event_is_closed_a_press_is_late_by_itself(facility):
    assert operation_of(hand_over_form(facility, "closed")).kind == Handover.Kind.LATE


def test_what_is_brought_home_says_where(facility):
    operation = operation_of(hand_over_form(facility, home="1", place=" Desa  Contoh RT 2 "))

    assert (operation.kind, operation.note) == (Handover.Kind.HOME, "Desa Contoh RT 2")
    assert hand_over_form(facility, home="1").errors.keys() == {"place"}
    assert hand_over_form(facility, home="1", place="x" * 301).errors.keys() == {"place"}


def test_a_place_makes_it_a_delivery_whichever_button_is_pressed(facility):
    assert operation_of(hand_over_form(facility, place="Desa Contoh")).kind == Handover.Kind.HOME


def test_what_was_planned_to_be_symbolic_may_be_brought_home(facility):
    official = OfficialFactory(facility=facility).pk
    home = operation_of(hand_over_form(facility, home="1", place="Desa", official=official))
    front = operation_of(hand_over_form(facility, place="Desa", official=official))

    assert (home.kind, home.handed_by_id) == (Handover.Kind.HOME, None)
    assert (front.kind, front.handed_by_id) == (Handover.Kind.SYMBOLIC, official)


@pytest.mark.parametrize(
    "told",
    [
        {"proxy": "1"},
        {"proxy_name": "Wakil"},
        {"proxy_relation": "Kakak"},
        {"proxy_document": "ktp"},
        {"proxy_number": "1"},
    ],
)
def test_whoever_is_half_a_proxy_is_no_proxy(facility, told):
    form = hand_over_form(facility, **told)

    assert form.is_by_proxy
    assert form.errors.keys() == {"proxy_name", "proxy_relation", "proxy_document"} - told.keys()


@pytest.mark.parametrize(
    "changes",
    [
        {"proxy_name": "x" * 151},
        {"proxy_relation": "x" * 101},
        {"proxy_document": "paspor"},
        {"proxy_number": "9" * 51},
        {"proxy_name": "a\0b"},
    ],
)
def test_a_proxy_that_does_not_fit_is_refused(facility, changes):
    proxy = {"proxy_name": "Wakil", "proxy_relation": "Kakak", "proxy_document": "ktp"}

    form = hand_over_form(facility, **proxy | changes)

    assert form.errors.keys() == changes.keys()
