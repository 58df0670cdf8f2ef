"""Two facilities with one of everything each, who works there, and asking at their doors."""

from contextlib import contextmanager
from functools import cache
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from bansos.audit import trail
from bansos.handovers import actions
from bansos.handovers.codes import new_code
from bansos.handovers.models import Guest
from bansos.stock.models import Movement
from recipients.likenesses import look
from tests.documents.factories import DocumentFactory, ScanFactory
from tests.factories import OfficialFactory
from tests.handovers.factories import (
    ConflictFactory,
    EntitlementFactory,
    EventFactory,
    EventPhotoFactory,
    FamilyFactory,
    HandoverFactory,
)
from tests.imports.factories import ImportFactory
from tests.stations.factories import PaperPageFactory, PaperScanFactory, StationFactory
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
        self.claimed = self._claimed_by_another_event()
        self.likenesses = {"open": self._alike("Kembar"), "merged": self._merged(officer)}
        self.imported = ImportFactory(facility=self.facility, uploaded_by=officer)
        self.guest = Guest.objects.create(event=self.events["draft"], name="Tamu Contoh")
        served = EntitlementFactory(event=self.events["opened"], recipient=self.served)
        self.photo = EventPhotoFactory(event=self.events["draft"])
        self.handover = HandoverFactory(entitlement=served, recorded_by=officer)
        self.movement = facility.movements.filter(kind=Movement.Kind.RECEIVED).first()
        self.balance = facility.balances.first()
        self.conflict = ConflictFactory(
            entitlement=self.entitlements["opened"], recorded_by=officer
        )
        self.station = StationFactory(event=self.events["opened"], paired_by=officer)
        self.document = DocumentFactory(event=self.events["closed"], issued_by=officer)
        self.signed = ScanFactory(document=self.document, uploaded_by=officer)
        page = PaperPageFactory(event=self.events["opened"], saved_by=officer)
        self.scan = PaperScanFactory(page=page, attached_by=officer)
        trail.record("event.open", self.events["opened"], by=officer)

    def _plan(self, state):
        self.events[state] = event = planned(self.facility, state)
        self.entitlements[state] = EntitlementFactory(event=event, recipient=self.listed)

    def _claimed_by_another_event(self):
        campaign, package = self.events["draft"].campaign, self.events["draft"].package
        event = EventFactory(facility=self.facility, campaign=campaign, package=package)
        return EntitlementFactory(event=event).recipient

    def _merged(self, officer):
        likeness = self._alike("Sama")
        actions.merge_families(likeness, keep=likeness.first, by=officer, at=timezone.now())
        return likeness

    def _alike(self, name):
        name = f"{name} {self.facility.pk}"
        pair = FamilyFactory.create_batch(2, facility=self.facility, name=name)
        [likeness] = look([pair[0].pk], at=timezone.now())
        return likeness

    def _operation(self, door):
        return self.conflict if door.name == "handovers:settle" else self.handover

    def ids(self, door) -> dict:
        """What stands in the address of a door at this place."""
        family = self.claimed if door.name == "handovers:exempt" else self.family
        kinship = family.kinships.first()
        return {
            "facility_id": self.facility.pk,
            "office_id": self.facility.regional_office_id,
            "recipient_id": family.pk,
            "kinship_id": kinship.pk,
            "likeness_id": self.likenesses[door.likeness].pk,
            "inmate_id": kinship.inmate_id,
            "event_id": self.events[door.event].pk,
            "entitlement_id": self.entitlements[door.event].pk,
            "operation_id": self._operation(door).pk,
            "kind": kind_at(door),
            "paper": "sk-penerima",
            "note_id": self.guest.pk,
            "photo_id": self.photo.pk,
            "balance_id": self.balance.pk,
            "movement_id": self.movement.pk,
            "import_id": self.imported.pk,
            "station_id": self.station.pk,
            "scan_id": (self.signed if door.name == "documents:scan" else self.scan).pk,
            "number": 1,
            "document_id": self.document.pk,
            "code": self.document.code,
        }


def planned(facility, state):
    event = EventFactory(facility=facility, **({} if state == "draft" else {state: True}))
    BalanceFactory(facility=facility, package=event.package)
    return event


def kind_at(door) -> str:
    """What kind of note or of paper the address names."""
    return "tanda-terima" if door.name.startswith("documents:") else "tamu"


class Nowhere:
    """Where nothing is."""

    def ids(self, door) -> dict:
        names = "facility office recipient kinship inmate event entitlement note import".split()
        names += ["likeness", "station", "scan", "photo", "balance", "movement", "document"]
        return {f"{name}_id": 2**31 - 1 for name in names} | {
            "operation_id": uuid4(),
            "kind": kind_at(door),
            "paper": "sk-penerima",
            "number": 1,
            "code": new_code(),
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
        # The house's own chain has begun, as it has wherever anything was done.
        trail.record("event.open", None, by=None, facility=0)
        self.places = [self.here, self.there, self.nowhere]
        self.sessions = {}
        for user in cast.values():
            self.sign_in(user)

    def sign_in(self, user) -> str | None:
        """The key of the user's session; nobody has none."""
        if user and user.pk not in self.sessions:
            client = Client()
            client.force_login(user)
            self.sessions[user.pk] = client.session.session_key
        return self.sessions.get(user and user.pk)

    def knock(self, user, *args, **kwargs):
        """Ask at an address. Whatever is done there is undone."""
        self.sign_in(user)
        with rolled_back():
            return self.ask(user, *args, **kwargs)

    def ask(self, user, path, method="GET", data="", content_type=FORM, *, follow=False, **more):
        """:param follow: go on to where one is sent, and see what became of it."""
        client = Client()
        if user:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sign_in(user)
        response = client.generic(method, path, data, content_type, **more)
        if response.streaming:
            response.getvalue()  # Read to its end, a file is closed.
        if follow and response.status_code == 302:
            return client.get(response["Location"])
        return response


def html_of(response) -> str:
    """The page; "" where the answer is another thing than a page."""
    is_page = response["Content-Type"].startswith("text/html")
    return response.content.decode() if is_page else ""


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


def addresses(door, place, **other) -> list[str]:
    """
    The addresses of a door at a place, one for each of its patterns.

    :param other: ids that are not of the place.
    """
    ids = place.ids(door) | other
    query = f"?{door.query.format(**ids)}" if door.query else ""
    return [
        reverse(door.name, kwargs={name: ids[name] for name in names}) + query
        for names in patterns()[door.name]
    ]


def ids_in(door) -> set[str]:
    """Whose ids the addresses of a door name."""
    names = {name for names in patterns()[door.name] for name in names}
    return names - {"kind", "number", "paper", "code"}
