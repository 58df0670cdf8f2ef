"""
Coupon codes: made by chance, typed from paper, read out over a noisy hall.

Twelve signs of Crockford's base 32 carry 60 bits, so that no code is found by trying; the
thirteenth checks the others, so that a slip of the finger is no other family's code.
Codes of six signs are older: those on paper already are still read.
"""

import re
import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SIGNS = SIGNS + "*~$=U"
RANDOM_SIGNS = 12
LENGTH = RANDOM_SIGNS + 1
OLD_LENGTH = 6

LOOK_ALIKES = str.maketrans("ILO", "110")
IN_BETWEEN = re.compile(r"[\s\-‐‑–—._]+")
OLD = re.compile(rf"[2-9A-HJKMNP-Z]{{{OLD_LENGTH}}}")


def new_code() -> str:
    """A code nobody has: only digits and capital letters, as a QR code holds them best."""
    while True:
        body = "".join(secrets.choice(SIGNS) for _ in range(RANDOM_SIGNS))
        check = check_sign(body)
        if check.isalnum():
            return body + check


def read_code(text) -> str | None:
    """
    The code that somebody typed or a camera read, however it was written; None if it is none.

    Small letters, blanks and dashes do not matter, nor I and L for 1, nor O for 0.
    """
    said = IN_BETWEEN.sub("", text).upper().translate(LOOK_ALIKES)
    if OLD.fullmatch(said):
        return said
    body, check = said[:RANDOM_SIGNS], said[RANDOM_SIGNS:]
    if not set(body) <= set(SIGNS) or len(said) != LENGTH:
        return None
    return said if check_sign(body) == check else None


def shown(code) -> str:
    """ABCD-EFGH-JKMN-P, as it stands on the coupon; an old one in two halves."""
    step = 3 if len(code) == OLD_LENGTH else 4
    return "-".join(code[start : start + step] for start in range(0, len(code), step))


def check_sign(body) -> str:
    """Crockford's: the number that the signs stand for, modulo 37."""
    number = 0
    for sign in body:
        number = number * len(SIGNS) + SIGNS.index(sign)
    return CHECK_SIGNS[number % len(CHECK_SIGNS)]
