"""Numbers and dates, from the way spreadsheet files keep them to the way a person reads them."""

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from .refusals import broken

CERTAIN_DIGITS = 15  # a double keeps these; a 16th of its own is noise unless it is an integer
LONGEST = 400
SMALLEST = -308
TOO_LATE = 2_958_466  # the day after 31 December 9999
BUILT_IN_DAYS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
BUILT_IN_HOURS = {*range(18, 22), 45, 47}
UNSEEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


def number(written: str) -> str:
    """A stored number without its exponent: "6.301994202610001E15" is 6301994202610001."""
    if written.isascii() and written.isdigit() and len(written) <= CERTAIN_DIGITS:
        return str(int(written))
    if len(written) > LONGEST or not NUMBER.fullmatch(written):
        raise broken("angka yang bukan angka")
    approximate = float(written)
    if math.isinf(approximate):
        raise broken("angka di luar jangkauan")
    exact = Decimal(written)
    if exact.adjusted() < SMALLEST:
        return "0"
    return str(int(exact)) if exact == exact.to_integral_value() else plain(approximate)


def plain(value: float) -> str:
    """A double as spreadsheet programs show it: to fifteen digits, without an exponent."""
    shown = f"{Decimal(f'{value:.{CERTAIN_DIGITS}g}'):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


@cache
def tells(code: str) -> str | None:
    """Whether a number format shows a number as a "day" or an "hour". Durations stay numbers."""
    positive = code.split(";")[0]
    signs = set(UNSEEN.sub("", positive).lower())
    if ELAPSED.search(positive) or not signs & set("dmyhs"):
        return None
    return "hour" if signs & set("hs") and not signs & set("dy") else "day"


def built_in(number_format: int) -> str | None:
    """The same for the formats that files name by number only."""
    if number_format in BUILT_IN_HOURS:
        return "hour"
    return "day" if number_format in BUILT_IN_DAYS else None


def dated(written: str, tells: str, *, is_1904: bool) -> tuple[str, str]:
    """The kind and the text of a number that is formatted as a day or an hour."""
    shown = number(written)
    moment = _moment(float(written), tells, is_1904=is_1904)
    return ("D", moment) if moment else ("E", shown)


def _moment(serial: float, tells: str, *, is_1904: bool) -> str | None:
    """
    A day, a day with its hour, or an hour alone, in ISO; None for what no calendar has.

    Excel counts a 29 February 1900, which never was: days before it are one further on.
    """
    if not 0 <= serial < TOO_LATE:
        return None
    days, seconds = divmod(round(serial * 86_400), 86_400)
    hour = str(timedelta(seconds=seconds)).zfill(8)
    if days == 0 and tells == "hour":
        return hour
    if not is_1904 and days in (0, 60):
        return None
    start = date(1904, 1, 1) if is_1904 else date(1899, 12, 30 + (days < 60))
    try:
        day = start + timedelta(days=days)
    except OverflowError:
        return None
    return f"{day} {hour}" if seconds else str(day)
