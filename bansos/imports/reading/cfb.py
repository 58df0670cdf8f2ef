"""
The gate before .xls: the little file system (CFB) that Excel 97 to 2003 wrote their streams into.

Every number in its header and its tables is held against the size of the file before it is
followed, and no chain may be longer than the file has sectors.
"""

import struct
from typing import NamedTuple

from .refusals import broken

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = struct.Struct("<8s16s5H6x9I")
ENTRY = struct.Struct("<64sHBB3I16sI8s8sIQ")
IN_HEADER = 109  # sectors of the table whose numbers stand in the header itself
NO_SECTOR = 0xFFFFFFFA  # from here on numbers are marks
END, FREE, NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5


class Item(NamedTuple):
    kind: int
    start: int
    size: int


class Container:
    """
    What stands in the topmost folder of a compound file, by name.

    :raises Unreadable: when its tables contradict each other or the size of the file.
    """

    def __init__(self, data: bytes):
        if len(data) < 512:
            raise broken("kepala berkas terpotong")
        self.data = data
        fields = HEADER.unpack_from(data)
        _, _, _, version, order, shift, small_shift, *numbers = fields
        _, tables, directory, _, self.cutoff, small, smalls, more, mores = numbers
        if (version, shift) not in ((3, 9), (4, 12)) or order != 0xFFFE or small_shift != 6:
            raise broken("kepala berkas")
        self.size = 1 << shift
        self.count = max(0, -(-len(data) // self.size) - 1)
        if self.cutoff != 4096 or max(tables, smalls, mores) > self.count:
            raise broken("jumlah sektor")
        self.next = self._numbers(self._table_sectors(tables, more, mores))
        self.items, root = self._top(self._chain(directory), version)
        self.small_next = self._numbers(self._chain(small)) if smalls else []
        self.small_data = self._joined(self._chain(root.start), root.size) if root.size else b""

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of the topmost folder."""
        item = self.items[name]
        if item.kind != STREAM:
            raise broken("aliran data")
        if item.size >= self.cutoff:
            return self._joined(self._chain(item.start), item.size)
        places = _follow(item.start, self.small_next)
        joined = b"".join(self.small_data[place * 64 : place * 64 + 64] for place in places)
        if len(joined) < item.size:
            raise broken("aliran data terpotong")
        return joined[: item.size]

    def _sector(self, number: int) -> bytes:
        if number >= self.count:
            raise broken("sektor di luar berkas")
        start = (number + 1) * self.size
        return self.data[start : start + self.size]

    def _numbers(self, sectors: list[int]) -> list[int]:
        joined = b"".join(self._sector(sector) for sector in sectors)
        if len(joined) % 4:
            raise broken("tabel sektor terpotong")
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _table_sectors(self, tables: int, more: int, mores: int) -> list[int]:
        listed = list(struct.unpack_from(f"<{IN_HEADER}I", self.data, HEADER.size))
        for _ in range(mores):
            *numbers, more = self._numbers([more])
            listed += numbers
        sectors = [sector for sector in listed if sector != FREE]
        if len(sectors) != tables or len(set(sectors)) != tables:
            raise broken("tabel sektor")
        return sectors

    def _chain(self, start: int) -> list[int]:
        return _follow(start, self.next)

    def _joined(self, sectors: list[int], size: int) -> bytes:
        if size > len(sectors) * self.size:
            raise broken("aliran data terpotong")
        joined = b"".join(self._sector(sector) for sector in sectors)
        if len(joined) < size:
            raise broken("aliran data terpotong")
        return joined[:size]

    def _top(self, sectors: list[int], version: int) -> tuple[dict[str, Item], Item]:
        data = b"".join(self._sector(sector) for sector in sectors)
        entries = list(ENTRY.iter_unpack(data[: len(data) // ENTRY.size * ENTRY.size]))
        if not entries or entries[0][2] != ROOT:
            raise broken("daftar isi")
        items: dict[str, Item] = {}
        waiting, seen = [entries[0][6]], set()
        while waiting:
            place = waiting.pop()
            if place == NOBODY:
                continue
            if place in seen or place >= len(entries):
                raise broken("daftar isi")
            seen.add(place)
            name, length, kind, _, left, right, *_ = entries[place]
            waiting += [left, right]
            items[_name(name, length)] = _item(kind, entries[place], version)
        if len(items) != len(seen):
            raise broken("isi yang kembar")
        return items, _item(ROOT, entries[0], version)


def _item(kind: int, entry: tuple, version: int) -> Item:
    start, size = entry[-2:]
    return Item(kind, start, size & 0xFFFFFFFF if version == 3 else size)


def _name(raw: bytes, length: int) -> str:
    if not 2 <= length <= 64:
        raise broken("nama isi")
    return raw[: length - 2].decode("utf-16-le", errors="replace")


def _follow(start: int, following: list[int]) -> list[int]:
    """The numbers of a chain, which can be no longer than the table it is in."""
    chain = []
    while start != END:
        if start >= NO_SECTOR or start >= len(following) or len(chain) >= len(following):
            raise broken("rantai sektor")
        chain.append(start)
        start = following[start]
    return chain
