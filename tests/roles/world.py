"""Two facilities with one of everything each, who works there, and asking at their doors."""

from contextlib import contextmanager
from functools import cache
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from bansos.audit import trail
from bansos.handovers.models import Guest
from tests.factories import OfficialFactory
from tests.handovers.factories import (
    EntitlementFactory,
    EventFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.stock.factories import BalanceFactory

STATES = ["draft", "submitted", "frozen", "opened", "closed", "reported"]
FORM = "application/x-www-form-urlencoded"


class Place:
    """A facility with one of everything, and an event in every state with a family on its list."""

    def __init__(self, facility, officer):
        self.facility = facility
        self.officials = [OfficialFactory(facility=facility, is_head=n == 0) for n in range(3)]
        self.family = FamilyFactory(facility=facility, unverified=True)
        self.spare = FamilyFactory(facility=facility)
        self.listed = FamilyFactory(facility=facility)
        self.served = FamilyFactory(facility=facility)
        self.events, self.entitlements = {}, {}
        for state in STATES:
            self._plan(state)
        self.guest = Guest.objects.create(event=self.events["draft"], name="Tamu Contoh")
        served = EntitlementFactory(event=self.events["opened"], recipient=self.served)
        self.handover = HandoverFactory(entitlement=served, recorded_by=officer)
        trail.record("event.open", self.events["opened"], by=officer)

    def _plan(self, state):
        self.events[state] = event = planned(self.facility, state)
        self.entitlements[state] = EntitlementFactory(event=event, recipient=self.listed)

    def ids(self, door) -> dict:
        """What stands in the address of a door at this place."""
        family = self.spare if door.name == "handovers:exempt" else self.family
        kinship = family.kinships.first()
        return {
            "facility_id": self.facility.pk,
            "office_id": self.facility.regional_office_id,
            "recipient_id": family.pk,
            "kinship_id": kinship.pk,
            "inmate_id": kinship.inmate_id,
            "event_id": self.events[door.event].pk,
            "entitlement_id": self.entitlements[door.event].pk,
            "operation_id": self.handover.pk,
            "kind": "tamu",
            "note_id": self.guest.pk,
        }


def planned(facility, state):
    event = EventFactory(facility=facility, **({} if state == "draft" else {state: True}))
    BalanceFactory(facility=facility, package=event.package)
    return event


class Nowhere:
    """Where nothing is."""

    def ids(self, door) -> dict:
        names = "facility office recipient kinship inmate event entitlement note".split()
        return {f"{name}_id": 2**31 - 1 for name in names} | {
            "operation_id": uuid4(),
            "kind": "tamu",
        }


class World:
    """
    :param here: where the cast works.
    :param there: where the stranger does.
    :param cast: users by the names of their roles; nobody is `anonymous`.
    """

    def __init__(self, *, cast, facility, stranger):
        self.cast = {"anonymous": None, **cast}
        self.here = Place(facility, cast["officer"])
        self.there = Place(stranger.postings.get().facility, stranger)
        self.nowhere = Nowhere()
        self.places = [self.here, self.there, self.nowhere]
        self.sessions = {user.pk: _signed_in(user) for user in cast.values()}

    def knock(self, user, path, method="GET", data="", content_type=FORM, *, follow=False, **more):
        """
        Ask at an address. Whatever is done there is undone.

        :param follow: go on to where one is sent, and see what became of it.
        """
        client = Client()
        if user:
            if user.pk not in self.sessions:
                self.sessions[user.pk] = _signed_in(user)
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[user.pk]
        with rolled_back():
            response = client.generic(method, path, data, content_type, **more)
            if follow and response.status_code == 302:
                return client.get(response["Location"])
            return response


def _signed_in(user) -> str:
    client = Client()
    client.force_login(user)
    return client.session.session_key


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@cache
def patterns() -> dict[str, list[tuple[str, ...]]]:
    """What each of our URL names takes, once for each pattern of that name."""
    found = {}
    for namespace, entry in _entries(get_resolver()):
        if namespace != "admin" or entry.name == "index":
            name = f"{namespace}:{entry.name}"
            found.setdefault(name, []).append(tuple(entry.pattern.converters))
    return found


def admin_addresses() -> list[str]:
    """An address for each pattern of the admin but its way in."""
    return [
        reverse(f"admin:{entry.name}", kwargs=dict.fromkeys(entry.pattern.converters, 1))
        for namespace, entry in _entries(get_resolver())
        if namespace == "admin" and entry.name not in {None, "login", "app_list"}
    ]


def _entries(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace, entry
        else:
            yield from _entries(entry, entry.namespace or namespace)


def addresses(door, place) -> list[str]:
    """The addresses of a door at a place, one for each of its patterns."""
    return _filled(door, place.ids(door))


def mixed_addresses(door, here, there):
    """Addresses of here in which one thing is of there."""
    for names in patterns()[door.name]:
        for name in names if len(names) > 1 else []:
            if here.ids(door)[name] != there.ids(door)[name]:
                yield from _filled(door, here.ids(door) | {name: there.ids(door)[name]})


def _filled(door, ids):
    query = f"?{door.query.format(**ids)}" if door.query else ""
    return [
        reverse(door.name, kwargs={name: ids[name] for name in names}) + query
        for names in patterns()[door.name]
    ]
