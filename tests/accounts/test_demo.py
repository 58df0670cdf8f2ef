"""The demonstration's people: there while it runs, shut out when it is over."""

import pytest
from django.urls import reverse

from bansos.accounts.demo import DEMO_ACCOUNTS
from bansos.accounts.roles import Role
from tests.factories import PASSWORD, UserFactory

SIGN_IN = reverse("accounts:sign_in")
DEMO_SIGN_IN = reverse("accounts:demo_sign_in")


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def visitor(db):
    """Whoever presses the first button."""
    return UserFactory(username=DEMO_ACCOUNTS[0].username, is_demo=True)


def press(client, username):
    return client.post(DEMO_SIGN_IN, {"username": username})


def is_signed_in(client):
    return client.get(reverse("accounts:change_password")).status_code == 200


def test_every_role_can_be_tried():
    assert [account.role for account in DEMO_ACCOUNTS] == list(Role)
    assert len({account.username for account in DEMO_ACCOUNTS}) == len(DEMO_ACCOUNTS)


def test_the_door_offers_every_role_as_a_button(client, demo, db):
    page = client.get(SIGN_IN).text

    for account in DEMO_ACCOUNTS:
        assert f'value="{account.username}"' in page
        assert f"Masuk sebagai {account.label}: {account.does}" in page


def test_a_button_lets_one_in(client, demo, visitor):
    response = press(client, visitor.username)

    assert response.url == reverse("dashboards:home")
    assert is_signed_in(client)


def test_another_button_changes_the_person(client, demo, visitor):
    other = UserFactory(username=DEMO_ACCOUNTS[1].username, is_demo=True)
    press(client, visitor.username)

    press(client, other.username)

    assert client.session["_auth_user_id"] == str(other.pk)


def test_before_the_demonstration_is_built_the_button_says_how(client, demo, db):
    response = client.post(DEMO_SIGN_IN, {"username": "petugas"}, follow=True)

    assert "manage.py demo" in response.text
    assert not is_signed_in(client)


@pytest.mark.parametrize("username", ["", "contoh", "\0", "petugas\0", "x" * 5000])
def test_no_button_leads_to_anybody_else(client, demo, db, username):
    UserFactory(username="contoh", is_demo=True)

    assert press(client, username).status_code == 404


def test_a_real_user_of_that_name_is_not_behind_the_button(client, demo, db):
    UserFactory(username="admin", is_demo=False)

    press(client, "admin")

    assert not is_signed_in(client)


def test_the_button_is_pressed_not_followed(client, demo, visitor):
    assert client.get(DEMO_SIGN_IN, {"username": visitor.username}).status_code == 405


def test_without_the_demonstration_there_are_no_buttons(client, db):
    assert DEMO_SIGN_IN not in client.get(SIGN_IN).text


def test_without_the_demonstration_pressing_one_finds_nothing(client, visitor):
    assert press(client, visitor.username).status_code == 404


def test_without_the_demonstration_its_people_have_no_password_either(client, visitor):
    response = client.post(SIGN_IN, {"username": visitor.username, "password": PASSWORD})

    assert "tidak cocok" in response.text
    assert not is_signed_in(client)


def test_who_is_inside_is_out_once_the_demonstration_is_over(client, visitor, settings):
    settings.DEMO = True
    press(client, visitor.username)
    assert is_signed_in(client)

    settings.DEMO = False

    assert not is_signed_in(client)
