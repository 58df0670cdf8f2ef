"""
What operations look like on the wire, and what they mean.

A wrong shape is a fault of the device, and the whole body is turned away; what was typed
wrong is a fault of one operation, and is left for the decision to refuse.
"""

import re
from datetime import datetime
from uuid import UUID

from bansos.handovers.actions import Operation
from bansos.handovers.codes import read_code
from bansos.handovers.models import Handover

from .refusals import malformed

MOST_OPERATIONS = 200
LARGEST_ID = 2**63 - 1
LONGEST = {"coupon": 100, "happened_at": 40}
YEARS = range(2000, 2100)
UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

KINDS = {
    "regular": Handover.Kind.REGULAR,
    "symbolic": Handover.Kind.SYMBOLIC,
    "home_delivery": Handover.Kind.HOME,
    "late": Handover.Kind.LATE,
}
DOCUMENTS = {
    "": "",
    "ktp": Handover.Document.KTP,
    "kk": Handover.Document.KK,
    "sim": Handover.Document.SIM,
    "letter": Handover.Document.LETTER,
    "other": Handover.Document.OTHER,
}
ROLES = {"self": False, "proxy": True}

REQUIRED = {"op_id", "kind", "happened_at", "offline"}
OPTIONAL = {"entitlement", "coupon", "handed_by", "collector", "signature", "note"}
COLLECTOR = {"name", "relation", "document_kind", "document_number"}


def operations_of(body, station) -> list[Operation]:
    """
    The operations of a body, for the station that sends them.

    :raises Turned: for what no device of ours would send.
    """
    _keys(body, "", required={"operations"})
    rows = body["operations"]
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_OPERATIONS:
        raise malformed("operations", f"Dari 1 sampai {MOST_OPERATIONS} operasi.")
    return [_operation(row, f"operations[{n}]", station) for n, row in enumerate(rows)]


def _operation(row, at, station) -> Operation:
    _keys(row, at, required=REQUIRED, optional=OPTIONAL)
    coupon = _text(row, "coupon", at)
    entitlement = _id(row, "entitlement", at)
    if (entitlement is None) == (row.get("coupon") is None):
        raise malformed(at, "Salah satu: entitlement atau coupon.")
    return Operation(
        id=_uuid(row, "op_id", at),
        entitlement_id=entitlement,
        # What is no code at all is asked for as it is, and then not known.
        code="" if entitlement else read_code(coupon) or f"?{coupon}".replace("\0", ""),
        event_id=station.event_id,
        station=station.name,
        kind=_one_of(KINDS, row, "kind", at),
        handed_at=_moment(row, "happened_at", at),
        is_offline=_flag(row, "offline", at),
        handed_by_id=_id(row, "handed_by", at),
        note=_text(row, "note", at),
        signature=_text(row, "signature", at),
        **_collector(row.get("collector"), f"{at}.collector"),
    )


def _collector(row, at) -> dict:
    if row is None:
        return {}
    _keys(row, at, required={"role"}, optional=COLLECTOR)
    told = {
        "proxy_name": _text(row, "name", at),
        "proxy_relation": _text(row, "relation", at),
        "proxy_document": _one_of(DOCUMENTS, row, "document_kind", at, blank=""),
        "proxy_number": _text(row, "document_number", at),
    }
    return {"by_proxy": True, **told} if _one_of(ROLES, row, "role", at) else {}


def _keys(row, at, *, required, optional=frozenset()) -> None:
    if not isinstance(row, dict):
        raise malformed(at, "Harus berupa objek.")
    if missing := sorted(required - row.keys()):
        raise malformed(at, f"Tidak ada: {missing[0]}.")
    if row.keys() - required - optional:
        # Not told which: the name comes from outside.
        raise malformed(at, "Ada isian yang tidak dikenal.")


def _text(row, name, at) -> str:
    said = row.get(name)
    if said is None:
        return ""
    if not isinstance(said, str) or len(said) > LONGEST.get(name, len(said)):
        raise malformed(f"{at}.{name}", "Harus berupa teks.")
    try:
        said.encode()
    except UnicodeEncodeError:
        raise malformed(f"{at}.{name}", "Memuat separuh karakter.") from None
    return said.strip()


def _id(row, name, at) -> int | None:
    said = row.get(name)
    if said is None:
        return None
    if type(said) is not int or not 1 <= said <= LARGEST_ID:
        raise malformed(f"{at}.{name}", "Harus berupa id.")
    return said


def _flag(row, name, at) -> bool:
    if type(row[name]) is not bool:
        raise malformed(f"{at}.{name}", "Harus true atau false.")
    return row[name]


def _uuid(row, name, at) -> UUID:
    if not UUID_FORM.fullmatch(_text(row, name, at).lower()):
        raise malformed(f"{at}.{name}", "Harus berupa UUID.")
    return UUID(row[name].strip())


def _one_of(known, row, name, at, *, blank=None):
    said = row.get(name)
    said = blank if said is None else said
    if not isinstance(said, str) or said not in known:
        raise malformed(f"{at}.{name}", "Nilainya tidak dikenal.")
    return known[said]


def _moment(row, name, at) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(row, name, at))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in YEARS:
        raise malformed(f"{at}.{name}", "Harus berupa waktu ISO 8601 dengan zona.")
    return moment
