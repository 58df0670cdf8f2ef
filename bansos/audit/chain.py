"""
How entries are linked. Pure: nothing here asks the database.

An entry's hash covers everything it says and the hash before it. The head's signature
covers the last hash with a key that is not in the database, so that whoever can write to
the database alone cannot make a changed chain look whole.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from django.conf import settings

from .models import Entry, Head

CONTENT = [
    "chain",
    "number",
    "actor_id",
    "actor_name",
    "action",
    "object_type",
    "object_id",
    "label",
    "details",
    "previous_hash",
]


class TrailBroken(Exception):
    """The head of a chain was not written by us; nothing may be added behind it."""


def next_entry(
    head, *, action, by, at, object_type="", object_id="", details=None, label=""
) -> Entry:
    """
    The entry that follows the head, with its hash, not yet saved.

    :raises TrailBroken: if the head's signature is wrong.
    """
    if not is_signed(head):
        raise TrailBroken(
            f"Ujung rantai jejak {head.chain} tidak sah. Jalankan verify_trail sebelum melanjutkan."
        )
    if at.tzinfo is None:
        raise ValueError("The time of an entry needs a time zone.")
    entry = Entry(
        chain=head.chain,
        number=head.number + 1,
        at=at,
        actor_id=by.pk if by else None,
        actor_name=_plain(str(by) if by else "", 150),
        action=action,
        object_type=object_type,
        object_id=_plain(str(object_id)),
        label=_plain(str(label), 200),
        details=_storable(details or {}),
        previous_hash=head.hash,
    )
    entry.hash = digest(entry)
    return entry


def advance(head, entry) -> None:
    """Let the head point at the entry, signed; not yet saved."""
    head.number = entry.number
    head.hash = entry.hash
    head.signature = signature(head)


def new_head(chain) -> Head:
    """The signed head of a chain without entries; not yet saved."""
    head = Head(chain=chain, number=0, hash="")
    head.signature = signature(head)
    return head


def digest(entry) -> str:
    """SHA-256 over everything the entry says, in hexadecimal."""
    content = {name: getattr(entry, name) for name in CONTENT}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def signature(head) -> str:
    """HMAC-SHA256 over the head with TRAIL_KEY, in hexadecimal."""
    content = f"{head.chain}|{head.number}|{head.hash}"
    return hmac.new(settings.TRAIL_KEY.encode(), content.encode(), hashlib.sha256).hexdigest()


def is_signed(head) -> bool:
    return hmac.compare_digest(head.signature.encode(), signature(head).encode())


def _plain(text, limit=None) -> str:
    # PostgreSQL refuses NUL in text, and half of a surrogate pair in any encoding.
    clean = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return clean[:limit]


def _storable(value):
    """The value as both databases give it back: otherwise its hash could not be found again."""
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return _storable(value.value)
        case str():
            return _plain(value)
        case datetime():
            return value.isoformat()
        case date() | UUID() | Decimal() | float():
            return str(value)
        case Mapping():
            return {_plain(str(key)): _storable(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_storable(item) for item in value]
    raise TypeError(f"A trail entry cannot hold a {type(value).__name__}.")
