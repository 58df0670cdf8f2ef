"""What is read under the lock before a handover is decided: two statements, seldom a third."""

from datetime import datetime, time
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from bansos.accounts.models import User
from facilities.models import Official

from .composing import Composed, Slot, shape, slots
from .models import Conflict, Entitlement, Handover, Refusal, RevokedCode
from .models.event import end_of_late
from .operations import Fact, Outcome, Right, Scene

CAUSES = {
    Conflict.Cause.TWICE: Outcome.HANDED_TWICE,
    Conflict.Cause.WITHDRAWN: Outcome.HANDED_TO_WITHDRAWN,
    Conflict.Cause.STOCK: Outcome.HANDED_OUT_OF_STOCK,
}


def scene_of(operations, facility, by, at) -> tuple[Scene, dict[int, Any]]:
    """Everything the decision may look at, and the rows of the entitlements it is about."""
    rows = _entitlements(operations, facility)
    scene = Scene(
        facility_id=facility.pk,
        zone=facility.zone,
        at=at,
        giver=str(by),
        rights={row["id"]: _right(row, facility.zone) for row in rows},
        on_hand={row["package_id"]: row["balance__on_hand"] or 0 for row in rows},
    )
    _read_seldom_needed(scene, operations, rows)
    for fact in _facts(operations, rows):
        scene.add(fact)
    return scene, {row["id"]: row for row in rows}


ASKED = [
    "id",
    "code",
    "facility_id",
    "event_id",
    "event__state",
    "event__starts_at",
    "event__opened_at",
    "event__closed_at",
    "campaign__late_days",
    "package_id",
    "quantity",
    "withdrawn_at",
    "replaced_by_id",
    "absence_reason",
    "balance__id",
    "balance__on_hand",
]


def _entitlements(operations, facility) -> list[dict[str, Any]]:
    ids = [each.entitlement_id for each in operations if each.entitlement_id] or [0]
    codes = [each.code for each in operations if each.code]
    statement = _about_entitlements(shape(ids), shape(codes))
    found = statement.rows(ids=ids, codes=codes, facility=[facility.pk])
    rows = (dict(zip(ASKED, row, strict=True)) for row in found)
    # Compared here: asked for it too, PostgreSQL without statistics reads the whole facility.
    return [row for row in rows if row["facility_id"] == facility.pk]


@lru_cache
def _about_entitlements(ids, codes) -> Composed:
    here = FilteredRelation(
        "package__balances", condition=Q(package__balances__facility=Slot("facility"))
    )
    wanted = Q(pk__in=slots("ids", ids))
    if codes:
        wanted |= Q(code__in=slots("codes", codes))
    return Composed(
        Entitlement.objects.filter(wanted).annotate(balance=here).order_by("pk").values_list(*ASKED)
    )


def _right(row, zone) -> Right:
    begins = [moment for moment in [row["event__starts_at"], row["event__opened_at"]] if moment]
    day = min(begins).astimezone(zone).date()
    return Right(
        id=row["id"],
        event_id=row["event_id"],
        event_state=row["event__state"],
        package_id=row["package_id"],
        quantity=row["quantity"],
        is_withdrawn=row["withdrawn_at"] is not None,
        is_replaced=row["replaced_by_id"] is not None,
        code=row["code"],
        # The day, not the hour: halls are opened before the hour that was planned.
        begins_at=datetime.combine(day, time.min, tzinfo=zone),
        closed_at=row["event__closed_at"],
        late_until=end_of_late(row["event__closed_at"], row["campaign__late_days"], zone),
    )


def _read_seldom_needed(scene, operations, rows) -> None:
    """Names of officials who are said to have given, and codes that open nothing any more."""
    officials = {each.handed_by_id for each in operations} - {None}
    unknown = {each.code for each in operations} - {"", *(row["code"] for row in rows)}
    if not officials and not unknown:
        return
    text = CharField()
    named = Official.objects.filter(facility=scene.facility_id, pk__in=officials).order_by()
    revoked = RevokedCode.objects.filter(facility=scene.facility_id, code__in=unknown).order_by()
    found = named.values_list(Value("official", text), F("pk"), F("name")).union(
        revoked.values_list(Value("code", text), F("pk"), F("code")), all=True
    )
    for what, pk, said in found:
        if what == "official":
            scene.officials[pk] = said
        else:
            scene.revoked.add(said)


FACT = [
    "operation_id",
    "facility_id",
    "entitlement_id",
    "fingerprint",
    "told_at",
    "told_by",
    "told_where",
    "told",
    "answered",
    "ended_at",
]


def _facts(operations, rows) -> list[Fact]:
    """What is known of these operations and of these entitlements, in one statement."""
    ids = [operation.id for operation in operations]
    theirs = [row["id"] for row in rows] or [0]
    found = _about_facts(shape(ids), shape(theirs)).rows(ids=ids, theirs=theirs)
    facts = [_fact(dict(zip(FACT, row, strict=True))) for row in found]
    # Handovers first: a conflict that was recorded as one is told as the handover it became.
    return sorted(facts, key=lambda fact: fact.outcome is not Outcome.HANDED)


@lru_cache
def _about_facts(ids, theirs) -> Composed:
    own = Q(pk__in=slots("ids", ids, Handover._meta.pk))
    their = Q(entitlement__pk__in=slots("theirs", theirs))
    stock = Conflict.Cause.STOCK
    # Not joined: with few statistics PostgreSQL would begin at an officer, and read all they gave.
    official = Official.objects.filter(pk=OuterRef("handed_by")).values("name")
    called = Coalesce(NullIf("name", Value("")), "username")
    officer = User.objects.filter(pk=OuterRef("recorded_by")).values(called=called)
    giver = [Subquery(official), Subquery(officer)]
    handed = Handover.objects.filter(own | their & Q(voided_at=None)).annotate(
        told_at=F("handed_at"),
        told_by=Coalesce(*giver),
        told_where=F("station"),
        told=Value("", CharField()),
        answered=Value(Outcome.HANDED.value, CharField()),
        ended_at=F("voided_at"),
    )
    kept = Conflict.objects.filter(own | their & Q(settled_at=None, cause=stock)).annotate(
        told_at=Coalesce("earlier_at", "handed_at"),
        told_by=Coalesce(NullIf("earlier_giver", Value("")), *giver),
        told_where=Case(When(earlier_at=None, then="station"), default="earlier_station"),
        told=F("message"),
        answered=F("cause"),
        ended_at=F("settled_at"),
    )
    refused = Refusal.objects.filter(own).annotate(
        told_at=F("handed_at"),
        told_by=F("giver"),
        told_where=F("station"),
        told=F("message"),
        answered=F("outcome"),
        ended_at=F("recorded_at"),
    )
    parts = [each.order_by().values_list(*FACT) for each in [handed, kept, refused]]
    return Composed(parts[0].union(*parts[1:], all=True))


def _fact(row) -> Fact:
    outcome = CAUSES.get(row["answered"]) or Outcome(row["answered"])
    serves = {Outcome.HANDED, Outcome.HANDED_OUT_OF_STOCK}
    return Fact(
        operation_id=row["operation_id"],
        facility_id=row["facility_id"],
        entitlement_id=row["entitlement_id"],
        handed_at=row["told_at"],
        giver=row["told_by"],
        is_valid=outcome in serves and row["ended_at"] is None,
        station=row["told_where"],
        fingerprint=row["fingerprint"],
        outcome=outcome,
        message=row["told"],
    )
