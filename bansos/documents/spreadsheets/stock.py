"""What came, what left and what is there, as tables."""

from bansos.privacy.exporting import Table

from .common import AT_ONCE, clock

BALANCE = [
    "Kampanye",
    "Paket",
    "Masuk",
    "Diserahkan",
    "Dikembalikan",
    "Rusak",
    "Di luar daftar",
    "Stok",
    "UPT",
]
MOVEMENT = ["Waktu", "Mutasi", "Paket", "Jumlah", "Keterangan", "Dicatat oleh"]


def movements(movements_, *, facility) -> Table:
    """The ledger of a facility's stock, the latest line first."""
    found = movements_.select_related("package", "recorded_by").iterator(AT_ONCE)
    rows = (
        (
            facility.pk,
            [
                clock(each.moved_at, facility),
                each.get_kind_display(),
                str(each.package),
                each.quantity,
                each.note,
                str(each.recorded_by),
            ],
        )
        for each in found
    )
    return Table("mutasi stok", MOVEMENT, rows, {facility.pk})


def balances(balances_, *, facility) -> Table:
    """What a facility has on hand of each package, and what came and went."""
    found = balances_.with_movements().for_display().iterator(AT_ONCE)
    rows = ((facility.pk, _balance(each, facility)) for each in found)
    return Table("saldo stok", BALANCE, rows, {facility.pk})


def _balance(balance, facility) -> list:
    return [
        balance.package.campaign.name,
        str(balance.package),
        balance.received,
        balance.handed,
        balance.returned,
        balance.damaged,
        balance.lost,
        balance.on_hand,
        str(facility),
    ]
