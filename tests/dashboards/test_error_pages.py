"""Calm words when something is wrong, and nothing about anybody in them."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path, reverse

from bansos.urls import urlpatterns as real_patterns

SECRET = "3201990101800001"


def break_down(request):
    raise RuntimeError(SECRET)


def refuse(request):
    raise PermissionDenied(SECRET)


def suspect(request):
    raise SuspiciousOperation(SECRET)


urlpatterns = [
    path("rusak/", break_down),
    path("terlarang/", refuse),
    path("aneh/", suspect),
    *real_patterns,
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def client(officer):
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    return client


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/rusak/", 500, "Ada gangguan di pihak kami"),
        ("/terlarang/", 403, "Bukan bagian tugas Anda"),
        ("/aneh/", 400, "Permintaan tidak terbaca"),
        ("/tidak-ada/", 404, "Tidak ditemukan"),
    ],
)
def test_each_failing_has_a_calm_page_that_gives_nothing_away(client, address, status, words):
    response = client.get(address)

    assert response.status_code == status
    assert words in response.text
    assert SECRET not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("address", ["/tidak-ada/", "/rusak/"])
def test_a_passer_by_is_answered_too(db, address):
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code in {302, 404}


def test_a_stale_form_is_told_so_and_not_accused(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    response = client.post(reverse("accounts:sign_out"))

    assert response.status_code == 403
    assert "Formulir sudah kedaluwarsa" in response.text


@pytest.mark.parametrize("page", ["500.html", "400.html"])
def test_what_is_shown_when_all_else_fails_needs_nothing(page):
    assert "Ke beranda" in render_to_string(page)
