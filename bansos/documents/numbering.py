"""
The number of a paper: the facility's next one, one written by hand, or dots.

A counter per facility and year gives serials; a paper that is void keeps its own, so that every
serial is explained by a row. Two presses at once meet at the facility's lock, and behind it at
two unique constraints.
"""

from dataclasses import dataclass
from enum import StrEnum

from facilities.models import Facility, LetterCounter

from .models import LONGEST_NUMBER as LONGEST
from .models import Document
from .refusals import NumberRefused

UNSET = (
    "Kode surat UPT belum lengkap. Lengkapi di Kop dan nomor surat, atau tulis nomornya sendiri."
)


class Manner(StrEnum):
    NEXT = "urut"
    WRITTEN = "sendiri"
    DOTS = "titik"


@dataclass(frozen=True)
class Wish:
    """How a paper is to be numbered."""

    manner: Manner = Manner.DOTS
    text: str = ""


def reserve(wish: Wish, *, facility, year) -> tuple[str, int | None]:
    """
    The number and its serial, never given before. Asks for the facility's lock around it.

    :raises NumberRefused: if none can be made, or the one written is taken or does not fit.
    """
    if wish.manner == Manner.NEXT:
        return _next(facility, year)
    return (
        (_written(wish.text, facility, year), None) if wish.manner == Manner.WRITTEN else ("", None)
    )


def expected(facility, year) -> str:
    """What the next number will be if nobody is faster; blank when none can be made."""
    if _lacks_codes(facility):
        return ""
    last = LetterCounter.objects.filter(facility=facility, year=year).values_list("last", flat=True)
    return _filled(facility, year, (last.first() or 0) + 1)


def _next(facility, year):
    if _lacks_codes(facility):
        raise NumberRefused(UNSET)
    counter, _ = LetterCounter.objects.get_or_create(facility=facility, year=year)
    serial = counter.last + 1
    while _is_taken(number := _filled(facility, year, serial), facility, year):
        # Somebody wrote this one by hand before its turn came.
        serial += 1
    counter.last = serial
    counter.save(update_fields=["last"])
    return _fitting(number), serial


def _written(text, facility, year) -> str:
    number = " ".join(text.split())
    if not number:
        raise NumberRefused("Tulis nomornya, atau pilih cara yang lain.")
    if _is_taken(_fitting(number), facility, year):
        raise NumberRefused(f"Nomor {number} sudah dipakai dokumen lain tahun {year}.")
    return number


def _fitting(number) -> str:
    if len(number) > LONGEST:
        raise NumberRefused(f"Nomor dokumen paling banyak {LONGEST} huruf.")
    return number


def _is_taken(number, facility, year) -> bool:
    return Document.objects.filter(facility=facility, year=year, number=number).exists()


def _lacks_codes(facility: Facility) -> bool:
    codes = {"unit": facility.unit_code, "classification": facility.classification}
    pattern = facility.number_template
    return any(f"{{{name}}}" in pattern and not code for name, code in codes.items())


def _filled(facility, year, serial) -> str:
    parts = {
        "unit": facility.unit_code,
        "classification": facility.classification,
        "serial": serial,
        "year": year,
    }
    number = facility.number_template
    for name, value in parts.items():
        # The pattern is somebody's text, so it is filled in and never interpreted.
        number = number.replace(f"{{{name}}}", str(value))
    return number
