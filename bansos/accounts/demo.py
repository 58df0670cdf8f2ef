"""The accounts of the demonstration: offered on the sign-in page, made by `manage.py demo`."""

from dataclasses import dataclass

from .roles import Role


@dataclass(frozen=True)
class DemoAccount:
    """One of the people a visitor may try the program as."""

    username: str
    role: Role
    label: str
    does: str
    icon: str


DEMO_ACCOUNTS = [
    DemoAccount(
        "petugas",
        Role.OFFICER,
        "Petugas",
        "mendaftarkan keluarga, menyerahkan paket",
        "person-badge",
    ),
    DemoAccount(
        "kepala",
        Role.HEAD,
        "Kepala",
        "menetapkan daftar, mencetak berita acara",
        "person-check",
    ),
    DemoAccount(
        "kanwil",
        Role.REGIONAL,
        "Kantor Wilayah",
        "melihat angka UPT di wilayahnya, bukan nama",
        "building",
    ),
    DemoAccount(
        "pusat",
        Role.NATIONAL,
        "Pusat",
        "melihat angka seluruh Indonesia, bukan nama",
        "globe",
    ),
    DemoAccount(
        "auditor",
        Role.AUDITOR,
        "Auditor",
        "membaca jejak audit dan memeriksa keutuhannya",
        "shield-check",
    ),
    DemoAccount(
        "admin",
        Role.ADMINISTRATOR,
        "Administrator",
        "mengatur UPT, pengguna, penugasan, kop surat",
        "gear",
    ),
]
