"""The registers of families and inmates as tables. An import knows their columns by the titles."""

from django.db.models import Prefetch

from bansos.indonesia import regions
from bansos.privacy.codes import Register, code_of
from bansos.privacy.exporting import Table
from recipients.models import Kinship

from .common import AT_ONCE

FAMILY = [
    "Nama penerima",
    "NIK",
    "Alasan tanpa NIK",
    "Nomor KK",
    "Jenis kelamin",
    "Tanggal lahir",
    "Nama warga binaan",
    "Nomor register",
    "Status hukum",
    "Hubungan dengan warga binaan",
    "Alamat",
    "Kode wilayah",
    "Nama wilayah",
    "Nomor HP",
    "Golongan",
    "Narahubung",
    "Catatan",
    "Warga binaan lain",
    "Jumlah anggota",
    "Verifikasi",
    "Keadaan",
    "UPT",
    "Kode warga binaan",
    "Kode Bansos",
]
INMATE = [
    "Nama warga binaan",
    "Nomor register",
    "Status hukum",
    "Jumlah keluarga",
    "UPT",
    "Kode Bansos",
]


def families(recipients, *, chains, filters, in_full=False) -> Table:
    """A register of families. By its codes an import finds every row to be the same."""
    inmates = Prefetch("kinships", Kinship.objects.select_related("inmate"))
    found = recipients.select_related("facility").prefetch_related(inmates, "members")
    found = found.order_by("search_name", "pk").iterator(AT_ONCE)
    rows = ((each.facility_id, _family(each, in_full)) for each in found)
    name = "keluarga nomor lengkap" if in_full else "keluarga"
    return Table(name, FAMILY, rows, chains, filters)


def inmates(inmates_, *, chains, filters) -> Table:
    """A register of inmates."""
    found = inmates_.select_related("facility").order_by("search_name", "pk").iterator(AT_ONCE)
    rows = (
        (
            each.facility_id,
            [
                each.name,
                each.register_number,
                each.get_legal_status_display(),
                each.family_count,
                str(each.facility),
                code_of(Register.INMATES, each.pk),
            ],
        )
        for each in found
    )
    return Table("warga binaan", INMATE, rows, chains, filters)


def _family(recipient, in_full) -> list:
    main = recipient.main_member
    kinships = list(recipient.kinships.all())
    kinship = _own(kinships, recipient)
    code = recipient.region_code
    return [
        recipient.name,
        *_person(main, in_full),
        recipient.kk if in_full else recipient.masked_kk,
        main.get_sex_display() if main else "",
        _day(main.birth_date) if main else "",
        *_tie(kinship),
        recipient.address,
        code if regions.is_village(code) else "",
        regions.full_name(code),
        recipient.phone,
        recipient.get_category_display(),
        recipient.contact_name,
        recipient.note,
        "; ".join(
            f"{each.inmate} ({each.get_relation_display()})"
            for each in kinships
            if each is not kinship
        ),
        sum(member.left_on is None for member in recipient.members.all()),
        "Terverifikasi" if recipient.is_verified else "Belum diverifikasi",
        "Nonaktif" if recipient.is_retired else "Aktif",
        str(recipient.facility),
        code_of(Register.INMATES, kinship.inmate_id) if kinship else "",
        code_of(Register.FAMILIES, recipient.pk),
    ]


def _person(main, in_full):
    if main is None:
        return ["", ""]
    return [main.nik if in_full else main.masked_nik, main.nik_missing_reason]


def _own(kinships, recipient):
    """The tie to tell first: an import looks for the inmate in the family's own facility."""
    here = [each for each in kinships if each.inmate.facility_id == recipient.facility_id]
    return next(iter(here or kinships), None)


def _tie(kinship):
    if kinship is None:
        return ["", "", "", ""]
    inmate = kinship.inmate
    status = inmate.get_legal_status_display()
    return [inmate.name, inmate.register_number, status, kinship.get_relation_display()]


def _day(day) -> str:
    return f"{day:%d/%m/}{day.year:04}" if day else ""
