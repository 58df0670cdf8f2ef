"""Who may enter where. The table is in tests/roles/table.py; here it is asked door by door."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from bansos.accounts.roles import Role
from tests.factories import PostingFactory, UserFactory
from tests.roles.table import DOORS, HEAD, NATIONWIDE, SIGNED_IN, TOKEN_DOORS
from tests.roles.world import addresses, admin_addresses, ids_in, patterns

pytest_plugins = ["tests.roles.fixtures"]

ROLES = sorted(SIGNED_IN)
OWN_DOORS = [door for door in DOORS if not door.name.startswith("admin:")]


def knock(world, user, method, path):
    """What a page asks for in its address, a form says in its body: here both say it."""
    return world.knock(user, path, method, path.partition("?")[2] if method == "POST" else "")


def answers(world, user, door, *places):
    """What a user is answered at a door of these places, by every method and every pattern."""
    for path in {path: None for place in places for path in addresses(door, place)}:
        for method in door.methods:
            yield f"{method} {path} ({door})", knock(world, user, method, path)


def placed(world, door):
    """The addresses here, there and nowhere, where they say of which place they are."""
    if door.is_public:
        return []
    triples = zip(*(addresses(door, place) for place in world.places), strict=True)
    return [triple for triple in triples if len(set(triple)) > 1]


def opens(response):
    if response.request["REQUEST_METHOD"] == "GET":
        return response.status_code == 200
    return response.status_code == 200 or (response.status_code == 302 and not asks_in(response))


def asks_in(response, back_to=None):
    """Whether one is sent to the sign-in page, and from there to where one wanted to go."""
    address, _, query = response.get("Location", "").partition("?")
    wanted = QueryDict(query).get("next")
    if address not in {reverse("accounts:sign_in"), reverse("admin:login")} or not wanted:
        return False
    return back_to is None or wanted == back_to


def test_every_url_has_a_row():
    without = set(patterns()) - {door.name for door in DOORS} - TOKEN_DOORS.keys()
    assert without == set(), "Say in tests/roles/table.py for whom these open."


def test_every_row_has_a_url():
    assert {door.name for door in DOORS} - set(patterns()) == set()


@pytest.mark.parametrize("role", ["anonymous", *ROLES])
def test_nobody_opens_the_doors_of_devices_by_signing_in(world, role):
    let_in = {
        f"{method} {name}: {response.status_code}"
        for name, method in TOKEN_DOORS.items()
        if (response := world.knock(world.cast[role], reverse(name), method)).status_code != 401
    }
    assert let_in == set()


@pytest.mark.parametrize("role", ["anonymous", *ROLES])
def test_whoever_is_named_enters(world, role):
    user = world.cast[role]
    kept_out = {
        f"{said}: {response.status_code}"
        for door in DOORS
        if role in door.who
        for said, response in answers(world, user, door, world.here)
        if not opens(response)
    }
    assert kept_out == set()


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_not_named_is_turned_away(world, role):
    user = world.cast[role]
    let_in = {
        f"{said}: {response.status_code}"
        for door in DOORS
        if role not in door.who
        for said, response in answers(world, user, door, *world.places)
        if response.status_code != 403
    }
    assert let_in == set()


def test_whoever_has_not_signed_in_is_asked_to_and_brought_back(world):
    strays = {
        f"{said}: {response.status_code} {response.get('Location')}"
        for door in DOORS
        if "anonymous" not in door.who
        for said, response in answers(world, None, door, world.here, world.nowhere)
        if not asks_in(response, back_to=said.split()[1])
    }
    assert strays == set()


@pytest.mark.parametrize("role", [role for role in ROLES if role not in NATIONWIDE])
def test_what_is_elsewhere_looks_like_what_is_nowhere(world, role):
    user, told = world.cast[role], set()
    for door in DOORS:
        for _, there, nowhere in placed(world, door) if role in door.who else []:
            for method in door.methods:
                one, other = (knock(world, user, method, path) for path in [there, nowhere])
                if (one.status_code, body(one)) != (404, body(other)):
                    told.add(f"{method} {there} ({door}): {one.status_code}, {other.status_code}")
    assert told == set()


def body(response):
    return re.sub(rb'"X-CSRFToken": "\w+"|csrfmiddlewaretoken" value="\w+"', b"", response.content)


@pytest.mark.parametrize("role", [role for role in ROLES if role in NATIONWIDE])
def test_who_serves_the_nation_is_a_stranger_nowhere(world, role):
    user, strange = world.cast[role], set()
    for door in DOORS:
        for _, there, nowhere in placed(world, door) if role in door.who else []:
            for method in door.methods:
                if not opens(knock(world, user, method, there)):
                    strange.add(f"{method} {there} ({door})")
                if knock(world, user, method, nowhere).status_code != 404:
                    strange.add(f"{method} {nowhere} ({door})")
    assert strange == set()


def test_an_address_that_names_two_places_leads_nowhere(world, head):
    found = {
        f"{method} {path}"
        for door in DOORS
        if len(ids_in(door)) > 1
        for name in ids_in(door)
        for path in addresses(door, world.here, **{name: world.there.ids(door)[name]})
        for method in door.methods
        if knock(world, head, method, path).status_code != 404
    }
    assert found == set()


def test_a_door_takes_no_other_method_than_its_own(world):
    taken = {
        f"{method} {path} ({door}): {response.status_code}"
        for door in OWN_DOORS
        for path in addresses(door, world.here)
        for method in {"GET", "POST", "DELETE"} - set(door.methods)
        if (response := knock(world, user_of(world, door), method, path)).status_code != 405
    }
    assert taken == set()


def user_of(world, door):
    return world.cast[min(door.who - {"anonymous"})]


def test_a_head_elsewhere_decides_nothing_here(world, officer):
    PostingFactory(user=officer, role=Role.HEAD, facility=world.there.facility)
    wrong = set()
    for door in DOORS:
        for here, there, _ in placed(world, door) if door.who - {"auditor"} == HEAD else []:
            for method in door.methods:
                if knock(world, officer, method, here).status_code != 404:
                    wrong.add(f"{method} {here} ({door}) opens")
                if not opens(knock(world, officer, method, there)):
                    wrong.add(f"{method} {there} ({door}) does not open")
    assert wrong == set()


@pytest.mark.parametrize("days", [None, -1], ids=["never posted", "no longer posted"])
def test_without_a_posting_there_is_only_the_way_out(world, days):
    user = UserFactory()
    if days:
        yesterday = timezone.localdate() + timedelta(days=days)
        PostingFactory(user=user, role=Role.HEAD, facility=world.here.facility, ends_on=yesterday)
    wrong = {
        f"{said}: {response.status_code}"
        for door in DOORS
        for said, response in answers(world, user, door, world.here)
        if not (opens(response) if door.who >= SIGNED_IN else response.status_code == 403)
    }
    assert wrong == set()


def test_whoever_is_switched_off_is_out_at_once(world, officer):
    assert opens(knock(world, officer, "GET", reverse("dashboards:home")))

    officer.is_active = False
    officer.save()

    assert asks_in(knock(world, officer, "GET", reverse("dashboards:home")))


def test_the_admin_opens_for_administrators_alone(world):
    let_in = {
        f"{role}: {path}: {response.status_code}"
        for role, user in world.cast.items()
        if role != "administrator"
        for path in admin_addresses()
        if (response := knock(world, user, "GET", path)).status_code != 403
        and not asks_in(response)
    }
    assert let_in == set()


def test_every_page_of_the_admin_answers(world, administrator, rf):
    rf.user = administrator
    wrong = set()
    for model, pages in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        rows = model._default_manager.all()[:1]
        expected = {reverse(f"{name}_changelist"): 200}
        expected[reverse(f"{name}_add")] = 200 if pages.has_add_permission(rf) else 403
        expected |= {reverse(f"{name}_change", args=[row.pk]): 200 for row in rows}
        for path, status in expected.items():
            response = knock(world, administrator, "GET", path)
            if response.status_code != status:
                wrong.add(f"{path}: {response.status_code}")
    assert wrong == set()
