"""The papers as a browser shows them: the list on both screens, the certificate in its viewer."""

from django.urls import reverse

from bansos.audit.models import Entry
from tests.browser.screens import look
from tests.documents.conftest import make_event
from tests.factories import OfficialFactory


def closed_event(facility):
    return make_event(facility, OfficialFactory(facility=facility, is_head=True))


def test_the_pages_about_papers_are_fit_to_be_seen(page, enter, officer, facility):
    event = closed_event(facility)

    enter(officer, reverse("documents:index"))
    look(page, "documents-index")

    enter(officer, reverse("documents:event_list", args=[event.pk]))
    look(page, "documents-event_list")


def test_the_list_prints_by_its_button(page, enter, officer, facility):
    event = closed_event(facility)
    page.add_init_script("window.print = () => { window.printed = true; }")
    enter(officer, reverse("documents:event_list", args=[event.pk]))

    page.get_by_role("button", name="Cetak").click()

    assert page.evaluate("window.printed")


def test_a_certificate_opens_in_the_viewer_once(page, enter, officer, facility):
    event = closed_event(facility)

    with page.expect_event("framenavigated", lambda frame: "pdf" in frame.url):
        enter(officer, reverse("documents:paper", args=[event.pk, "berita-acara"]))

    assert page.locator("body").is_visible()
    assert Entry.objects.filter(action="document.print").count() == 1
