"""Text files: which letters, which separator, and rows as Excel would number them."""

import csv
import io
import re
from collections import Counter

from .output import Book
from .refusals import CODING, MAX_CHARACTERS, QUOTES, TOO_LONG, Unreadable

SEPARATORS = ";\t|,"
LOOKED_AT = 200
A_FEW = 8  # control characters may slip into an honest file
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
NEVER_IN_TEXT = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
FORCED_TEXT = re.compile(r'="([^"]*)"')
TOLD = re.compile(r"sep=(.)[\r\n]", re.IGNORECASE)
NAME = "CSV"


def decoded(data: bytes) -> str:
    """
    The text of a file in any usual encoding.

    :raises Unreadable: if it is none, or not text at all.
    """
    try:
        for mark, coding in MARKS.items():
            if data.startswith(mark):
                return _checked(data[len(mark) :].decode(coding))
        return _checked(_unmarked(data))
    except UnicodeDecodeError as error:
        raise Unreadable(CODING) from error


def _unmarked(data: bytes) -> str:
    nothings = data.count(0)
    if nothings * 3 > len(data):
        return data.decode("utf-16-le" if data[1::2].count(0) * 2 > nothings else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _checked(text: str) -> str:
    odd = len(NEVER_IN_TEXT.findall(text)) + text.count("\0")
    if odd > A_FEW + len(text) // 50:
        raise Unreadable(CODING)
    return text


def read(text: str, book: Book) -> None:
    """
    Read the one sheet that a text file is.

    :raises Unreadable: for quotes that never close: they would swallow the rows behind them.
    """
    rows = book.sheet(NAME)
    told = TOLD.match(text)
    separator = told[1] if told else _separator(text)
    csv.field_size_limit(MAX_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number == 1 and told:
                continue
            kinds, texts = [], []
            for cell in cells:
                kind, shown = _meaning(cell)
                kinds.append(kind)
                texts.append(shown)
            rows.add(number, False, kinds, texts)
    except csv.Error as error:
        is_long = "field larger" in str(error)
        sentence = TOO_LONG if is_long else QUOTES
        raise Unreadable(sentence.format(sheet=NAME, row=number + 1)) from error
    book.keep(rows)


def _meaning(cell: str) -> tuple[str, str]:
    if not cell:
        return "-", ""
    if cell[0] == "=":
        forced = FORCED_TEXT.fullmatch(cell)
        return ("T", forced[1]) if forced else ("F", cell)
    return "T", cell


def _separator(text: str) -> str:
    """The sign that cuts the first rows into the most columns that most of them share."""
    start = text[: LOOKED_AT * 1_000]
    return max(SEPARATORS, key=lambda sign: _agreement(start, sign))


def _agreement(start: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for count, cells in enumerate(
            csv.reader(io.StringIO(start, newline=""), delimiter=separator)
        ):
            widths[len(cells)] += 1
            if count >= LOOKED_AT:
                break
    except csv.Error:
        pass
    return max((rows * (width - 1) for width, rows in widths.items()), default=0)
