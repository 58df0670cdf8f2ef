"""What is printed as a square to be read by a camera."""

from itertools import pairwise

import segno


def qr_code(text) -> dict:
    """
    Its size in modules, and the path that draws it: strokes one module wide, line by line.

    Digits, capital letters and the signs $%*+-./: make the smallest squares.
    """
    rows = segno.make(text, error="m", micro=False).matrix
    strokes, at = [], (0, 0)
    for y, row in enumerate(rows):
        for start, end in _runs(row):
            strokes.append(f"m{start - at[0]} {y - at[1]}h{end - start}")
            at = end, y
    return {"size": len(rows), "path": "M0 .5" + "".join(strokes)}


def _runs(row) -> list[tuple[int, int]]:
    """Where dark modules begin and end: (0, 7) for seven at the left."""
    pairs = enumerate(pairwise([0, *row, 0]))
    edges = [x for x, (here, beyond) in pairs if here != beyond]
    return list(zip(edges[::2], edges[1::2], strict=True))
