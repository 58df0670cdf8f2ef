"""Row numbers as people write them: "1-8, 10, 12-25"."""

import re

PIECE = re.compile(r"(\d{1,6})(?:\s*(?:-|–|—|s\.?d\.?|sampai)\s*(\d{1,6}))?", re.ASCII)
BETWEEN = re.compile(r"[,;\n]")
LONGEST_SHOWN = 20


class RangeError(ValueError):
    """What was written names no rows; says which part of it."""


def read_ranges(text, *, within: range) -> tuple[set[int], set[int]]:
    """
    The numbers that are named one by one, and those that lie in ranges.

    :raises RangeError: for what is no number, and for numbers of another page.
    """
    single, ranged = set(), set()
    for piece in filter(None, (part.strip() for part in BETWEEN.split(text))):
        found = PIECE.fullmatch(piece.lower())
        if not found:
            told = piece[:LONGEST_SHOWN]
            raise RangeError(f"“{told}” bukan nomor baris. Tulis seperti 1-8, 10, 12-25.")
        first, last = int(found[1]), int(found[2] or found[1])
        if first > last:
            raise RangeError(f"“{first}-{last}” terbalik. Tulis {last}-{first}.")
        for number in (first, last):
            if number not in within:
                own = f"{within[0]} sampai {within[-1]}"
                raise RangeError(f"Nomor {number} tidak ada di halaman ini ({own}).")
        (ranged if found[2] else single).update(range(first, last + 1))
    return single, ranged
