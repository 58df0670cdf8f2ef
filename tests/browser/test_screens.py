"""
Every screen of the house, seen on a phone and on a laptop: axe finds nothing serious, nothing
sticks out sideways, and the keyboard reaches what the mouse does.
"""

import pytest
from django.db import transaction

from tests.browser.screens import WIDTHS, serious_findings, sticking_out
from tests.roles.crowd import grow
from tests.roles.pages import visits

pytest_plugins = ["tests.roles.fixtures"]

pytestmark = pytest.mark.django_db(transaction=True)

# Pages that an officer's browser opens in a viewer of its own.
PAPERS = ".pdf"


@pytest.fixture
def screens(world):
    """Who sees which addresses, each screen once."""
    with transaction.atomic():
        grow(world.here, by=3)
    return {
        visit.path: world.cast[visit.role]
        for visit in visits(world)
        if visit.html and not visit.path.endswith(PAPERS)
    }


def test_every_screen_can_be_used_by_everybody(page, screens, enter, live_server):
    faults = []
    for path, user in screens.items():
        page.context.clear_cookies()
        if user:
            enter(user, path)
        else:
            page.goto(live_server.url + path)
        faults += [f"{path} {fault}" for fault in faults_of(page)]

    assert len(screens) > 30
    assert faults == []


def faults_of(page):
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        if sticking_out(page):
            yield f"is wider than {width} px"
    yield from serious_findings(page)


def test_the_keyboard_reaches_every_control_of_the_desk(page, screens, enter, world):
    event = world.here.events["opened"]
    enter(world.cast["officer"], f"/kegiatan/{event.pk}/meja/")
    controls = page.locator(
        "main a[href], main button, main input:not([type=hidden]), main summary"
    )
    wanted = {control.evaluate(IDENTITY) for control in controls.all() if control.is_visible()}

    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(f"({IDENTITY})(document.activeElement)"))

    assert wanted <= reached


IDENTITY = "(one) => one.outerHTML.slice(0, 200)"
