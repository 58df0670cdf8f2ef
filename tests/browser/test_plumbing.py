"""The browser itself, on Django's own pages: what the other browser tests stand on."""

from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from tests.browser.screens import serious_findings, sticking_out


def page_of_code(request):
    return HttpResponse('<html lang="id"><body><script>document.title = "ran"</script>')


page_of_code.login_required = False

urlpatterns = [path("kode/", page_of_code)]


@override_settings(ROOT_URLCONF=__name__)
def test_an_inline_script_does_not_run_and_is_heard_of(page, live_server, complaints):
    page.goto(f"{live_server.url}/kode/")

    assert page.title() != "ran"
    assert "Content Security Policy" in complaints.pop()


def test_axe_finds_what_is_wrong(page):
    page.set_content('<html lang="id"><title>x</title><main><h1>x</h1><input></main>')

    assert [finding.split(":")[0] for finding in serious_findings(page)] == ["label"]


def test_what_is_too_wide_is_seen(page):
    page.set_content('<html><body><pre id="wide"></pre>')
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("document.getElementById('wide').textContent = 'x'.repeat(500)")

    assert sticking_out(page) > 0
