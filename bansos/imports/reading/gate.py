"""What a file is, by its first bytes; what its name says of it is not believed."""

from . import delimited, ods, xls, xlsx
from .archive import Archive
from .cfb import MAGIC as COMPOUND
from .output import Book
from .refusals import EMPTY, MARKUP, MAX_UPLOAD, PLAIN, TOO_BIG, UNKNOWN, Unreadable

ZIP = b"PK\3\4"
OTHERS = [b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"MZ"]
OTHERS += [b"\x7fELF", b"\x1f\x8b", b"PK", b"BZh", b"\xfd7zXZ", b"SQLite format 3"]
TEXT_ENDINGS = ("", "csv", "tsv", "tab", "txt")


def read(data: bytes, ending: str, book: Book) -> None:
    """
    Read a file of any of the known formats.

    :raises Unreadable: with the sentence for its sender.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    if len(data) > MAX_UPLOAD:
        raise Unreadable(TOO_BIG)
    if data.startswith(ZIP):
        _read_archive(Archive(data), book)
    elif data.startswith(COMPOUND):
        xls.read(data, book)
    elif data.startswith(tuple(OTHERS)):
        raise Unreadable(UNKNOWN)
    else:
        _read_text(data, ending, book)


def _read_archive(archive: Archive, book: Book) -> None:
    if "[Content_Types].xml" in archive:
        xlsx.read(archive, book)
    elif "mimetype" in archive:
        ods.read(archive, book)
    else:
        raise Unreadable(UNKNOWN)


def _read_text(data: bytes, ending: str, book: Book) -> None:
    text = delimited.decoded(data)
    start = text.lstrip("\ufeff \t\r\n\0")
    if start.startswith("<"):
        raise Unreadable(MARKUP)
    if ending.lower() not in TEXT_ENDINGS:
        raise Unreadable(PLAIN.format(ending=f".{ending[:8]}"))
    delimited.read(text, book)
