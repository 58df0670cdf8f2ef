"""Made-up families. Their NIKs carry a district 99, which does not exist: nobody has them."""

from dataclasses import dataclass
from datetime import date

WOMEN = ["Aminah", "Siti", "Rahma", "Nurul", "Mariam", "Ida", "Lestari"]
MEN = ["Rusdi", "Budi", "Hasan", "Joko", "Slamet", "Karim", "Udin"]
SURNAMES = ["Contoh", "Misalnya", "Andaian", "Umpama", "Teladan"]
RELATIONS = {"P": ["istri", "ibu", "anak", "saudara"], "L": ["ayah", "suami", "anak", "saudara"]}
VILLAGES = ["63.01.03.1001", "63.01.03.1002", "63.01.03.1003", "63.01.03.1004", "63.01.03.1005"]
"""Kelurahan of Kecamatan Pelaihari, Kabupaten Tanah Laut (Kemendagri codes)."""


@dataclass(frozen=True)
class Family:
    name: str
    nik: str
    kk: str
    sex: str
    birth_date: date
    relation: str
    inmate: str
    village: str


def dewi() -> Family:
    """The wife of an inmate who spoke for the recipients; her numbers are made up."""
    return _family("Dewi", 1, "istri", "P")


def families(count: int) -> list[Family]:
    """The first `count` made-up families; the same ones every time."""
    return [_nth(number) for number in range(2, count + 2)]


def _nth(number) -> Family:
    sex = "P" if number % 3 else "L"
    first = (WOMEN if sex == "P" else MEN)[number % 7]
    last = SURNAMES[number // 7 % len(SURNAMES)]
    return _family(f"{first} {last}", number, RELATIONS[sex][number % 4], sex)


def _family(name, number, relation, sex) -> Family:
    born = date(1960 + number % 40, 1 + number % 12, 1 + number % 28)
    day = born.day + (40 if sex == "P" else 0)
    return Family(
        name=name,
        nik=f"630199{day:02}{born:%m%y}{number:04}",
        kk=f"630199240119{number:04}",
        sex=sex,
        birth_date=born,
        relation=relation,
        inmate=f"Warga Binaan Contoh {number}",
        village=VILLAGES[number % len(VILLAGES)],
    )
