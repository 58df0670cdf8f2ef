"""What only rows of our own exports have: a code, and numbers that are masked."""

import re

from bansos.privacy.codes import Register, id_of

MASKED = re.compile(r"[0-9]{6}\*{6}[0-9]{4}")
NO_CODE = "Nomor ini disamarkan. Tulis ke-16 angkanya."


def read_code(row, facts, name, register: Register) -> None:
    """The id that a code stands for."""
    if text := row.get(name):
        try:
            facts[name] = id_of(register, text)
        except ValueError as error:
            row.fault(name, str(error))


def is_mask(row, facts, name, text) -> bool:
    """A masked number is no fault where the code says whose it is; it is compared later."""
    if not MASKED.fullmatch(text):
        return False
    if "code" in facts:
        facts[f"{name}_mask"] = text
    elif not row.has_fault("code"):
        row.fault(name, NO_CODE)
    return True
