"""XML as far as spreadsheets need it, by expat: streamed, without DTDs, in Unicode only."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from .refusals import DOCTYPE, Unreadable, broken

CODINGS = {None, "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
MAX_DEPTH = 200
MAX_TAG = 4 * 1024 * 1024
MAX_ELEMENTS = 500_000

Outline = list[tuple[str, dict[str, str]]]


def parse(
    chunks: Iterable[bytes],
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], object],
    text: Callable[[str], None] | None = None,
) -> None:
    """
    Call back for every element and text; names come as "namespace}name".

    :raises Unreadable: for what is not well-formed, or has a DTD or an odd encoding.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.XmlDeclHandler = _check_coding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            # A tag that does not end is looked through anew with every chunk.
            if fed - parser.CurrentByteIndex > MAX_TAG:
                raise broken("unsur XML terlalu panjang")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise broken("XML tidak utuh") from error


def outline(chunks: Iterable[bytes], namespaces: Iterable[str]) -> Outline:
    """
    The elements of a small part as ("workbook/sheets/sheet", attributes), in order.

    Elements of other namespaces than those given keep theirs in their name.
    """
    known = tuple(f"{namespace}}}" for namespace in namespaces)
    path: list[str] = []
    found: Outline = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(path) >= MAX_DEPTH or len(found) >= MAX_ELEMENTS:
            raise broken("XML terlalu dalam atau terlalu panjang")
        path.append(name.rpartition("}")[2] if name.startswith(known) else name)
        found.append(("/".join(path), attributes))

    parse(chunks, start=start, end=lambda _: path.pop())
    return found


def _check_coding(_version: str, coding: str | None, _standalone: int) -> None:
    if (coding.lower() if coding else None) not in CODINGS:
        raise broken("sandi huruf XML")


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(DOCTYPE)
