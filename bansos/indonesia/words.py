"""Dates, times and numbers as Indonesian papers write them."""

import re
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from lokal import format_rupiah, terbilang

DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
MONTH_NUMBERS = {
    key: number
    for number, name in enumerate(MONTHS, start=1)
    for key in (name.lower(), name[:3].lower())
} | {"pebruari": 2, "nopember": 11, "agt": 8, "agu": 8, "nop": 11, "peb": 2, "sept": 9}

DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
IN_LETTERS = re.compile(r"([0-9]{1,2})[ -]+([a-z]{3,9})\.?[ -]+([0-9]{4})")


def date_long(day) -> str:
    """24 Desember 2024"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_full(day) -> str:
    """Selasa, 24 Desember 2024"""
    return f"{DAYS[day.weekday()]}, {date_long(day)}"


def date_in_words(day) -> str:
    """Selasa tanggal dua puluh empat bulan Desember tahun dua ribu dua puluh empat"""
    return (
        f"{DAYS[day.weekday()]} tanggal {words(day.day)} "
        f"bulan {MONTHS[day.month - 1]} tahun {words(day.year)}"
    )


def localize(instant, zone):
    """The instant on the clock of a zone: a ZoneInfo, its name, or whatever has a `.zone`.

    :raises ValueError: if the instant does not say its own zone.
    """
    if instant.tzinfo is None:
        raise ValueError("An instant without a time zone cannot be told in another.")
    zone = getattr(zone, "zone", zone)
    return instant.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def time_local(instant, zone) -> str:
    """09.00 WITA"""
    local = localize(instant, zone)
    return f"{local:%H.%M} {local.tzname()}"


def moment(instant, zone) -> str:
    """24 Desember 2024 pukul 09.00 WITA"""
    return f"{date_long(localize(instant, zone))} pukul {time_local(instant, zone)}"


def words(number) -> str:
    """Spell a number: 8 → delapan."""
    return terbilang(number)


def count_words(number) -> str:
    """8 (delapan)"""
    return f"{_grouped(number)} ({words(number)})"


def rupiah(amount) -> str:
    """Rp325.000,00"""
    return format_rupiah(amount, decimals=True)


def number(count) -> str:
    """1.234"""
    return _grouped(count)


def decimal(quantity) -> str:
    """Write a quantity without idle zeros: 2.50 → 2,5."""
    whole, _, fraction = f"{Decimal(quantity):f}".partition(".")
    fraction = fraction.rstrip("0")
    sign = "-" if whole.startswith("-") and (fraction or int(whole)) else ""
    return sign + _grouped(abs(int(whole))) + (f",{fraction}" if fraction else "")


def parse_date(text) -> date:
    """Read a date, day first; a month is never guessed from a number over twelve.

    :raises ValueError: with an Indonesian sentence.
    """
    plain = " ".join(str(text or "").lower().split())
    if match := DAY_FIRST.fullmatch(plain):
        day, _, month, year = match.groups()
    elif match := YEAR_FIRST.fullmatch(plain):
        year, month, day = match.groups()
    elif match := IN_LETTERS.fullmatch(plain):
        day, name, year = match.groups()
        month = MONTH_NUMBERS.get(name, 0)
    else:
        raise ValueError("Tulis tanggal seperti 24/12/2024 atau 24 Desember 2024.")
    if not 1900 <= int(year) <= 2199:
        raise ValueError("Tahun harus di antara 1900 dan 2199.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(
            "Tanggal itu tidak ada di kalender. Tulis hari, bulan, lalu tahun."
        ) from None


def _grouped(count) -> str:
    return f"{count:,d}".replace(",", ".")
