"""A real browser: the system's Chromium, signed in without a detour, and every complaint heard."""

import os
import shutil

import pytest

from tests.browser.films import film

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
# The handbook's pictures are taken only when asked for: `make pictures`.
collect_ignore = [] if "PICTURES" in os.environ else ["test_handbook.py"]

PATIENCE = 15_000
"""Milliseconds: a shared machine may be slow, and waiting ends as soon as the page is there."""


@pytest.fixture(scope="session")
def playwright(request):
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    # Playwright keeps an event loop running in this thread, which Django would refuse to share.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    here = {"locale": "id-ID", "timezone_id": "Asia/Makassar"}
    return {**browser_context_args, **here, "viewport": {"width": 1366, "height": 768}}


@pytest.fixture(autouse=True)
def complaints(page):
    """What the page's scripts and its content policy complain of; must stay empty."""
    page.set_default_timeout(PATIENCE)
    heard = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda line: heard.append(f"{line.text} ({line.location})") if is_complaint(line) else None,
    )
    yield heard
    assert heard == []


def is_complaint(line):
    # A refusal of ours (403, 404, 409) is told in the console too, and is none.
    return line.type == "error" and "status of" not in line.text


@pytest.fixture
def enter(page, client, live_server):
    """Signs a user in by cookie and opens a page: `enter(officer, "/keluarga/")`."""

    def enter(user, path="/"):
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")

    return enter


@pytest.fixture
def camera(playwright, live_server, tmp_path):
    """A browser whose camera plays a film, at a page: `camera("/x/", [(frame, seconds)])`."""
    opened, heard = [], []

    def open_page(path, scenes, **context):
        play = f"--use-file-for-fake-video-capture={film(tmp_path / 'film.y4m', scenes)}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *CAMERA, play])
        opened.append(browser)
        page = browser.new_context(base_url=live_server.url, locale="id-ID", **context).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda line: heard.append(line.text) if is_complaint(line) else None)
        page.goto(path)
        return page

    yield open_page
    for browser in opened:
        browser.close()
    assert heard == []
