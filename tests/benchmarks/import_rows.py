"""A made-up list of families, such as a facility keeps: the same rows for whoever imports them."""

import sys
from datetime import date, timedelta

import xlsxwriter

from bansos.indonesia import regions

REGENCY = "63.01"
HEADER = [
    "Nama Penerima",
    "NIK",
    "No KK",
    "Jenis Kelamin",
    "Tgl Lahir",
    "Nama WBP",
    "No Register",
    "Status Hukum",
    "Hubungan",
    "Alamat",
    "Desa",
    "Kecamatan",
    "No HP",
    "Keterangan",
]
FIRST = "Siti Aminah Rahmah Fitri Dewi Ahmad Budi Rudi Hasan Yusuf Nur Mega Intan Rizky Bayu"
LAST = "Hidayat Rahman Saputra Lestari Wulandari Siregar Pranata Halim Syahputra Anwar"
FIRST, LAST = FIRST.split(), LAST.split()
SYLLABLES = "ba di ku le mo na pi ru se to".split()
OLDEST, DAYS = date(1950, 1, 1), 18_000


def rows(count):
    """Families in the columns of HEADER; every eighth shares its inmate with the one before."""
    villages = [
        (name, district, code.replace(".", ""))
        for code, district in regions.children(REGENCY)
        for _, name in regions.children(code)
    ]
    for n in range(count):
        village, district, code = villages[n * 7 % len(villages)]
        born = OLDEST + timedelta(days=n * 11 % DAYS)
        is_woman = n % 3 > 0
        day = born.day + 40 * is_woman
        serial = n // DAYS + 1
        held = n - (n % 8 == 7)
        yield [
            f"{FIRST[n % 15]} {LAST[n // 15 % 10]} {word(n)}",
            f"{code}{day:02}{born:%m%y}{serial:04}",
            f"{code}{date(2010, 1, 1) + timedelta(days=n % 5000):%d%m%y}{n // 5000 + 1:04}",
            "Perempuan" if is_woman else "Laki-laki",
            f"{born:%d/%m/%Y}",
            f"{FIRST[held * 4 % 15]} {LAST[held // 3 % 10]} {word(held + 7)}",
            f"BI.{held + 1}/2024",
            "Narapidana",
            ["Istri", "Suami", "Ibu", "Anak"][n % 4],
            f"Jalan Contoh {n % 400 + 1} RT {n % 9 + 1:02}",
            village,
            district,
            f"0812{n + 10_000_000}",
            "Rumah sewa" if n % 5 == 0 else "",
        ]


def word(n):
    """A made-up second name, one for each number."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{n:05}").title()


def write(path, count):
    """The list as a workbook, all its cells text."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, cells in enumerate([HEADER, *rows(count)]):
            for column, text in enumerate(cells):
                if text:
                    sheet.write_string(number, column, text)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
