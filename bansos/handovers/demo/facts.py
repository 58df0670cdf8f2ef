"""
What is public news of 24 December 2024 at Rutan Kelas IIB Pelaihari, and nothing more.

Fani Andika, Dewi, the hall, the eight symbolic packages and what the Minister said were
reported. Every other name and every number in the demonstration is made up.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")

FACILITY = "Rumah Tahanan Negara Kelas IIB Pelaihari"
ADDRESS = "Pelaihari, Kabupaten Tanah Laut, Kalimantan Selatan"
ELSEWHERE = "Lembaga Pemasyarakatan Kelas IIB Bireuen"
"""A facility of another regional office, so that scope can be seen."""

PROGRAMME = "13 Program Akselerasi"
CAMPAIGN = "Penyerahan Bantuan Sosial Serentak"
OCCASION = "Natal dan Tahun Baru"
THEME = "Bakti sosial sebagai ikatan UPT, masyarakat, dan keluarga warga binaan"

STARTS_AT = datetime(2024, 12, 24, 9, 0, tzinfo=WITA)
VENUE = "Aula Pengayoman"
SYMBOLIC = 8

HEAD: dict[str, Any] = {
    "name": "Fani Andika",
    "position": "Kepala Rumah Tahanan Negara Kelas IIB Pelaihari",
    "is_head": True,
}
OFFICIALS: list[dict[str, Any]] = [
    {"name": "Pejabat Contoh Satu", "position": "Kepala Subseksi Pelayanan Tahanan"},
    {"name": "Pejabat Contoh Dua", "position": "Kepala Subseksi Pengelolaan"},
    {"name": "Pejabat Contoh Tiga", "position": "Kepala Kesatuan Pengamanan Rumah Tahanan Negara"},
]

GUESTS = [
    ("Menteri Imigrasi dan Pemasyarakatan", "memimpin melalui sambungan video", "daring"),
    ("Kepala Rutan Kelas IIB Pelaihari", "Fani Andika", "luring"),
    ("Pejabat struktural", "Rutan Kelas IIB Pelaihari", "luring"),
    ("Pegawai", "Rutan Kelas IIB Pelaihari", "luring"),
    ("Warga binaan", "Rutan Kelas IIB Pelaihari", "luring"),
    ("Keluarga penerima", "", "luring"),
]

AGENDA = """\
Pembukaan
Arahan Menteri Imigrasi dan Pemasyarakatan melalui sambungan video
Penyerahan simbolis delapan paket sembako oleh pejabat struktural
Ucapan terima kasih Kepala Rutan dan wakil penerima
Penutup"""

MINISTER = "Menteri Imigrasi dan Pemasyarakatan"
DIRECTIVES = [
    "Siap menghadapi perubahan.",
    "Menjalankan 13 Program Akselerasi.",
    "Mendukung ketahanan pangan.",
    "Menjadikan bakti sosial ikatan yang tetap antara UPT, masyarakat, dan keluarga.",
    "Peluncuran Inkopasindo (Induk Koperasi Pemasyarakatan Indonesia).",
    "Pengadaan bahan makanan memakai paling sedikit 5% hasil produksi UPT sendiri.",
]

STATEMENTS = [
    ("Fani Andika", "Kepala Rutan", "Terima kasih kepada semua yang telah membantu."),
    (
        "Dewi",
        "istri warga binaan, mewakili penerima",
        "Terima kasih atas bantuan yang diberikan kepada keluarga kami.",
    ),
]

OBSTACLES = """\
Dua keluarga berhalangan hadir; paketnya disimpan sampai diambil.
Sambungan video sempat terputus sebentar sebelum arahan dimulai."""
"""Made up, so that the report has what to tell."""

ITEMS = [
    ("Beras", 5, "kg", 15_000),
    ("Minyak goreng", 2, "liter", 18_000),
    ("Gula pasir", 2, "kg", 17_500),
    ("Mi instan", 10, "bungkus", 3_000),
    ("Teh celup", 1, "kotak", 9_000),
]
"""Made up: what the packages of that day held was not reported."""
