"""The one door, and the password that opens it."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from bansos.accounts.models import User
from tests.factories import PASSWORD, UserFactory

SIGN_IN = reverse("accounts:sign_in")


def sign_in(client, **fields):
    return client.post(SIGN_IN, {"password": PASSWORD} | fields)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_door_stands_open_to_nobody_in_particular(client, db):
    response = client.get(SIGN_IN)

    assert response.status_code == 200
    assert "Kata sandi" in response.text


def test_every_other_page_leads_to_the_door(client, db):
    response = client.get(reverse("dashboards:home"))

    assert response.status_code == 302
    assert response.url == f"{SIGN_IN}?next=/"


def test_a_user_comes_in_with_their_password(client, officer):
    response = sign_in(client, username=officer.username)

    assert response.url == reverse(settings.LOGIN_REDIRECT_URL)
    assert is_signed_in(client)


def test_a_user_goes_on_to_where_they_were_going(client, officer):
    address = reverse("accounts:change_password")

    response = sign_in(client, username=officer.username, next=address)

    assert response.url == address


def test_nobody_is_led_out_of_the_house(client, officer):
    response = sign_in(client, username=officer.username, next="https://contoh.invalid/")

    assert response.url == reverse(settings.LOGIN_REDIRECT_URL)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client, officer):
    nobody = sign_in(client, username="tidak-ada")
    wrong = sign_in(client, username=officer.username, password="salah")

    for response in [nobody, wrong]:
        assert response.status_code == 200
        assert "Nama pengguna atau kata sandi tidak cocok." in response.text
    assert not is_signed_in(client)


def test_who_is_switched_off_is_answered_like_a_stranger(client, officer):
    officer.is_active = False
    officer.save()

    response = sign_in(client, username=officer.username)

    assert "Nama pengguna atau kata sandi tidak cocok." in response.text


def test_who_is_switched_off_is_out_at_once(client, officer):
    client.force_login(officer)
    officer.is_active = False
    officer.save()

    assert client.get(reverse("dashboards:home")).status_code == 302


@pytest.mark.parametrize(
    "value", ["", "\0", "x" * 5000, "<b>{{ 7 }}</b>", "' OR 1=1 --", "\u202eoalp"]
)
def test_strange_names_are_only_wrong(client, db, value):
    response = sign_in(client, username=value, password=value)

    assert response.status_code == 200
    assert "<b>{{ 7 }}</b>" not in response.text


def test_signing_out_asks_for_a_button(client, officer):
    client.force_login(officer)

    assert client.get(reverse("accounts:sign_out")).status_code == 405
    response = client.post(reverse("accounts:sign_out"))

    assert response.url == SIGN_IN
    assert not is_signed_in(client)


def test_a_password_is_changed_by_who_knows_the_old_one(client, officer):
    client.force_login(officer)
    new = "sandi-baru-yang-panjang"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}

    response = client.post(reverse("accounts:change_password"), fields, follow=True)

    assert "Kata sandi diganti" in response.text
    officer.refresh_from_db()
    assert officer.check_password(new)


def test_a_password_stays_when_the_old_one_is_wrong(client, officer):
    client.force_login(officer)
    new = "sandi-baru-yang-panjang"
    fields = {"old_password": "salah", "new_password1": new, "new_password2": new}

    response = client.post(reverse("accounts:change_password"), fields)

    assert response.status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_the_first_administrator_is_made_by_command(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    about = {"username": "pertama", "name": "Admin Pertama"}

    call_command("createsuperuser", interactive=False, verbosity=0, **about)

    user = User.objects.get(username="pertama")
    assert user.check_password(PASSWORD)
    assert user.is_superuser
    assert user.has_module_perms("admin")
    assert user.has_perm("facilities.change_facility")


def test_an_ordinary_user_is_made_without_any_power(db):
    user = User.objects.create_user("biasa", password=PASSWORD, name="Pengguna Biasa")

    assert not user.is_superuser
    assert not user.has_module_perms("admin")


def test_a_user_goes_by_their_whole_name_and_is_greeted_by_the_first():
    user = UserFactory.build(name="Siti Contoh binti Contoh", username="siti")

    assert str(user) == user.get_full_name() == "Siti Contoh binti Contoh"
    assert user.get_short_name() == "Siti"


def test_a_user_without_a_name_goes_by_the_sign_in_name():
    assert str(UserFactory.build(name="", username="siti")) == "siti"
