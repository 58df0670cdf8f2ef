"""Finding the row of titles in a table, and what each title means. Pure: texts in, numbers out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice

from bansos.indonesia.identity import normalize_name

from .kinds import Column

LOOKED_AT = 40
"""Rows from the top among which the titles are sought: letterheads and titles stand above them."""

ALIKE = 0.86
LONGEST_TITLE = 60


@dataclass(frozen=True)
class Header:
    """
    The row of titles.

    :param number: its row in the sheet.
    :param columns: the place of each column that was recognised, by the column's name.
    """

    number: int
    titles: list[str]
    columns: dict[str, int] = field(default_factory=dict)


def plain(title) -> str:
    """A title as spellings are listed: small letters, single spaces, nothing else."""
    return normalize_name(title)[:LONGEST_TITLE]


def find_header(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Sequence[Column], remembered=None
) -> Header | None:
    """
    The row that looks most like titles; the upper one of two alike. None where none does.

    :param rows: the first rows of the sheet as (number, texts).
    :param remembered: what titles were said to mean before, by plain title.
    """
    lines = [(number, list(texts)) for number, texts in islice(rows, LOOKED_AT)]
    # Nearly is asked only where nothing is exactly so: it takes long, and data are many.
    for matches in [[_is_exact], [_is_exact, _is_near]]:
        found = _best(lines, columns, remembered, matches)
        if found:
            number, texts = found
            titles = [text.strip() for text in texts]
            return Header(number, titles, guess(titles, columns, remembered))
    return None


def _best(lines, columns, remembered, matches):
    best, best_score = None, 0
    for number, texts in lines:
        guessed = guess(texts, columns, remembered, matches)
        needed = sum(column.is_needed and column.name in guessed for column in columns)
        score = len(guessed) + needed if needed else 0
        if score > best_score:
            best, best_score = (number, texts), score
    return best


def guess(titles, columns: Sequence[Column], remembered=None, matches=None) -> dict[str, int]:
    """
    The place of each column whose title is recognised: as remembered, then exactly, then nearly.

    A title means one column, and of two titles for one column the left one is taken.
    """
    known = {column.name for column in columns}
    texts = [plain(title) for title in titles]
    places: dict[str, int] = {}
    for place, text in enumerate(texts):
        name = (remembered or {}).get(text)
        if text and name in known and name not in places:
            places[name] = place
    for is_match in matches or [_is_exact, _is_near]:
        for place, text in enumerate(texts):
            if not text or place in places.values():
                continue
            for column in columns:
                if column.name not in places and is_match(text, column):
                    places[column.name] = place
                    break
    return places


def _is_exact(text, column) -> bool:
    return text in column.spellings or text == plain(column.label)


def _is_near(text, column) -> bool:
    """A slip of the fingers, or words around a spelling: "nik (16 digit)", "nama penerrima"."""
    # A short title is near to too much.
    if len(text) < 3:
        return False
    words = text.split()
    for spelling in column.spellings:
        if len(spelling) >= 6 and abs(len(text) - len(spelling)) <= 3:
            alike = SequenceMatcher(None, text, spelling)
            if alike.quick_ratio() >= ALIKE and alike.ratio() >= ALIKE:
                return True
        if column.is_number and set(spelling.split()) <= set(words) and len(words) <= 5:
            return True
    return False


def remember(titles: Sequence[str], places: dict[str, int]) -> dict[str, str]:
    """What the titles were confirmed to mean, by plain title."""
    found = {}
    for name, place in places.items():
        if place < len(titles) and (text := plain(titles[place])):
            found[text] = name
    return found
