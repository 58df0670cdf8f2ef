"""Packages that are brought home: which team visits whom."""

from django.db import transaction

from bansos.audit import trail

from ..models import Entitlement, Event
from .refusals import Refused
from .standing import locked, require_serving


@transaction.atomic
def assign_team(event, ids, *, team, by, at) -> int:
    """
    Have a team visit these families of an event, or none of them any more; says how many changed.

    Whoever has the package meanwhile is passed over. A name that differs from a team's only
    in its capitals is that team.

    :param ids: of entitlements.
    :param team: as the officers call it; blank for none.
    :raises WrongState: unless the list is decided and packages are given, or still will be.
    :raises Refused: if the name is far too long.
    """
    team = " ".join(team.replace("\0", "").split())
    longest = Entitlement._meta.get_field("delivery_team").max_length or 0
    if len(team) > longest:
        raise Refused(f"Nama tim paling banyak {longest} huruf.")
    event = locked(event)
    require_serving(event, Event.State.FROZEN, at=at)
    team = _as_known(event, team)
    meant = event.entitlements.waiting().filter(pk__in=ids).exclude(delivery_team=team)
    changed = sorted(meant.values_list("pk", flat=True))
    if changed:
        event.entitlements.filter(pk__in=changed).update(delivery_team=team)
        # A team may be called after somebody, and its name stays out of the trail.
        details = {"entitlements": changed}
        trail.record("event.assign_team", event, by=by, at=at, details=details)
    return len(changed)


def _as_known(event, team) -> str:
    names = event.entitlements.order_by().values_list("delivery_team", flat=True).distinct()
    return next((name for name in sorted(names) if name.casefold() == team.casefold()), team)
