"""Whatever is sent to the house: no error of ours, no markup of theirs, no field it did not ask."""

import logging
import re
from contextlib import suppress
from functools import partial
from urllib.parse import urlencode, urlsplit

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast, Concat, Left
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry, Head
from bansos.handovers.models import Event
from recipients.models import Inmate, Recipient
from tests.factories import PASSWORD
from tests.forms_reader import Page
from tests.roles.crowd import grow
from tests.roles.hostile import (
    BEYOND_64_BITS,
    BODIES,
    HUGE,
    IDS,
    MARKUP,
    NUL,
    VALUES,
    harm_of,
)
from tests.roles.pages import forms, visits
from tests.roles.snapshot import our_models, smuggled, snapshot
from tests.roles.table import DOORS
from tests.roles.world import addresses, admin_addresses, html_of, ids_in, rolled_back
from tests.sources import MODULES

pytest_plugins = ["tests.roles.fixtures"]

APPS = sorted({door.name.partition(":")[0] for door in DOORS if "POST" in door.methods})
ANSWERS = {
    "username": "petugas",
    "password": PASSWORD,
    "old_password": PASSWORD,
    "new_password1": "kalimat yang panjang sekali",
    "new_password2": "kalimat yang panjang sekali",
    "nik_missing_reason": "Belum mempunyai KTP",
    "number": "BA-1/2024",
    "proxy_name": "Wakil Contoh",
    "proxy_relation": "Adik",
    "proxy_document": "ktp",
    "q": "Contoh",
    "reason": "Alasan contoh",
    "starts_on": "24/12/2024",
    "starts_time": "09.00",
}
ASKING_MORE = {
    "documents:attach",
    "documents:verify",
    "handovers:event_photos",
    "imports:match",
    "imports:undo",
    "imports:upload",
}
"""Forms that take a file, a code that was printed, or follow a deed of their own: filled in by the
tests of their app."""

IN_ONE_FIELD = [MARKUP, NUL, HUGE, BEYOND_64_BITS, None]
"""What takes its turn in each field, while the others are filled in well. None: not sent."""


def send(ask, world, visit, form, sent):
    """Press the button as the one on whose page it stands, and go on to where one is sent."""
    return ask(
        world.cast[visit.role],
        form.action,
        "POST",
        urlencode(sent, errors="surrogatepass"),
        follow=True,
        headers={"HX-Request": "true"} if form.is_live else {},
    )


def test_what_is_filled_in_well_is_taken(world):
    """Or else the tests below would not get past the first field that is wrong."""
    refused = {}
    for visit, form in forms(world):
        response = send(world.knock, world, visit, form, form.filled(**ANSWERS))
        complaints = complaints_on(Page(html_of(response)))
        if (response.status_code != 200 or complaints) and view_of(form) not in ASKING_MORE:
            refused[f"{form.action} ({visit.door})"] = (response.status_code, complaints)
    assert refused == {}


def view_of(form):
    return resolve(urlsplit(form.action).path).view_name


def complaints_on(page):
    return [
        attrs
        for _, attrs in page.elements
        if "hidden" not in attrs
        if {"invalid-feedback", "notice-bad"} & set(attrs.get("class", "").split())
    ]


def test_every_door_that_takes_forms_has_one(world):
    reached = {view_of(form) for _, form in forms(world)}
    doors = {door.name for door in DOORS if "POST" in door.methods}
    assert doors - reached == {"imports:advance"}, "This one alone is asked by the page itself."


@pytest.mark.parametrize("app", APPS)
def test_hostile_values_do_no_harm(world, app):
    known, harm = set(), set()
    for visit, form in forms(world, app):
        new = {(view_of(form), name) for name in typed_into(form)} - known
        known |= new
        fields = [] if form.is_live else sorted(name for _, name in new)
        for sent in hostile_to(form, fields, VALUES if new else IN_ONE_FIELD[:-1]):
            for done in harm_of(partial(send, world.knock, world, visit, form, sent)):
                shown = [(name, value[:40]) for name, value in sent]
                harm.add(f"{form.action} ({visit.door}) {done} when sent {shown}")
    assert harm == set()


def typed_into(form):
    return {field.name for field in form.fields if field.kind != "button"} - {"csrfmiddlewaretoken"}


def hostile_to(form, fields, values):
    """Each value in all fields at once, then some in one after the other of these fields."""
    well = form.filled(**ANSWERS)
    yield []
    yield [(name, MARKUP) for name, _ in well] + well
    for value in values:
        yield [(name, value) for name, _ in well]
    for name in fields:
        others = [(other, answer) for other, answer in well if other != name]
        for value in IN_ONE_FIELD:
            yield others if value is None else [*others, (name, value)]


@pytest.mark.parametrize("app", APPS)
def test_columns_that_a_form_does_not_ask_for_cannot_be_smuggled_in(world, app):
    changed = {}
    with time_machine.travel(timezone.now(), tick=False):
        for visit, form in forms(world, app):
            if not form.is_live:
                well = form.filled(**ANSWERS)
                honest = written_by(world, visit, form, well)
                other = written_by(world, visit, form, well + smuggled(form))
                if honest != other:
                    changed[f"{form.action} ({visit.door})"] = honest ^ other
    assert changed == {}


def written_by(world, visit, form, sent):
    with rolled_back():
        send(world.ask, world, visit, form, sent)
        return snapshot()


@pytest.mark.parametrize(
    ("action", "model", "maker"),
    [
        ("recipients:register", Recipient, "registered_by"),
        ("recipients:register_inmate", Inmate, "registered_by"),
        ("handovers:plan", Event, "created_by"),
    ],
)
def test_what_is_made_is_of_its_maker_and_their_place(world, head, action, model, maker):
    visit, form = next(
        (visit, form)
        for visit, form in forms(world, action)
        if urlsplit(form.action).path == reverse(action) and not form.is_live
    )
    send(world.ask, world, visit, form, form.filled(**ANSWERS) + smuggled(form))

    made = model.objects.latest("pk")
    assert made.facility == world.here.facility
    assert getattr(made, maker) == head


def test_hostile_questions_do_no_harm(world):
    """In the address: of each page all that any page reads there, then what it is itself about."""
    places = {"upt", "wb", "golongan"}
    anywhere = {name for path in MODULES for name in asked_in(path)} - places
    harm = set()
    for visit in visits(world):
        page, _, own = visit.path.partition("?")
        names = anywhere | visit.page.query_names
        for value in VALUES:
            questions = [f"{own}&{asking(names, value)}"]
            questions += [asking([place], value) for place in places if place in own]
            for question in questions:
                ask = partial(world.knock, world.cast[visit.role], f"{page}?{question}")
                harm |= {f"{page}?{question[:300]} {done}" for done in harm_of(ask)}
    assert harm == set()


def asked_in(path):
    return re.findall(r"""GET(?:\.get)?[\[(]["'](\w+)""", path.read_text())


def asking(names, value):
    # No server lets an address through that is much longer.
    return urlencode(dict.fromkeys(sorted(names), value[:200]), errors="surrogatepass")


def test_hostile_addresses_lead_nowhere(world, head):
    paths = {
        (method, path)
        for door in DOORS
        for name in ids_in(door) - {"operation_id"}
        for number in IDS
        for path in addresses(door, world.here, **{name: number})
        if path not in addresses(door, world.here)
        for method in door.methods
    }
    paths |= {("GET", f"/kegiatan/{part}/") for part in ["-1", "%00", "%ED%A0%80", "1e1", "٣"]}
    found = {
        f"{method} {path[:200]}: {response.status_code}"
        for method, path in paths
        if (response := world.knock(head, path, method)).status_code != 404
    }
    assert found == set()


def test_what_is_no_form_does_no_harm(world, caplog):
    caplog.set_level(logging.CRITICAL, "django.security")
    harm = {
        f"{path} {done} when sent {content_type}"
        for door in DOORS
        if "POST" in door.methods
        for path in addresses(door, world.here)
        for content_type, body in BODIES
        for done in harm_of(
            partial(world.knock, user_of(world, door), path, "POST", body, content_type)
        )
    }
    assert harm == set()


def user_of(world, door):
    return world.cast["head" if "head" in door.who else min(door.who)]


def test_hostile_cookies_do_no_harm(world):
    harm = {
        f"{path} {done} with {name}={value[:40]}"
        for path in [reverse("accounts:sign_in"), reverse("dashboards:home")]
        for name in ["sessionid", "csrftoken", "messages", "django_language"]
        for value in [*VALUES, "[[__json_message", "a:b:c"]
        for done in harm_of(
            partial(world.knock, None, path, headers={"Cookie": as_sent(name, value)})
        )
    }
    assert harm == set()


def as_sent(name, value):
    return f"{name}={value}".encode(errors="surrogatepass").decode("latin-1")


def test_no_form_is_taken_from_another_site(world, head):
    client = Client(enforce_csrf_checks=True)
    client.force_login(head)
    taken = {
        f"{path} ({door}): {response.status_code}"
        for door in DOORS
        if "POST" in door.methods
        for path in addresses(door, world.here)
        if (response := client.post(path)).status_code != 403
    }
    assert taken == set()


def test_markup_in_the_database_is_shown_as_text(world, officer):
    grow(world.here, by=1)
    for model in set(our_models()) - {Entry, Head}:
        for field in model._meta.concrete_fields:
            if type(field) in {CharField, TextField} and not field.choices:
                write_markup(model, field)
    officer.refresh_from_db()
    for event in world.here.events.values():
        trail.record("event.void", event, by=officer, details={"reason": MARK}, label=MARK)

    harm = {str(visit) for visit in visits(world, in_every_state=True) if "<q7" in visit.html}
    for path in admin_addresses():
        response = world.knock(world.cast["administrator"], path, follow=True)
        if "<q7" in html_of(response):
            harm.add(path)
    assert harm == set()


MARK = "\"'><q7>"


def write_markup(model, field):
    """Into every row that its constraints allow; unique with the row's id, and cut to fit."""
    text = Concat(Value(MARK), Cast(F("pk"), CharField(max_length=40)))
    rows = model._base_manager.exclude(**{field.name: ""})
    if field.max_length:
        text = Left(text, field.max_length)
    if field.max_length is None or field.max_length > len(MARK) + 20:
        for filled in [rows, model._base_manager]:
            with suppress(IntegrityError), transaction.atomic():
                filled.update(**{field.name: text})
