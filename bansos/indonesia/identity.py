"""Identity numbers, phones and names: what is wrong with them, what is odd, what they tell."""

import re
from dataclasses import dataclass, field
from datetime import date

import lokal
from django.utils import timezone

from . import regions
from .names import normalize_name
from .words import date_long

__all__ = [
    "Identity",
    "check_kk",
    "check_nik",
    "check_nip",
    "group_digits",
    "normalize_name",
    "normalize_phone",
]

SEX_WORDS = {"L": "laki-laki", "P": "perempuan"}
SEPARATORS = re.compile("[ \u00a0.\u2010-\u2014-]")
DIGITS = re.compile("[0-9]*")
CONTRACT_MONTH = 21
"""Where a civil servant's NIP has the month of appointment, a contract employee's (PPPK) has 21."""


@dataclass
class Identity:
    """What a number tells about its bearer. An error refuses the number, a warning never does."""

    digits: str = ""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sex: str = ""
    birth_date: date | None = None
    region: str = ""

    @property
    def is_valid(self) -> bool:
        return not self.errors


def check_nik(text, *, sex="", birth_date=None, today=None) -> Identity:
    """Read a NIK and compare it with the form. Structure only: no NIK has a check digit."""
    found = _read_digits("NIK", text, length=16)
    if found.errors:
        return found
    today = today or timezone.localdate()
    info = lokal.parse_nik(found.digits, reference_date=today)
    _read_region(found)
    if "00" in (found.digits[0:2], found.digits[2:4], found.digits[4:6]):
        found.errors.append("Kode wilayah di awal NIK tidak boleh memuat 00.")
    elif not regions.exists(found.digits[:6]):
        found.warnings.append(_unknown_region("NIK", found.digits))
    if info.birth_date is None:
        found.errors.append("Tanggal lahir di dalam NIK tidak ada di kalender.")
    else:
        found.sex = info.gender or ""
        found.birth_date = _likely(date.fromisoformat(info.birth_date), birth_date, today)
    if found.digits.endswith("0000"):
        found.errors.append("Empat angka terakhir NIK tidak boleh 0000.")
    if not found.errors:
        _compare(found, sex, birth_date, today)
    return found


def check_kk(text, *, today=None) -> Identity:
    """Read the number of a family card. Its region and date are the card's, so they only warn."""
    found = _read_digits("Nomor KK", text, length=16)
    if found.errors:
        return found
    _read_region(found)
    if not regions.exists(found.digits[:6]):
        found.warnings.append(_unknown_region("nomor KK", found.digits))
    issued = _date_in_this_century(found.digits[6:12])
    if issued is None or issued > (today or timezone.localdate()):
        found.warnings.append("Tanggal di dalam nomor KK tidak wajar.")
    if found.digits.endswith("0000"):
        found.warnings.append("Empat angka terakhir nomor KK biasanya bukan 0000.")
    return found


def check_nip(text) -> Identity:
    """Read the number of a civil servant; blank is well, not every official has one."""
    if not _plain(text):
        return Identity()
    found = _read_digits("NIP", text, length=18)
    if found.errors:
        return found
    found.birth_date = _real_date(found.digits[:4], found.digits[4:6], found.digits[6:8])
    found.sex = {"1": "L", "2": "P"}.get(found.digits[14], "")
    month = int(found.digits[12:14])
    if (
        found.birth_date is None
        or not (1 <= month <= 12 or month == CONTRACT_MONTH)
        or not found.sex
    ):
        found.warnings.append("Susunan NIP tidak wajar. Periksa lagi.")
    return found


def normalize_phone(text) -> str:
    """Turn a phone number into +62…; blank stays blank.

    :raises ValueError: with an Indonesian sentence, if it is no Indonesian number.
    """
    plain = _plain(text)
    if not plain:
        return ""
    info = lokal.parse_phone(plain)
    if info.e164 is None:
        raise ValueError(info.errors[0].message)
    return info.e164


def group_digits(digits) -> str:
    """Write a long number in fours: 6301 0141 0790 0001."""
    return " ".join(re.findall(".{1,4}", digits or "", re.DOTALL))


def _plain(text) -> str:
    return str(text if text is not None else "").strip()


def _read_digits(what, text, *, length) -> Identity:
    digits = SEPARATORS.sub("", _plain(text))
    if not DIGITS.fullmatch(digits):
        return Identity(errors=[f"{what} hanya boleh berisi angka 0 sampai 9."])
    if not digits:
        return Identity(errors=[f"{what} harus diisi."])
    if len(digits) != length:
        return Identity(errors=[f"{what} harus {length} angka; yang tertulis {len(digits)}."])
    return Identity(digits=digits)


def _read_region(found):
    codes = (found.digits[:6], found.digits[:4], found.digits[:2])
    found.region = next(filter(None, map(regions.full_name, codes)), "")


def _unknown_region(what, digits) -> str:
    return (
        f"Kode wilayah {digits[:6]} pada {what} tidak ada dalam daftar wilayah sekarang. "
        "Periksa lagi; abaikan bila diterbitkan sebelum pemekaran."
    )


def _real_date(year, month, day) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _date_in_this_century(ddmmyy) -> date | None:
    return _real_date(2000 + int(ddmmyy[4:]), ddmmyy[2:4], ddmmyy[:2])


def _likely(born, on_form, today) -> date:
    """Two digits leave the century open: as the form says, else the latest that is not to come."""
    earlier = _real_date(born.year - 100, born.month, born.day)
    if earlier and (born > today or earlier == on_form):
        return earlier
    return born


def _age(born, today) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _compare(found, sex, birth_date, today):
    if sex in SEX_WORDS and sex != found.sex:
        found.warnings.append(f"Menurut NIK {SEX_WORDS[found.sex]}, di formulir {SEX_WORDS[sex]}.")
    if birth_date and birth_date != found.birth_date:
        found.warnings.append(
            f"Tanggal lahir menurut NIK {date_long(found.birth_date)}, "
            f"di formulir {date_long(birth_date)}."
        )
    age = _age(found.birth_date, today)
    if age < 17:
        found.warnings.append(f"Menurut NIK umurnya {age} tahun, belum 17 tahun.")
    if age > 100:
        found.warnings.append(f"Menurut NIK umurnya {age} tahun, lebih dari 100 tahun.")
