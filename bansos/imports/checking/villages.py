"""Which village a name means: in the facility's own regency first, then anywhere."""

from collections import defaultdict
from functools import lru_cache

from bansos.indonesia import regions
from bansos.indonesia.identity import normalize_name

from .cells import Wrong

MANY = "Ada beberapa desa atau kelurahan bernama itu. Tambahkan kecamatannya."
NONE = "Tidak ada desa atau kelurahan bernama itu. Periksa ejaannya, atau kosongkan."
LEVELS = ("desa ", "kelurahan ", "kel ", "kecamatan ", "kec ")


@lru_cache(maxsize=8192)
def village_code(text, district, near) -> str:
    """
    The code of the one village that is meant.

    :raises Wrong: if there is none of that name, or more than one.
    """
    if regions.is_village(text):
        return regions.dotted(text)
    name, _, around = text.partition(",")
    district = plain(district or around.partition(",")[0])
    found = villages_of(near).get(plain(name), [])
    codes = [code for code, inside in found if not district or inside == district]
    if len(codes) != 1:
        codes = _anywhere(text, name, district, near)
    if len(codes) == 1:
        return codes[0]
    raise Wrong(MANY if codes else NONE)


@lru_cache(maxsize=64)
def villages_of(near) -> dict[str, list[tuple[str, str]]]:
    """The villages of a regency by plain name, each with its code and its plain district."""
    found = defaultdict(list)
    for district, name in regions.children(near) if near else []:
        for code, village in regions.children(district):
            found[plain(village)].append((code, plain(name)))
    return dict(found)


def _anywhere(text, name, district, near) -> list[str]:
    asked = " ".join(filter(None, [plain(text), "" if district in plain(text) else district]))
    found = [region for region in regions.search(asked, within=near, limit=50) if region.is_village]
    for closer in [
        [region for region in found if region.full_name == text],
        [region for region in found if near and region.code.startswith(f"{near}.")],
        [region for region in found if plain(region.name) == plain(name)],
    ]:
        if len(closer) == 1:
            return [closer[0].code]
    return [region.code for region in found]


def plain(text) -> str:
    name = normalize_name(text)
    for level in LEVELS:
        name = name.removeprefix(level)
    return name
