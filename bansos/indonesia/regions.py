"""Provinces, regencies, districts and villages by Kemendagri code."""

import re
from dataclasses import dataclass
from functools import lru_cache

from lokal import wilayah

from .region_index import get_index, words_asked

CODE = re.compile(r"[0-9]{2}(\.?[0-9]{2}(\.?[0-9]{2}(\.?[0-9]{4})?)?)?")
KABUPATEN = re.compile(r"\bKabupaten (Administrasi )?")


MOST_RESULTS = 50


@dataclass(frozen=True, slots=True)
class Region:
    """One line of the search's answer."""

    code: str
    name: str
    full_name: str
    postal_code: str
    is_village: bool


def dotted(code) -> str:
    """6301031004 → 63.01.03.1004; "" for what cannot be a region code."""
    text = code.strip() if isinstance(code, str) else ""
    if not CODE.fullmatch(text):
        return ""
    digits = text.replace(".", "")
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def region_name(code) -> str:
    """The official name, "" when unknown: 63.01 → Kabupaten Tanah Laut."""
    found = _find(code)
    return found.name if found else ""


@lru_cache(maxsize=16384)
def full_name(code) -> str:
    """The way to it, nearest first: Angsau, Pelaihari, Tanah Laut, Kalimantan Selatan."""
    found = _find(code)
    return KABUPATEN.sub("", found.path) if found else ""


def postal_code(code) -> str:
    """A village's postcode, "" when unknown or not a village."""
    found = _find(code)
    return (found.postal_code or "") if found else ""


def exists(code) -> bool:
    return _find(code) is not None


def is_village(code) -> bool:
    found = _find(code)
    return found is not None and found.level == 4


def children(code="") -> list[tuple[str, str]]:
    """What lies directly inside a region, as (code, name); without a code, the provinces."""
    parent = dotted(code)
    if code and not parent:
        return []
    return [(child.code, child.name) for child in wilayah.list_wilayah(parent or None)]


def search(text, *, within="", limit=10) -> list[Region]:
    """Find regions of all levels by the beginnings of words, of theirs or of what they lie in.

    The best come first, and before them those `within` the given region.
    """
    words = words_asked(text) if isinstance(text, str) else []
    limit = min(limit, MOST_RESULTS)
    if not words or limit < 1:
        return []
    codes = get_index().best(words, within=dotted(within), limit=limit)
    return [_region(found) for code in codes if (found := wilayah.get_wilayah(code))]


def _region(found) -> Region:
    return Region(
        code=found.code,
        name=found.name,
        full_name=KABUPATEN.sub("", found.path),
        postal_code=found.postal_code or "",
        is_village=found.level == 4,
    )


@lru_cache(maxsize=16384)
def _find(code):
    code = dotted(code)
    return wilayah.get_wilayah(code) if code else None
