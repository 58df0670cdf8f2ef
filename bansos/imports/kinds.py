"""What can be read out of a table: the columns of each kind of file, and how people title them."""

from dataclasses import dataclass, field
from functools import cache, cached_property

from bansos.indonesia.identity import normalize_name
from facilities.models import Facility
from recipients.models import Category, Inmate, Member, Relation

from .models import Kind


@dataclass(frozen=True)
class Column:
    """
    One thing a table may tell.

    :param spellings: titles by which it is known, in small letters without signs.
    :param choices: what a cell may say, where not anything.
    :param is_ours: only our exports have it, and nobody is asked for it.
    """

    name: str
    label: str
    spellings: list[str]
    is_needed: bool = False
    is_number: bool = False
    choices: list[tuple[str, str]] = field(default_factory=list)
    example: str = ""
    hint: str = ""
    longest: int = 150
    is_ours: bool = False

    @cached_property
    def meanings(self) -> dict[str, str]:
        """What each choice may be called, in plain letters."""
        told = [(word, value) for value, label in self.choices for word in (label, value)]
        return {normalize_name(str(word)): str(value) for word, value in reversed(told)}


NAME = "nama, nama lengkap, nama penerima, penerima, nama penerima bantuan, nama kepala keluarga"
NAME += ", nama keluarga, nama kk, kepala keluarga, nama kpm, nama warga, nama ibu, nama istri"
INMATE = "wbp, nama wbp, warga binaan, nama warga binaan, nama narapidana, narapidana, nama napi"
INMATE += ", nama tahanan, tahanan, nama wb, wb, nama wbp tahanan, nama warga binaan pemasyarakatan"
REGISTER = "no reg, no register, nomor register, register, noreg, nomor registrasi, no registrasi"
REGISTER += ", nomor reg, reg, register wbp, no register wbp, nomor register warga binaan"
STATUS = "status hukum, status wbp, status warga binaan, status wb, golongan wbp, status"
BIRTH = "tanggal lahir, tgl lahir, tgllahir, lahir, tanggal lahir penerima, tgl lhr"
SEX = "jenis kelamin, l p, lp, jk, kelamin, sex, gender, jenis kelamin l p"
ADDRESS = "alamat, alamat lengkap, alamat rumah, alamat penerima, alamat domisili, alamat ktp"
VILLAGE = "desa, kelurahan, desa kelurahan, desa atau kelurahan, kel desa, desa kel, kode wilayah"
VILLAGE += ", kelurahan desa, wilayah"
PHONE = "no hp, nomor hp, hp, telepon, no telepon, nomor telepon, no telp, telp, no wa, whatsapp"
PHONE += ", wa, nomor wa, handphone, nomor handphone, no handphone, kontak, no kontak"
RELATION = "hubungan, hubungan keluarga, hubungan dengan wbp, hubungan dengan warga binaan"
RELATION += ", hubungan dgn wbp, hub keluarga, hub, status hubungan, hubungan dengan wb, shdk"


def spelt(titles) -> list[str]:
    return [title.strip() for title in titles.split(",")]


def inmate_columns(*, are_needed) -> list[Column]:
    name = NAME if are_needed else ""
    return [
        Column(
            "inmate_name",
            "Nama warga binaan",
            spelt(", ".join(filter(None, [INMATE, name]))),
            is_needed=are_needed,
            example="Contoh Warga",
        ),
        Column(
            "register_number",
            "Nomor register",
            spelt(REGISTER),
            example="BI.123/2024",
            longest=50,
        ),
        Column(
            "legal_status",
            "Status hukum",
            spelt(STATUS),
            choices=Inmate.LegalStatus.choices,
            example="Narapidana",
        ),
        code_column("inmate_code", "Kode Bansos" if are_needed else "Kode warga binaan"),
    ]


def code_column(name, label) -> Column:
    hint = "Dari berkas ekspor Bansos. Jangan diubah."
    return Column(name, label, spelt(label.lower()), hint=hint, longest=40, is_ours=True)


FAMILIES = [
    Column("name", "Nama penerima", spelt(NAME), is_needed=True, example="Contoh Penerima"),
    Column(
        "nik",
        "NIK",
        spelt("nik, no nik, nomor nik, nik penerima, no ktp, nomor ktp, ktp, no induk kependudukan")
        + spelt("nomor induk kependudukan, nik ktp, nik kepala keluarga"),
        is_needed=True,
        is_number=True,
        example="6301994107900001",
        hint="16 angka, sel berformat Teks.",
    ),
    Column(
        "nik_missing_reason",
        "Alasan tanpa NIK",
        spelt("alasan tanpa nik, alasan nik kosong, alasan tidak ada nik"),
        hint="Hanya bila NIK tidak ada.",
        longest=200,
    ),
    Column(
        "kk",
        "Nomor KK",
        spelt("kk, no kk, nomor kk, nokk, nomor kartu keluarga, no kartu keluarga, kartu keluarga"),
        is_number=True,
        example="6301990101200001",
        hint="16 angka, sel berformat Teks.",
    ),
    Column("sex", "Jenis kelamin", spelt(SEX), choices=Member.Sex.choices, example="Perempuan"),
    Column(
        "birth_date",
        "Tanggal lahir",
        spelt(BIRTH),
        example="01/07/1990",
        hint="Hari, bulan, tahun: 24/12/1990.",
    ),
    *inmate_columns(are_needed=False),
    Column(
        "relation",
        "Hubungan dengan warga binaan",
        spelt(RELATION),
        choices=Relation.choices,
        example="Istri",
    ),
    Column("address", "Alamat", spelt(ADDRESS), example="Jalan Contoh 1 RT 01", longest=200),
    Column(
        "village",
        "Desa atau kelurahan",
        spelt(VILLAGE),
        example="Angsau",
        hint="Nama atau kode wilayah.",
        longest=100,
    ),
    Column(
        "district",
        "Kecamatan",
        spelt("kecamatan, kec, nama kecamatan"),
        example="Pelaihari",
        longest=100,
    ),
    Column("phone", "Nomor HP", spelt(PHONE), example="081200000000", longest=30),
    Column(
        "category",
        "Golongan",
        spelt("golongan, kategori, golongan penerima, kategori penerima, jenis penerima"),
        choices=Category.choices,
        hint="Hanya bila tanpa warga binaan.",
    ),
    Column("contact_name", "Narahubung", spelt("narahubung, nama narahubung, nama kontak")),
    Column("note", "Catatan", spelt("catatan, keterangan, ket, keterangan lain"), longest=300),
    code_column("code", "Kode Bansos"),
]

FACILITY_COLUMNS = [
    Column(
        "regional_office",
        "Kantor wilayah",
        spelt("kantor wilayah, kanwil, regional office"),
        is_needed=True,
        example="Kalimantan Selatan",
    ),
    Column(
        "kind",
        "Jenis",
        spelt("jenis, kind, jenis upt"),
        is_needed=True,
        choices=Facility.Kind.choices,
        example="RUTAN",
    ),
    Column("class", "Kelas", spelt("kelas, class"), example="IIB", longest=5),
    Column("specialty", "Kekhususan", spelt("kekhususan, specialty"), longest=20),
    Column("place", "Tempat", spelt("tempat, place, kota"), is_needed=True, example="Contoh"),
    Column(
        "official_name",
        "Nama resmi",
        spelt("nama resmi, official name, nama upt, nama lengkap upt"),
        is_needed=True,
        example="Rumah Tahanan Negara Kelas IIB Contoh",
        longest=200,
    ),
    Column(
        "short_name",
        "Nama singkat",
        spelt("nama singkat, short name, singkatan"),
        is_needed=True,
        example="Rutan Contoh",
        longest=200,
    ),
    Column(
        "regency_code",
        "Kode kabupaten/kota",
        spelt("kode kabupaten kota, regency code, kode kabupaten, kode wilayah"),
        example="63.01",
        longest=5,
    ),
    Column(
        "time_zone",
        "Zona waktu",
        spelt("zona waktu, time zone, zona"),
        is_needed=True,
        choices=Facility.Zone.choices,
        example="WITA",
    ),
]

COLUMNS: dict[str, list[Column]] = {
    Kind.FAMILIES: FAMILIES,
    Kind.INMATES: inmate_columns(are_needed=True),
    Kind.FACILITIES: FACILITY_COLUMNS,
}


def columns_of(kind) -> list[Column]:
    return COLUMNS[kind]


@cache
def column_of(kind, name) -> Column:
    return next(column for column in columns_of(kind) if column.name == name)
