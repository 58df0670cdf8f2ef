"""Walking through the house: all that opens, and the forms on its pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.forms_reader import Form, Page
from tests.roles.table import DOORS, Door
from tests.roles.world import STATES, addresses, html_of, ids_in

MOST_POWERFUL = ["anonymous", "head", "auditor", "administrator"]
OF_A_TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass
class Visit:
    """:param queries: how many the answer took."""

    door: Door
    role: str
    path: str
    response: HttpResponse
    queries: int

    def __str__(self):
        return f"{self.path} ({self.door}) as {self.role}"

    @property
    def html(self) -> str:
        return html_of(self.response)

    @property
    def page(self) -> Page:
        return Page(self.html, self.path)


def visits(world, app="", *, roles=None, in_every_state=False) -> Iterator[Visit]:
    """
    All that opens here, or of one app.

    :param roles: as whom; without it, as the one who may do most there.
    :param in_every_state: what is about an event also where its own work is done or not yet due.
    """
    for door in DOORS:
        if "GET" in door.methods and door.name.startswith(app):
            for role in roles or [next(role for role in MOST_POWERFUL if role in door.who)]:
                if role in door.who:
                    yield from _seen(world, door, role, in_every_state)


def _seen(world, door, role, in_every_state):
    is_of_event = in_every_state and ids_in(door) & {"event_id", "entitlement_id"}
    for state in dict.fromkeys([door.event, *(STATES if is_of_event else [])]):
        for path in addresses(replace(door, event=state), world.here):
            with CaptureQueriesContext(connection) as asked:
                response = world.knock(world.cast[role], path)
            queries = sum(not each["sql"].startswith(OF_A_TRANSACTION) for each in asked)
            if response.status_code == 200:
                yield Visit(door, role, path, response, queries)


def forms(world, app="") -> list[tuple[Visit, Form]]:
    """One of each form that is sent by POST, with the visit on which it was found."""
    found = {}
    for visit in visits(world, app, in_every_state=True):
        for form in visit.page.forms:
            if form.method == "POST":
                found.setdefault(form.kind, (visit, form))
    return list(found.values())
