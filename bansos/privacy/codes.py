"""
Ids as they leave the house in a file and come home again: "K12-9F03A71C".

The mark behind the id makes a slip of the fingers, or a column that a spreadsheet program went on
counting, a code of nobody. It gives no right: whoever reads a code asks what the user may see.
"""

import re
from enum import StrEnum

from .ciphers import blind_index

LENGTH = 8
UNKNOWN = "Ini bukan kode Bansos. Salin dari berkas ekspor, atau kosongkan selnya."


class Register(StrEnum):
    """Whose ids they are."""

    FAMILIES = "K"
    INMATES = "W"


def code_of(register: Register, pk: int) -> str:
    mark = blind_index(f"{register}{pk}", purpose="code")[:LENGTH]
    return f"{register}{pk}-{mark.upper()}"


def id_of(register: Register, text: str) -> int:
    """:raises ValueError: if it is no code of this register; the message is for the screen."""
    code = text.strip().upper()
    found = re.fullmatch(f"{register}([1-9][0-9]{{0,17}})-[0-9A-F]{{{LENGTH}}}", code)
    if found and code_of(register, int(found[1])) == code:
        return int(found[1])
    raise ValueError(UNKNOWN)
