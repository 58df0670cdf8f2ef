"""Names as they are searched, and as they are called out."""

import re
import unicodedata
from functools import lru_cache

NOT_ASCII_WORD = re.compile("[^a-z0-9]+")
UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Unicode categories of marks on letters and of invisible characters."""
DIGITS = frozenset("0123456789")
LETTERS_OR_DIGITS = re.compile("[0-9]+|[^0-9 ]+")


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


def words_of(text) -> list[str]:
    """
    The words a text is searched by, each once.

    Letters and digits stand apart, and digits that follow one another are one word: a register
    number has the same words however an office writes its dots.
    """
    words: list[str] = []
    for part in LETTERS_OR_DIGITS.findall(normalize_name(text)):
        if words and part[0] in DIGITS and words[-1][0] in DIGITS:
            words[-1] += part
        else:
            words.append(part)
    return list(dict.fromkeys(words))


def short_name(name) -> str:
    """Dewi S.: enough to call somebody, too little to look them up."""
    first, *others = name.split() or [""]
    return " ".join([first, *(f"{other[0].upper()}." for other in others)])
