"""The tables of the papers as workbooks: real numbers and dates, what is added up by formulas."""

from django.db.models import Prefetch

from bansos.handovers.models import Handover
from bansos.indonesia.spreadsheets import Rupiah
from bansos.privacy.exporting import Table

from . import calling, papers

RECEIPTS = [
    "No",
    "Nama Penerima",
    "NIK",
    "L/P",
    "Alamat",
    "Hubungan",
    "Warga Binaan",
    "Jumlah Paket",
    "Diserahkan pada ({zone})",
    "Cara",
    "Diwakili oleh",
    "Alasan tidak hadir",
]
DECREE = ["No", "Nama Penerima", "NIK", "L/P", "Alamat", "Golongan", "Jumlah Paket"]
GUESTS = ["No", "Nama", "Jabatan/Asal", "Kehadiran"]
CONTENTS = ["No", "Nama Barang", "Volume", "Satuan", "Harga Satuan", "Jumlah"]
STOCK = ["Tanggal", "Uraian", "Masuk", "Keluar", "Saldo"]
RECAP = [
    "Kegiatan",
    "Dilaporkan",
    "Target (paket)",
    "Ditetapkan",
    "Disiapkan (paket)",
    "Diserahkan (paket)",
    "Penerima",
    "Keluarga warga binaan",
    "Masyarakat sekitar",
    "Lainnya",
    "Nilai",
    "Paket tanpa harga",
]


def receipts(event, *, at) -> Table:
    """The Daftar Tanda Terima: who was to receive, and who has."""
    valid = Prefetch("handovers", Handover.objects.valid().defer("proxy_number"))
    listed = event.entitlements.active().prefetch_related(valid).order_by("number", "pk")
    titles = [title.format(zone=event.local_start.tzname()) for title in RECEIPTS]
    rows = ((event.facility_id, _receipt(each, event)) for each in listed)
    return _table("tanda terima", titles, rows, event, totals=("Jumlah Paket",))


def decree(event, *, at) -> Table:
    """The list as the head decided it."""
    recipients = calling.decree(event, at=at).recipients
    rows = (
        (
            event.facility_id,
            [
                each.number,
                each.name,
                each.nik,
                each.sex,
                each.address,
                each.category,
                each.quantity,
            ],
        )
        for each in recipients
    )
    return _table("sk penerima", DECREE, rows, event, totals=("Jumlah Paket",))


def guests(event, *, at) -> Table:
    """Who attended."""
    rows = (
        (
            event.facility_id,
            [number, each.name, each.position, "Daring" if each.is_online else "Hadir"],
        )
        for number, each in enumerate(calling.guest_list(event, at=at).guests, start=1)
    )
    return _table("daftar hadir", GUESTS, rows, event)


def contents(event, *, at) -> Table:
    """What one package holds; of what has no price, the cells are blank."""
    rows = (
        (
            event.facility_id,
            [
                number,
                item.name,
                item.quantity,
                item.unit,
                _rupiah(item.unit_price),
                _rupiah(item.total),
            ],
        )
        for number, item in enumerate(event.package.items.all(), start=1)
    )
    return _table("isi paket", CONTENTS, rows, event, totals=("Jumlah",))


SHEETS = {
    "tanda-terima": receipts,
    "sk-penerima": decree,
    "daftar-hadir": guests,
    "isi-paket": contents,
}
"""By the names that addresses give them."""


def stock_card(card: papers.StockCard, *, facility) -> Table:
    """The ledger of a package, its balance running."""

    def rows():
        balance = card.opening
        yield facility.pk, [card.since, "Saldo awal", None, None, balance]
        for line in card.lines:
            balance += line.quantity
            came = line.quantity if line.quantity > 0 else None
            went = -line.quantity if line.quantity < 0 else None
            yield facility.pk, [line.day, line.what, came, went, balance]

    return Table("kartu stok", STOCK, rows(), {facility.pk}, totals=("Masuk", "Keluar"))


def recap(paper: papers.Recap, *, chain, filters) -> Table:
    """One row per facility or regional office."""
    rows = ((chain, [each.label, *_figures(each)]) for each in paper.rows)
    titles = [paper.place_title, *RECAP]
    return Table("rekapitulasi", titles, rows, {chain}, filters, totals=tuple(RECAP))


def _figures(row: papers.Totals) -> list:
    return [
        row.events,
        row.reported,
        row.target,
        row.entitled,
        row.prepared,
        row.packages,
        row.handed,
        row.inmate_families,
        row.community,
        row.other,
        Rupiah(row.value),
        row.unpriced,
    ]


def _table(name, titles, rows, event, totals=()) -> Table:
    return Table(name, titles, rows, {event.facility_id}, about=event, totals=totals)


def _receipt(entitlement, event) -> list:
    handover = entitlement.handover
    return [
        entitlement.number,
        entitlement.name,
        entitlement.masked_nik,
        entitlement.sex,
        entitlement.address,
        entitlement.relation,
        entitlement.inmate_name,
        entitlement.quantity,
        handover.handed_at.astimezone(event.facility.zone) if handover else None,
        handover.get_kind_display() if handover else "",
        f"{handover.proxy_name} ({handover.proxy_relation})"
        if handover and handover.is_by_proxy
        else "",
        entitlement.absence_reason,
    ]


def _rupiah(amount) -> Rupiah | None:
    return None if amount is None else Rupiah(amount)
