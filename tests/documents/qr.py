"""Reads the smallest QR codes back from the strokes in a PDF, as a camera would from the paper."""

import re

from tests.documents.samples import opened

SIZE = 21
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
DRAWN = re.compile(rb"Alt\(Kode QR[^)]*\)>>BDC(.*?)EMC", re.DOTALL)
STROKE = re.compile(rb"(\d+) (\d+)\.5 m (\d+) \d+\.5 l")
MASKS = [
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
]
FORMAT_MASK = 0b10101
"""Over the five bits that say how the rest is written."""


def codes_in(pdf: bytes) -> list[str]:
    """What the squares of all pages say, in their order."""
    pages = [page.get_contents().get_data() for page in opened(pdf).pages]
    return [read(_matrix(drawn)) for page in pages for drawn in DRAWN.findall(page)]


def _matrix(drawn) -> list[list[int]]:
    matrix = [[0] * SIZE for _ in range(SIZE)]
    # The page itself is clipped by strokes too, but none of them is in the middle of a module.
    for start, y, end in STROKE.findall(drawn):
        for x in range(int(start), int(end)):
            matrix[int(y)][x] = 1
    return matrix


def read(matrix) -> str:
    """The letters and digits of a code of version 1, read without the help of its check bytes."""
    said = int("".join(str(bit) for bit in matrix[8][:5]), 2) ^ FORMAT_MASK
    hidden = MASKS[said & 0b111]
    bits = "".join(
        str(matrix[y][x] ^ (hidden(y, x) == 0)) for y, x in _way() if not _is_frame(y, x)
    )
    assert bits[:4] == "0010", "It is not written in letters and digits."
    count, at, signs = int(bits[4:13], 2), 13, ""
    while len(signs) < count - 1:
        pair, at = int(bits[at : at + 11], 2), at + 11
        signs += SIGNS[pair // 45] + SIGNS[pair % 45]
    return signs + (SIGNS[int(bits[at : at + 6], 2)] if count % 2 else "")


def _way():
    """Upward and downward in turn, two columns at a time, from the right."""
    columns = [20, 18, 16, 14, 12, 10, 8, 5, 3, 1]
    for turn, right in enumerate(columns):
        rows = range(SIZE) if turn % 2 else reversed(range(SIZE))
        yield from ((y, x) for y in rows for x in (right, right - 1))


def _is_frame(y, x) -> bool:
    return (y < 9 and (x < 9 or x > 12)) or (y > 12 and x < 9) or y == 6 or x == 6
