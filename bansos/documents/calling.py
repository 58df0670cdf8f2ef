"""Who has not come yet, as a table for whoever calls them."""

from bansos.privacy.exporting import Table

from .spreadsheets import AT_ONCE, clock

TITLES = [
    "Nomor",
    "Nama penerima",
    "Nomor HP",
    "Narahubung",
    "Hubungan",
    "Alamat",
    "Jumlah paket",
    "Alasan tidak hadir",
    "Dihubungi pada",
    "Dihubungi oleh",
    "Hasil",
]


def reminders(event, entitlements) -> Table:
    """The families still to come, whoever was not called yet first."""
    found = entitlements.iterator(AT_ONCE)
    rows = ((event.facility_id, _row(each, event.facility)) for each in found)
    return Table("pengingat", TITLES, rows, {event.facility_id}, about=event)


def _row(entitlement, facility) -> list:
    last = next(iter(entitlement.reminders.all()), None)
    return [
        entitlement.number,
        entitlement.name,
        entitlement.recipient.phone,
        entitlement.recipient.contact_name,
        entitlement.relation or entitlement.get_category_display(),
        entitlement.address,
        entitlement.quantity,
        entitlement.absence_reason,
        clock(last.reminded_at, facility) if last else "",
        str(last.reminded_by) if last else "",
        last.said if last else "",
    ]
