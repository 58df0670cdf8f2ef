"""Who comes in: whoever keeps a facility's registers, and the administrator for facilities."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from bansos.accounts.roles import Permission
from facilities.access import permissions_of

from .models import Import, Kind


def kinds_for(user) -> list[Kind]:
    """What the user may import somewhere."""
    held = permissions_of(user)
    kinds = [Kind.FAMILIES, Kind.INMATES] if Permission.EDIT_REGISTERS in held else []
    return kinds + ([Kind.FACILITIES] if Permission.ADMINISTER in held else [])


def for_importers(view):
    """
    Answer 403 to whoever imports nothing, and to an administrator at somebody's families.

    Which imports the others may see is the part of `visible_to`.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        kinds = kinds_for(request.user)
        if not kinds:
            raise PermissionDenied
        if "import_id" in kwargs and kinds == [Kind.FACILITIES]:
            of_facilities = Import.objects.filter(kind=Kind.FACILITIES)
            if not of_facilities.filter(pk=kwargs["import_id"]).exists():
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def import_for(request, import_id) -> Import:
    """The import, or 404 where the user may not touch it."""
    visible = Import.objects.visible_to(request.user)
    return get_object_or_404(visible.for_display(), pk=import_id)
