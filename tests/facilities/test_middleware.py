import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path, reverse
from django.utils import timezone

from bansos.accounts.roles import Role
from tests.factories import FacilityFactory, PostingFactory


def clock(request):
    return HttpResponse(timezone.get_current_timezone_name())


def cached(request):
    return HttpResponse(headers={"Cache-Control": "private, max-age=60"})


urlpatterns = [path("jam/", clock), path("simpan/", cached)]

pytestmark = pytest.mark.django_db


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("zone", ["Asia/Makassar", "Asia/Jayapura"])
def test_the_clock_is_the_facilitys(client, zone):
    client.force_login(PostingFactory(facility=FacilityFactory(time_zone=zone)).user)

    assert client.get("/jam/").content.decode() == zone


@override_settings(ROOT_URLCONF=__name__)
def test_the_nation_keeps_jakartas_clock(client):
    client.force_login(PostingFactory(role=Role.NATIONAL, facility=None).user)

    assert client.get("/jam/").content.decode() == "Asia/Jakarta"


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_says_how_long_it_keeps_is_left_alone(client, officer):
    client.force_login(officer)

    assert client.get("/simpan/")["Cache-Control"] == "private, max-age=60"


def test_pages_of_the_signed_in_are_kept_by_nobody(client, officer):
    client.force_login(officer)

    kept = client.get(reverse("dashboards:home"))["Cache-Control"]

    assert set(kept.split(", ")) == {"private", "no-store"}


def test_the_sign_in_page_is_nobodys(client):
    kept = client.get(reverse("accounts:sign_in"))["Cache-Control"]

    assert "no-store" in kept
