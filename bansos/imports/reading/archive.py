"""
The gate before .xlsx and .ods: a zip file of which every byte is accounted for.

Python's zipfile is kind to odd files; this is not. The entries tile the file from its first byte
to the central directory, which agrees with them; each is really inflated, to the size and the
checksum it declares. So nothing stands before, between, behind or on top of the entries, and no
two readers can see different files.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from .refusals import BOMB, DOCTYPE, LOCKED, MAX_INFLATED, Unreadable, broken

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
MAX_ENTRIES = 2_000
MAX_NAME = 255
CHUNK = 256 * 1024
MARKUP_ENDINGS = (".xml", ".rels", ".vml", ".rdf")
OVERLAP = 32
IS_ENCRYPTED, IS_STREAMED, IS_STRONG, IS_MASKED = 1 << 0, 1 << 3, 1 << 6, 1 << 13
STORED, DEFLATED = 0, 8
UNTOLD = 0xFFFFFFFF  # a local header that leaves its sizes to a zip64 field


class Entry(NamedTuple):
    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int


class Archive:
    """
    The entries of a zip file, by name.

    :raises Unreadable: for anything but a plain, whole, unencrypted archive.
    """

    def __init__(self, data: bytes):
        self.data = data
        self.entries: dict[str, Entry] = {}
        self.starts: dict[str, int] = {}
        start_of_directory = self._read_directory()
        self._tile(start_of_directory)
        total = 0
        for name in self.entries:
            total = self._try(name, total)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """The inflated bytes of an entry, a piece at a time. Names are the same in either case."""
        entry = self.entries.get(name.lower())
        if entry is None:
            raise broken(f"bagian {name[:80]} tidak ada")
        start = self.starts[name.lower()]
        packed = memoryview(self.data)[start : start + entry.packed]
        if entry.method == STORED:
            return (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
        return _inflate(packed)

    def _read_directory(self) -> int:
        data = self.data
        if len(data) < END.size:
            raise broken("arsip terpotong")
        end = END.unpack(data[-END.size :])
        signature, disk, first_disk, here, count, size, start, comment = end
        if signature != b"PK\5\6" or comment:
            raise broken("arsip tidak berakhir di akhir berkas")
        if disk or first_disk or here != count or not 0 < count <= MAX_ENTRIES:
            raise broken("jumlah isi arsip")
        if start + size + END.size != len(data):
            raise broken("letak daftar isi arsip")
        at = start
        for _ in range(count):
            at = self._read_entry(at)
        if at != start + size:
            raise broken("panjang daftar isi arsip")
        return start

    def _read_entry(self, at: int) -> int:
        fields = CENTRAL.unpack_from(self.data, at)
        signature, _, _, flags, method, _, _, checksum, packed, size, *rest = fields
        name_length, extra, comment, disk, _, _, offset = rest
        start = at + CENTRAL.size
        if signature != b"PK\1\2" or disk or comment:
            raise broken("daftar isi arsip")
        if flags & (IS_ENCRYPTED | IS_STRONG | IS_MASKED):
            raise Unreadable(LOCKED)
        if method not in (STORED, DEFLATED) or (method == STORED and packed != size):
            raise broken("cara pemampatan arsip")
        name = _safe_name(self.data[start : start + name_length])
        if name.lower() in self.entries:
            raise broken("isi arsip yang kembar")
        self.entries[name.lower()] = Entry(name, flags, method, checksum, packed, size, offset)
        return start + name_length + extra

    def _tile(self, end: int) -> None:
        at = 0
        for key, entry in sorted(self.entries.items(), key=lambda item: item[1].offset):
            if entry.offset != at:
                raise broken("celah atau tumpukan dalam arsip")
            fields = LOCAL.unpack_from(self.data, at)
            signature, _, flags, method, _, _, checksum, packed, size, name, extra = fields
            start = at + LOCAL.size
            same = (flags, method, self.data[start : start + name]) == (
                entry.flags,
                entry.method,
                entry.name.encode(),
            )
            told = [(checksum, entry.checksum), (packed, entry.packed), (size, entry.size)]
            unsaid = {0, UNTOLD} if flags & IS_STREAMED else {UNTOLD}
            agrees = all(local == central or local in unsaid for local, central in told)
            if signature != b"PK\3\4" or not same or not agrees:
                raise broken("isi arsip berbeda dari daftarnya")
            self.starts[key] = start + name + extra
            at = self.starts[key] + entry.packed
            if flags & IS_STREAMED:
                at += self._descriptor(entry, at)
        if at != end:
            raise broken("celah dalam arsip")

    def _descriptor(self, entry: Entry, at: int) -> int:
        """The length of the sums that follow an entry which was written as it was made."""
        for layout in ("<4sIII", "<4sIQQ", "<III", "<IQQ"):
            length = struct.calcsize(layout)
            expected: tuple = (entry.checksum, entry.packed, entry.size)
            if "s" in layout:
                expected = (b"PK\7\x08", *expected)
            if self.data[at : at + length] == struct.pack(layout, *expected):
                return length
        raise broken("jumlah di belakang isi arsip")

    def _try(self, name: str, total: int) -> int:
        """Inflate an entry to see what it really is; the total size so far is what counts."""
        entry = self.entries[name]
        size = checksum = 0
        window = b""
        for chunk in self.chunks(name):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if total + size > MAX_INFLATED:
                raise Unreadable(BOMB)
            if size > entry.size:
                break
            if name.endswith(MARKUP_ENDINGS):
                window = window[-OVERLAP:] + chunk
                _refuse_doctype(window)
        if (size, checksum) != (entry.size, entry.checksum):
            raise broken("isi arsip tidak cocok dengan jumlahnya")
        return total + size


def _inflate(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = b""
    at = 0
    try:
        while not inflater.eof:
            if not rest:
                rest = packed[at : at + CHUNK]
                at += len(rest)
            chunk = inflater.decompress(rest, CHUNK)
            rest = inflater.unconsumed_tail
            if chunk:
                yield chunk
            elif not rest and at == len(packed) and not inflater.eof:
                raise broken("isi arsip terpotong")
    except zlib.error as error:
        raise broken("isi arsip tidak dapat dibuka") from error
    if inflater.unused_data or rest or at != len(packed):
        raise broken("sisa di belakang isi arsip")


def _refuse_doctype(window: bytes) -> None:
    narrow = window.replace(b"\0", b"") if b"\0" in window else window  # UTF-16 alike
    if b"<!DOCTYPE" in narrow or b"<!ENTITY" in narrow:
        raise Unreadable(DOCTYPE)


def _safe_name(raw: bytes) -> str:
    try:
        name = raw.decode()
    except UnicodeDecodeError as error:
        raise broken("nama isi arsip") from error
    parts = name.removesuffix("/").split("/")
    is_odd = not name or len(name) > MAX_NAME or not name.isprintable() or "\\" in name
    if is_odd or ":" in name or any(part in ("", ".", "..") for part in parts):
        raise broken("nama isi arsip")
    return name
