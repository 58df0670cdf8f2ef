"""
The demonstration's open event, handed over at three devices while the server dies and comes back.

Two laptops and a phone serve forty families on the program as it is deployed: gunicorn, its static
files named by content, killed in the middle. The paper afterwards agrees to the row.
"""

import os
import subprocess
import sys
from itertools import cycle, pairwise

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from bansos.accounts.models import User
from bansos.handovers import actions
from bansos.handovers.invariants import differences
from bansos.handovers.models import Event, Handover
from tests.browser.conftest import PATIENCE
from tests.browser.desk import Desk, served
from tests.documents.samples import text_of
from tests.soak.server import Server, ours

pytestmark = pytest.mark.django_db(transaction=True)

DEVICES = {
    "Meja 1": {"width": 1366, "height": 768},
    "Meja 2": {"width": 1366, "height": 768},
    "Ponsel": {"width": 360, "height": 740},
}


@pytest.fixture
def event(settings):
    settings.DEMO = True
    call_command("demo")
    return Event.objects.running().get()


@pytest.fixture
def server(event, settings, tmp_path):
    """The program as it is deployed, on the database of this test."""
    env = ours() | {"DEMO": "1", "VAR_DIR": str(tmp_path)}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=os.environ | env, cwd=settings.BASE_DIR, check=True)
    server = Server(env=env)
    server.url = f"http://127.0.0.1:{server.port}"
    with server.running():
        yield server


@pytest.fixture
def desks(browser, browser_context_args, server, client, event):
    officer, desks, contexts = User.objects.get(username="petugas"), [], []
    for name, size in DEVICES.items():
        context = browser.new_context(**browser_context_args | {"viewport": size})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        desk = Desk(context.new_page(), server)
        desk.sign_in(client, officer)
        desks.append(desk.pair(event, name))
    yield desks
    for context in contexts:
        context.close()


def test_forty_families_are_served_though_the_server_dies_in_the_middle(
    desks, server, event, client
):
    waiting = list(event.entitlements.waiting().order_by("number").values_list("number", flat=True))
    first, away, last = waiting[:12], waiting[12:24], waiting[24:]
    at = cycle(desks)

    for number in first:
        next(at).serve(number)
    server.kill()
    for number in away:
        desk = next(at)
        desk.serve(number)
        desk.says("Tersimpan")
    desks[2].open().is_ready()
    desks[2].is_network("Luring")
    server.start()
    for number in last:
        next(at).serve(number)
    for desk in desks:
        desk.has_sent_everything()

    assert served(event) == list(range(1, event.entitlements.count() + 1))
    assert not event.conflicts.exists()
    out_of_reach = Handover.objects.filter(event=event, is_offline=True)
    assert set(away) <= set(out_of_reach.values_list("entitlement__number", flat=True))
    assert list(differences()) == []
    the_paper_agrees_to_the_row(event, client)


def the_paper_agrees_to_the_row(event, client):
    officer = User.objects.get(username="petugas")
    actions.close_event(event, by=officer, at=timezone.now(), absences={})
    client.force_login(officer)
    paper = text_of(client.get(reverse("documents:receipt_list", args=[event.pk])).content)
    rows = list(event.entitlements.order_by("number"))
    places = [paper.index(f" {row.number} {row.name} ") for row in rows]
    assert all(one < other for one, other in pairwise(places))
    for row, start, end in zip(rows, places, [*places[1:], len(paper)], strict=True):
        local = row.handover.handed_at.astimezone(event.facility.zone)
        assert f"pukul {local:%H.%M}" in paper[start:end]
