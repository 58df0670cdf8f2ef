"""Whom a team is to visit, as a table it takes along."""

from bansos.privacy.exporting import Table

from .spreadsheets import AT_ONCE

TITLES = [
    "Tim",
    "Nomor",
    "Nama penerima",
    "Alamat",
    "Nomor HP",
    "Narahubung",
    "Hubungan",
    "Jumlah paket",
    "Alasan tidak hadir",
]


def deliveries(event, entitlements, *, is_one_team) -> Table:
    """The families to be visited, team by team."""
    rows = ((event.facility_id, _row(each)) for each in entitlements.iterator(AT_ONCE))
    # Whether it is one team's, never which: a team may be called after somebody.
    filters = {"tim": True} if is_one_team else {}
    chains = {event.facility_id}
    return Table("pengantaran", TITLES, rows, chains, filters=filters, about=event)


def _row(entitlement) -> list:
    return [
        entitlement.delivery_team,
        entitlement.number,
        entitlement.name,
        entitlement.address,
        entitlement.recipient.phone,
        entitlement.recipient.contact_name,
        entitlement.relation or entitlement.get_category_display(),
        entitlement.quantity,
        entitlement.absence_reason,
    ]
