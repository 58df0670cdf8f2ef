"""The made-up officers who registered and verified the made-up families."""

from django.db.models import Exists, OuterRef, Q

from bansos.accounts.models import User

from ..models import Inmate, Recipient

PREFIX = "tiruan-"
"""Who is called so exists for made-up families alone."""
NAMES = {"petugas": "Petugas Tiruan", "pemeriksa": "Pemeriksa Tiruan"}


def pairs(facilities) -> dict[int, tuple[int, int]]:
    """
    By facility: the ids of who registers and who verifies there. Those that are missing are made.

    Nobody can sign in as one of them: they are inactive, have no password and are posted nowhere.
    """
    wanted = {
        f"{PREFIX}{part}-{each.pk}": name for each in facilities for part, name in NAMES.items()
    }
    known = set(_ours().values_list("username", flat=True))
    new = [
        User(username=username, name=name, is_active=False, is_demo=True)
        for username, name in wanted.items()
        if username not in known
    ]
    for user in new:
        user.set_unusable_password()
    User.objects.bulk_create(new, batch_size=500)
    ids = dict(_ours().values_list("username", "pk"))
    first, second = (f"{PREFIX}{part}-" for part in NAMES)
    return {each.pk: (ids[f"{first}{each.pk}"], ids[f"{second}{each.pk}"]) for each in facilities}


def families_so_far() -> int:
    """How many made-up families are here already."""
    return Recipient.objects.filter(registered_by__in=_ours().values("pk")).count()


def is_database_real() -> bool:
    """Whether anybody works here who is neither made up nor part of the demonstration."""
    registered = [
        Exists(model.objects.filter(registered_by=OuterRef("pk"))) for model in (Recipient, Inmate)
    ]
    others = User.objects.exclude(username__startswith=PREFIX).exclude(is_demo=True)
    return others.filter(Q(is_active=True) | registered[0] | registered[1]).exists()


def _ours():
    return User.objects.filter(username__startswith=PREFIX)
