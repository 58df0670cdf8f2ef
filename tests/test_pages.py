"""What every page is held to: few queries, no code in the markup, one heading, little to load."""

import gzip
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.forms_reader import Page
from tests.roles.crowd import crowd, grow
from tests.roles.pages import visits
from tests.roles.table import SIGNED_IN

pytest_plugins = ["tests.roles.fixtures"]

MOST_QUERIES = 12
MOST_OF_A_WHOLE = 22
"""Of what is told from everything the house knows of a day or a year."""

WHOLES = {
    f"(documents:{name})"
    for name in "report_word press_release press_release_text recap recap_paper recap_sheet".split()
}
FIRST_LOAD = 150 * 1024
NEXT_PAGE = 30 * 1024


def test_a_page_takes_no_more_queries_however_many_rows_there_are(world):
    few = queries_of_pages(world)
    grow(world.here)
    many = queries_of_pages(world)

    assert {page: (few[page], n) for page, n in many.items() if n > few[page]} == {}
    assert {page: n for page, n in many.items() if n > most_of(page)} == {}


def most_of(page):
    return MOST_OF_A_WHOLE if any(each in page for each in WHOLES) else MOST_QUERIES


def queries_of_pages(world):
    # The pages of numbers are not the same for everybody.
    seen = [*visits(world), *visits(world, "dashboards", roles=SIGNED_IN)]
    return {str(visit): visit.queries for visit in seen}


def test_pages_are_well_made_whatever_the_state_of_the_event(world):
    grow(world.here, by=2)
    flaws = {
        f"{visit} {flaw}"
        for visit in visits(world, in_every_state=True)
        if visit.html
        for flaw in [*flaws_of(visit.page), *openings_in(visit.response)]
    }
    assert flaws == set()


def flaws_of(page):
    tags = Counter(tag for tag, _ in page.elements)
    ids = Counter(attrs["id"] for _, attrs in page.elements if "id" in attrs)
    if tags["h1"] != 1:
        yield f"has {tags['h1']} main headings"
    if ("html", "id") not in {(tag, attrs.get("lang")) for tag, attrs in page.elements}:
        yield "does not say that it is in Indonesian"
    if tags["style"]:
        yield "carries a style sheet"
    for tag, attrs in page.elements:
        if tag == "script" and "src" not in attrs:
            yield "carries a script"
        for name in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"carries {name} on <{tag}>"
    for field in page.nameless:
        yield f"has no label for {field}"
    for name, count in ids.items():
        if count > 1:
            yield f"has {count} elements called {name}"


def openings_in(response):
    """What would let a browser run what is not ours."""
    policy = response.get("Content-Security-Policy", "").split("; ")
    for rule in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"]:
        if rule not in policy:
            yield f"comes without {rule}"


def test_nothing_of_whom_signed_in_is_kept_by_a_browser_or_on_the_way(world):
    kept = {
        f"{visit}: {visit.response.get('Cache-Control')}"
        for visit in visits(world)
        if not {"no-store", "private"} <= set(visit.response.get("Cache-Control", "").split(", "))
    }
    assert kept == set()


def test_the_first_load_is_small(client, db):
    path = reverse("accounts:sign_in")
    page = client.get(path).content

    files = [
        attrs.get("src") or attrs["href"]
        for tag, attrs in Page(page.decode(), path).elements
        if tag in {"script", "link"}
    ]
    contents = [static(file) for file in files]
    assert len(contents) >= 3
    assert packed(page) + sum(map(packed, contents)) <= FIRST_LOAD


def static(url):
    return Path(finders.find(url.removeprefix(settings.STATIC_URL))).read_bytes()


def packed(content):
    return len(gzip.compress(content))


def test_a_page_about_250_families_is_small(world):
    crowd(world.here, 250)
    sizes = {str(visit): packed(visit.response.content) for visit in visits(world) if visit.html}
    assert {page: size for page, size in sizes.items() if size > NEXT_PAGE} == {}
