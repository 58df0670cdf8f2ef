"""Asking the role table: what may this user do, and where are they posted."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from bansos.accounts.roles import Permission

from .models import Posting


def postings_of(user) -> list[Posting]:
    """The user's present postings, read once per request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_present_postings"):
        related = Posting.objects.of(user).select_related(
            "facility__regional_office", "regional_office"
        )
        user._present_postings = list(related)
    return user._present_postings


def permissions_of(user) -> frozenset[Permission]:
    return frozenset().union(*(posting.permissions for posting in postings_of(user)))


def may(user, permission, facility) -> bool:
    """Whether the user holds the permission at this very facility."""
    return any(
        permission in posting.permissions
        and (
            posting.facility_id == facility.pk
            or posting.regional_office_id == facility.regional_office_id
            or posting.is_national
        )
        for posting in postings_of(user)
    )


def requires(permission):
    """Answer 403 to whoever holds the permission nowhere; *where* is the part of `visible_to`."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if permission not in permissions_of(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate


def context(request) -> dict:
    """For templates: the user's first posting, and `may` as a set of permission names."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO}
    return {
        "demo": settings.DEMO,
        "posting": next(iter(postings_of(user)), None),
        "may": {str(permission) for permission in permissions_of(user)},
    }


class PostingBackend(ModelBackend):
    """Signs users in by password. Grants the admin's permissions by posting."""

    def user_can_authenticate(self, user):
        # A demonstration account left in a database opens nothing once the demonstration is over.
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def has_perm(self, user_obj, perm, obj=None):
        return self.has_module_perms(user_obj, perm)

    def has_module_perms(self, user_obj, app_label):
        return user_obj.is_active and Permission.ADMINISTER in permissions_of(user_obj)

    def get_all_permissions(self, user_obj, obj=None):
        return set()
