"""The records of an .xls stream (BIFF8), and the strings that run on from one into the next."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from .refusals import broken

CONTINUE = 0x003C
MAX_RECORD = 8_224


class Record(NamedTuple):
    """A record with what continues it; `at` is where it starts in the stream."""

    kind: int
    at: int
    parts: list[bytes]

    @property
    def data(self) -> bytes:
        return self.parts[0]


def records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """
    Every record from a place on.

    :raises Unreadable: when one reaches past the end.
    """
    ahead = _heads(stream, at)
    current = next(ahead, None)
    while current is not None:
        parts = [current.data]
        following = next(ahead, None)
        while following is not None and following.kind == CONTINUE:
            parts.append(following.data)
            following = next(ahead, None)
        yield current._replace(parts=parts)
        current = following


def _heads(stream: bytes, at: int) -> Iterator[Record]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        end = at + 4 + length
        if length > MAX_RECORD or end > len(stream):
            raise broken("catatan terpotong")
        yield Record(kind, at, [stream[at + 4 : end]])
        at = end


class Reader:
    """Reads on through a record and its continuations."""

    def __init__(self, parts: list[bytes], at: int = 0):
        self.parts = parts
        self.part = 0
        self.at = at

    def number(self, layout: str) -> int:
        """The next number; these are never torn apart."""
        self._turn()
        size = struct.calcsize(layout)
        return struct.unpack(layout, self._take(size))[0]

    def string(self, *, length: str = "<H") -> str:
        """The next string with its own length, its formatting and phonetics left out."""
        count = self.number(length)
        flags = self.number("<B")
        runs = self.number("<H") if flags & 8 else 0
        extra = self.number("<I") if flags & 4 else 0
        text = self._characters(count, is_wide=bool(flags & 1))
        self._skip(runs * 4 + extra)
        return text

    def _characters(self, count: int, *, is_wide: bool) -> str:
        pieces = []
        while count:
            if self._is_at_end():
                # Whoever goes on in a new record says anew how wide its characters are.
                self._turn()
                is_wide = bool(self._take(1)[0] & 1)
            width = 2 if is_wide else 1
            fitting = min(count, (len(self.parts[self.part]) - self.at) // width)
            if not fitting:
                raise broken("teks terpotong")
            pieces.append(
                self._take(fitting * width).decode(
                    "utf-16-le" if is_wide else "latin-1", "surrogatepass"
                )
            )
            count -= fitting
        whole = "".join(pieces)
        return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _skip(self, size: int) -> None:
        while size:
            self._turn()
            step = min(size, len(self.parts[self.part]) - self.at)
            self.at += step
            size -= step

    def _is_at_end(self) -> bool:
        return self.at >= len(self.parts[self.part])

    def _turn(self) -> None:
        """Go on to the next part if this one is used up."""
        while self._is_at_end():
            self.part, self.at = self.part + 1, 0
            if self.part >= len(self.parts):
                raise broken("teks terpotong")

    def _take(self, size: int) -> bytes:
        taken = self.parts[self.part][self.at : self.at + size]
        if len(taken) < size:
            raise broken("catatan terpotong")
        self.at += size
        return taken
