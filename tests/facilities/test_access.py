"""Who may do what, where: the role table, and the postings that place it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone

from bansos.accounts.roles import FACILITY_ROLES, PERMISSIONS, Permission, Role
from facilities import access
from facilities.models import Facility, Posting
from tests.factories import (
    FacilityFactory,
    PostingFactory,
    RegionalOfficeFactory,
    UserFactory,
)

CAST = ["officer", "head", "regional", "national", "auditor", "administrator"]
ROLE_OF = dict(zip(CAST, Role, strict=True))
NATIONAL = [Role.NATIONAL, Role.AUDITOR, Role.ADMINISTRATOR]


@pytest.fixture
def neighbour(facility):
    """Another facility under the same regional office."""
    return FacilityFactory(regional_office=facility.regional_office)


@pytest.fixture
def far_away(db):
    """A facility under another regional office."""
    return FacilityFactory()


def sees(user, permission):
    return set(Facility.objects.visible_to(user, permission))


def test_every_role_stands_in_the_table():
    assert set(PERMISSIONS) == set(Role)


def test_who_sees_names_also_sees_their_numbers():
    for permissions in PERMISSIONS.values():
        assert Permission.SEE_NAMES not in permissions or Permission.SEE_NUMBERS in permissions


def test_a_head_may_all_that_an_officer_may():
    assert Role.OFFICER.permissions < Role.HEAD.permissions


def test_above_the_facility_nobody_sees_a_name():
    for role in set(Role) - set(FACILITY_ROLES):
        assert Permission.SEE_NAMES not in role.permissions
        assert Permission.REVEAL_NUMBER not in role.permissions


def test_an_administrator_keeps_the_house_and_does_nothing_in_it():
    assert Role.ADMINISTRATOR.permissions == {Permission.ADMINISTER}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("who", CAST)
def test_each_role_reaches_as_far_as_its_posting(
    who, permission, facility, neighbour, far_away, request
):
    user, role = request.getfixturevalue(who), ROLE_OF[who]
    reach = {facility}
    if role == Role.REGIONAL:
        reach = {facility, neighbour}
    if role in NATIONAL:
        reach = {facility, neighbour, far_away}
    expected = reach if permission in role.permissions else set()

    assert sees(user, permission) == expected
    for each in [facility, neighbour, far_away]:
        assert access.may(user, permission, each) == (each in expected)
    assert (permission in access.permissions_of(user)) == (permission in role.permissions)


def test_an_auditor_of_a_region_reads_the_trails_of_that_region(facility, neighbour, far_away):
    office = facility.regional_office
    user = PostingFactory(role=Role.AUDITOR, facility=None, regional_office=office).user

    assert sees(user, Permission.SEE_TRAIL) == {facility, neighbour}
    assert not access.may(user, Permission.SEE_TRAIL, far_away)


def test_an_auditor_of_one_facility_reads_its_trail_alone(facility, neighbour):
    user = PostingFactory(role=Role.AUDITOR, facility=facility).user

    assert sees(user, Permission.SEE_TRAIL) == {facility}


def test_two_postings_are_two_places_each_with_its_own_powers(facility, neighbour, far_away):
    user = UserFactory()
    PostingFactory(user=user, role=Role.HEAD, facility=facility)
    PostingFactory(user=user, role=Role.OFFICER, facility=far_away)

    assert sees(user, Permission.SEE_NAMES) == {facility, far_away}
    assert sees(user, Permission.DECIDE_LIST) == {facility}
    assert not access.may(user, Permission.DECIDE_LIST, far_away)
    assert access.permissions_of(user) == Role.HEAD.permissions


def test_an_officer_who_also_serves_the_region_sees_names_at_home_only(
    facility, neighbour, far_away
):
    user = UserFactory()
    PostingFactory(user=user, role=Role.OFFICER, facility=far_away)
    office = facility.regional_office
    PostingFactory(user=user, role=Role.REGIONAL, facility=None, regional_office=office)

    assert sees(user, Permission.SEE_NAMES) == {far_away}
    assert sees(user, Permission.SEE_NUMBERS) == {facility, neighbour, far_away}


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (None, None, True),
        (0, 0, True),
        (-10, 10, True),
        (None, -1, False),
        (1, None, False),
        (-10, -1, False),
    ],
)
def test_a_posting_holds_from_its_first_day_to_its_last(facility, starts, ends, holds):
    today = timezone.localdate()
    days = {
        name: None if offset is None else today + timedelta(days=offset)
        for name, offset in [("starts_on", starts), ("ends_on", ends)]
    }
    user = PostingFactory(facility=facility, **days).user

    assert (sees(user, Permission.SEE_NAMES) == {facility}) is holds
    assert access.may(user, Permission.SEE_NAMES, facility) is holds
    assert bool(access.permissions_of(user)) is holds


def test_an_administrator_whose_posting_is_over_is_out_of_the_admin(client, administrator):
    client.force_login(administrator)
    assert client.get("/admin/").status_code == 200

    administrator.postings.update(ends_on=timezone.localdate() - timedelta(days=1))

    assert client.get("/admin/").status_code == 403


def test_without_a_posting_there_is_nothing(facility):
    user = UserFactory()

    assert sees(user, Permission.SEE_NUMBERS) == set()
    assert access.permissions_of(user) == frozenset()


def test_who_is_not_signed_in_has_no_posting(facility):
    assert access.postings_of(AnonymousUser()) == []
    assert sees(AnonymousUser(), Permission.SEE_NUMBERS) == set()


def test_a_superuser_makes_administrators_and_sees_no_family(facility):
    user = UserFactory(is_superuser=True)

    assert user.has_module_perms("admin")
    assert sees(user, Permission.SEE_NAMES) == set()


def test_postings_are_read_once(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        access.permissions_of(officer)
        access.permissions_of(officer)
        access.context(request_of(officer))


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_a_guarded_view_answers_who_holds_the_permission_and_refuses_the_others(officer, head):
    @access.requires(Permission.DECIDE_LIST)
    def decide(request):
        return "ditetapkan"

    assert decide(request_of(head)) == "ditetapkan"
    assert decide.permission == Permission.DECIDE_LIST
    with pytest.raises(PermissionDenied):
        decide(request_of(officer))


def test_templates_know_the_powers_by_name(head, facility):
    context = access.context(request_of(head))

    assert "decide_list" in context["may"]
    assert "administer" not in context["may"]
    assert context["posting"].place == str(facility)


def test_templates_know_nothing_of_who_is_not_signed_in(settings):
    assert access.context(request_of(AnonymousUser())) == {"demo": False}
    assert access.context(RequestFactory().get("/")) == {"demo": False}


def test_the_admin_opens_to_administrators_alone(officer, administrator):
    assert administrator.has_perm("facilities.change_facility")
    assert administrator.get_all_permissions() == set()
    assert not officer.has_perm("facilities.change_facility")


@pytest.mark.parametrize(
    ("role", "at_facility", "at_office", "fits"),
    [
        (Role.OFFICER, True, False, True),
        (Role.OFFICER, False, False, False),
        (Role.OFFICER, False, True, False),
        (Role.OFFICER, True, True, False),
        (Role.HEAD, True, False, True),
        (Role.HEAD, False, False, False),
        (Role.REGIONAL, False, True, True),
        (Role.REGIONAL, True, False, False),
        (Role.REGIONAL, False, False, False),
        (Role.NATIONAL, False, False, True),
        (Role.NATIONAL, True, False, False),
        (Role.AUDITOR, False, False, True),
        (Role.AUDITOR, True, False, True),
        (Role.AUDITOR, False, True, True),
        (Role.AUDITOR, True, True, False),
        (Role.ADMINISTRATOR, False, False, True),
        (Role.ADMINISTRATOR, True, False, False),
        ("tamu", True, False, False),
    ],
)
def test_the_database_keeps_each_role_where_it_belongs(db, role, at_facility, at_office, fits):
    posting = Posting(
        user=UserFactory(),
        role=role,
        facility=FacilityFactory() if at_facility else None,
        regional_office=RegionalOfficeFactory() if at_office else None,
    )
    if fits:
        posting.save()
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        posting.save()


def test_a_posting_says_who_serves_where_as_what(facility):
    posting = PostingFactory(facility=facility, user__name="Siti Contoh")

    assert str(posting) == f"Siti Contoh · Petugas · {facility}"


def test_a_posting_to_the_nation_says_so(auditor):
    posting = auditor.postings.get()

    assert posting.is_national
    assert posting.place == "Nasional"
