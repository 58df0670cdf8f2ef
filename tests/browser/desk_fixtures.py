"""Who stands at which device: `pytest_plugins = ["tests.browser.desk_fixtures"]`."""

import pytest

from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE
from tests.browser.desk import Desk, running_event


@pytest.fixture
def event(facility):
    return running_event(facility, families=6)


@pytest.fixture
def desk(page, live_server, client, officer, event):
    """A device that is paired, with the network there."""
    desk = Desk(page, live_server)
    desk.sign_in(client, officer)
    return desk.pair(event)


@pytest.fixture
def another_desk(browser, browser_context_args, live_server, client, officer, event):
    """Makes another device of the same event."""
    contexts = []

    def make(name="Meja 3", **facts):
        context = browser.new_context(**browser_context_args, **facts)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        desk = Desk(page, live_server)
        desk.sign_in(client, officer)
        return desk.pair(event, name)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def start_browser(playwright, browser_context_args, tmp_path, live_server):
    """Starts a browser of its own on the same disk: closed and started again, it remembers."""
    started = []

    def start():
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "browser", executable_path=CHROMIUM, args=FLAGS, **browser_context_args
        )
        context.set_default_timeout(PATIENCE)
        started.append(context)
        return Desk(context.pages[0], live_server)

    yield start
    for context in started:
        context.close()
