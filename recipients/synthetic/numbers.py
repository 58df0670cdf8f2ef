"""
Identity numbers that are nobody's: well formed, but of a district that exists nowhere.

A person's place in the order of all made-up people decides day, month and serial, so that no
two are equal, whatever the region and the year, and nothing need be remembered.
"""

from datetime import date

DISTRICT = 99
LOWEST_DISTRICT = 60
"""Real districts are numbered up to 51."""
FIRST_SERIAL = 1000
"""Below lie the numbers of the demonstration."""
DAYS, MONTHS, SERIALS = 28, 12, 10_000 - FIRST_SERIAL
IN_A_DISTRICT = DAYS * MONTHS * SERIALS
ALL_NUMBERS = IN_A_DISTRICT * (DISTRICT - LOWEST_DISTRICT + 1)
STRIDE = 1_618_033
"""Has no factor in common with IN_A_DISTRICT: neighbours get numbers unlike each other."""
WOMAN = 40


def made_up_nik(number, *, regency, year, sex) -> tuple[str, date]:
    """
    The NIK of the person with this number, and the birth date it tells.

    :param regency: four digits.
    :raises ValueError: if there are more people than numbers.
    """
    district, day, month, serial = _parts(number)
    written = day + WOMAN if sex == "P" else day
    nik = f"{regency}{district}{written:02}{month:02}{year % 100:02}{serial}"
    return nik, date(year, month, day)


def made_up_kk(number, *, regency, year) -> str:
    """
    The number of the family's card, issued in that year.

    :raises ValueError: if there are more families than numbers.
    """
    district, day, month, serial = _parts(number)
    return f"{regency}{district}{day:02}{month:02}{year % 100:02}{serial}"


def _parts(number) -> tuple[int, int, int, int]:
    if number >= ALL_NUMBERS:
        raise ValueError("There are no made-up numbers left.")
    wrapped, place = divmod(number, IN_A_DISTRICT)
    place, day = divmod(place * STRIDE % IN_A_DISTRICT, DAYS)
    serial, month = divmod(place, MONTHS)
    return DISTRICT - wrapped, day + 1, month + 1, serial + FIRST_SERIAL
