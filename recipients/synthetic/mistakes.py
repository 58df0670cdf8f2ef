"""What goes wrong in real registers, and how often. Rates are shares of one."""

from datetime import date

NIK_MISSING = 0.02
CHILD_NIK_MISSING = 0.06
BIRTH_DATE_DIFFERS = 0.01
KK_MISSING = 0.05
REGISTERED_ELSEWHERE = 0.01
"""Families that stand in a second facility's register too."""
NAME_MISSPELLED = 0.6
"""Of the names in such a second registration."""
ODD_REGISTER_NUMBER = 0.03

NO_NIK = [
    "KTP hilang, sedang diurus",
    "Belum merekam KTP elektronik",
    "Dokumen terbakar",
    "Data kependudukan ganda, sedang diurus",
]
NO_NIK_OF_CHILD = ["Anak belum mempunyai akta kelahiran", "Belum masuk kartu keluarga"]

SHORT = {"Muhammad": "Muh.", "Abdul": "Abd.", "Siti": "St.", "Nur": "Noor", "Ahmad": "Achmad"}


def misspelled(name, random) -> str:
    """The same name as another officer typed it."""
    first, _, rest = name.partition(" ")
    if first in SHORT and random() < 0.7:
        return f"{SHORT[first]} {rest}".strip()
    kind, at = int(random() * 4), 1 + int(random() * (len(name) - 2))
    match kind:
        case 0:
            return name.replace(" ", "  ", 1)
        case 1:
            return name[:at] + name[at - 1] + name[at:]
        case 2:
            return name.upper()
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def mistaken(born, random) -> date:
    """Another date than the right one: day and month changed places, or the year is off by one."""
    if born.day <= 12 and born.day != born.month and random() < 0.7:
        return date(born.year, born.day, born.month)
    return date(born.year - 1, born.month, born.day)
