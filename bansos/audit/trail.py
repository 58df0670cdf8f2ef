"""The trail: who did what to which object, when. Written inside the deed's own transaction."""

from django.db import connection
from django.utils import timezone

from .chain import TrailBroken, advance, new_head, next_entry
from .models import Entry, Head
from .verifier import Break, Kind, verify

__all__ = [
    "Break",
    "Kind",
    "TrailBroken",
    "advance",
    "append",
    "lock",
    "new_head",
    "next_entry",
    "record",
    "verify",
]


def lock(chain) -> Head:
    """
    The head of a facility's chain, locked until the transaction ends.

    Whoever writes a facility's aid takes this lock first. Two facilities: the lower id first.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("trail.lock() needs a transaction: it would not hold without one.")
    head = _locked(chain)
    if head is None:
        # Two first writers may meet here: one of them inserts, both then wait for the same row.
        Head.objects.bulk_create([new_head(chain)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(chain=chain)
    return head


def _locked(chain) -> Head | None:
    """In plain SQL, for every deed begins here: the ORM takes longer to say it than to do it."""
    columns = [field.attname for field in Head._meta.concrete_fields]
    # Where rows are not locked, the transaction itself is the lock.
    waits = " FOR UPDATE" if connection.features.has_select_for_update else ""
    sql = f"SELECT {', '.join(columns)} FROM {Head._meta.db_table} WHERE chain = %s{waits}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [chain])
        row = cursor.fetchone()
    return row and Head.from_db(connection.alias, columns, row)


def append(head, *, action, by, at, object_type="", object_id="", details=None, label="") -> Entry:
    """Write one entry behind a head that `lock()` gave; the head moves on with it."""
    entry = next_entry(
        head,
        action=action,
        by=by,
        at=at,
        object_type=object_type,
        object_id=object_id,
        details=details,
        label=label,
    )
    entry.save()
    advance(head, entry)
    head.save(update_fields=["number", "hash", "signature"])
    return entry


def record(action, obj, *, by, at=None, facility=None, details=None, label="") -> Entry:
    """
    Write down a deed in the chain of the facility it belongs to.

    :param obj: the model instance it was done to, or None.
    :param by: the user, or None for the system.
    :param facility: a facility or its id; without one the object's `facility_id`, else the house.
    :param details: ids, field names and reasons; never personal data.
    """
    return append(
        lock(chain_of(obj, facility)),
        action=action,
        by=by,
        at=at or timezone.now(),
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=obj.pk if obj is not None else "",
        details=details,
        label=label,
    )


def chain_of(obj, facility=None) -> int:
    """The chain of a facility or its id; without one, of the object; else 0, the house."""
    if facility is not None:
        return getattr(facility, "pk", facility)
    return getattr(obj, "facility_id", None) or 0
