"""Users in the admin: made, switched off, given a password; and the trace each leaves."""

import pytest
from django.urls import reverse

from bansos.accounts.models import User
from bansos.accounts.roles import Role
from bansos.audit.models import Entry
from tests.factories import PASSWORD, PostingFactory, UserFactory

USERS = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")
NEW = "sandi-yang-cukup-panjang"


def change_url(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def password_url(user):
    return reverse("admin:auth_user_password_change", args=[user.pk])


@pytest.fixture(autouse=True)
def _signed_in(client, administrator):
    client.force_login(administrator)


def test_a_new_user_can_sign_in_and_do_nothing_yet(client, administrator):
    fields = {"username": "baru", "name": "Orang Baru", "password1": NEW, "password2": NEW}

    client.post(ADD, fields)

    user = User.objects.get(username="baru")
    assert user.check_password(NEW)
    assert not user.is_superuser
    assert not user.postings.exists()
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_id, entry.chain) == ("accounts.user.add", administrator.pk, 0)
    assert entry.object_id == str(user.pk)


def test_the_trace_of_a_change_names_fields_and_no_values(client):
    user = UserFactory(name="Nama Lama")

    client.post(
        change_url(user), {"username": user.username, "name": "Nama Baru", "is_active": "on"}
    )

    user.refresh_from_db()
    assert user.name == "Nama Baru"
    entry = Entry.objects.get()
    assert entry.action == "accounts.user.change"
    assert entry.details == {"fields": ["name"]}
    assert entry.label == ""


def test_nobody_is_made_a_superuser_or_a_demonstration_here(client):
    user = UserFactory()
    more = {"is_superuser": "on", "is_demo": "on", "is_staff": "on"}

    client.post(change_url(user), {"username": user.username, "name": user.name} | more)

    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.is_demo
    assert not user.is_active


def test_a_forgotten_password_is_set_anew_and_traced(client):
    user = UserFactory()

    client.post(password_url(user), {"usable_password": "true", "password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)
    entry = Entry.objects.get()
    assert entry.details == {"fields": ["password"]}
    assert NEW not in str(entry.details)


def test_a_weak_password_is_refused(client):
    user = UserFactory()

    client.post(
        password_url(user), {"usable_password": "true", "password1": "1234", "password2": "1234"}
    )

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not Entry.objects.exists()


def test_a_user_is_switched_off_never_deleted(client):
    user = UserFactory()
    url = reverse("admin:accounts_user_delete", args=[user.pk])

    assert client.post(url, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_the_page_of_a_user_leads_to_their_postings(client):
    posting = PostingFactory(role=Role.HEAD)

    page = client.get(change_url(posting.user)).text

    assert f"Kepala · {posting.facility}" in page
    assert reverse("admin:facilities_posting_add") in page


def test_the_list_takes_no_more_queries_when_there_are_more_users(
    client, django_assert_max_num_queries
):
    PostingFactory.create_batch(10)

    with django_assert_max_num_queries(12):
        response = client.get(USERS)

    assert response.text.count("Petugas · ") == 10


def test_the_history_of_a_user_is_read_from_the_trail(client, administrator):
    user = UserFactory()
    client.post(
        change_url(user), {"username": user.username, "name": "Nama Baru", "is_active": "on"}
    )

    page = client.get(reverse("admin:accounts_user_history", args=[user.pk])).text

    assert administrator.name in page
    assert "Mengubah pengguna" in page


@pytest.mark.parametrize("who", ["officer", "head", "regional", "national", "auditor"])
def test_nobody_else_gets_into_the_admin(client, who, request):
    client.force_login(request.getfixturevalue(who))

    for url in [reverse("admin:index"), USERS, ADD]:
        assert client.get(url).status_code == 403


def test_a_newcomer_to_the_admin_is_led_through_the_one_door(client):
    client.logout()

    for url in [reverse("admin:index"), reverse("admin:login")]:
        response = client.get(url, follow=True)
        assert response.redirect_chain[-1][0].startswith(f"{reverse('accounts:sign_in')}?next=")
        assert response.context["next"] == reverse("admin:index")


def test_an_administrator_comes_through_that_door_into_the_admin(client, administrator):
    client.logout()
    door = client.get(reverse("admin:index"), follow=True)
    fields = {"username": administrator.username, "password": PASSWORD}

    response = client.post(door.request["PATH_INFO"], fields | {"next": door.context["next"]})

    assert response.url == reverse("admin:index")
    assert client.get(reverse("admin:login")).url == reverse("admin:index")


def test_groups_are_nowhere_to_be_given(client):
    page = client.get(reverse("admin:index")).text

    assert "auth/group" not in page


@pytest.mark.parametrize(
    "value", ["\0", "9" * 40, "-1", "x", "<b>", "' OR 1=1", "\u202e", "a" * 3000]
)
@pytest.mark.parametrize(
    ("address", "name"),
    [
        (USERS, "q"),
        (USERS, "p"),
        (USERS, "is_active__exact"),
        (USERS, "username"),
        (USERS, "o"),
        (reverse("admin:facilities_posting_changelist"), "user__id__exact"),
        (reverse("admin:facilities_posting_changelist"), "role__exact"),
        (reverse("admin:facilities_posting_changelist"), "berlaku"),
        (reverse("admin:facilities_posting_add"), "user"),
        (reverse("admin:autocomplete"), "term"),
        (reverse("admin:autocomplete"), "page"),
    ],
)
def test_nothing_asked_of_the_admin_breaks_it(client, address, name, value):
    field = {"app_label": "facilities", "model_name": "posting", "field_name": "user"}

    assert client.get(address, field | {name: value}).status_code < 500


@pytest.mark.parametrize("pk", ["0", "9" * 40, "x", "%00", "_00"])
@pytest.mark.parametrize("page", ["change", "history", "delete", "password"])
def test_a_user_who_is_not_there_breaks_nothing(client, pk, page):
    assert client.get(f"{USERS}{pk}/{page}/").status_code < 500
