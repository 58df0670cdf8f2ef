"""Characters that XML has no room for, as Excel writes them: _x0000_."""

import re

ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")


def undone(text: str) -> str:
    """The text meant; halves of a character that lack their other half become �."""
    return ESCAPED.sub(_characters, text) if "_x" in text else text


def _characters(run: re.Match) -> str:
    units = bytes.fromhex(run[0].replace("_", "").replace("x", ""))
    return units.decode("utf-16-be", errors="replace")
