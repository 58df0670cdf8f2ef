"""Names as they are searched."""

import re
import unicodedata
from functools import lru_cache

NOT_ASCII_WORD = re.compile("[^a-z0-9]+")
UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Unicode categories of marks on letters and of invisible characters."""


# A list of families asks for each of its names a dozen times, one soon after the other.
@lru_cache(maxsize=16384)
def normalize_name(text) -> str:
    """Lower case, no accents, punctuation gone, single spaces. Never longer than what came in."""
    text = text or ""
    if text.isascii():
        return NOT_ASCII_WORD.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).lower())
    seen = (character for character in plain if unicodedata.category(character) not in UNSEEN)
    spaced = "".join(character if character.isalnum() else " " for character in seen)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))
