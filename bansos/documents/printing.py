"""Printing what is issued here: a draft that says so, or the very bytes that were kept."""

from functools import partial

from .actions import Printed, gather, named, note, plain
from .dressing import drafted
from .issuing import complete
from .models import Kind
from .registry import PAPERS
from .typesetting import typeset


def print_draft(kind: Kind, about, *, by, at) -> Printed:
    """Set a paper as it is now, marked on every page as one that does not count."""
    sheet = PAPERS[kind]
    paper = gather(partial(sheet.make, about, at), about.event, kind, by=by, at=at)
    content = typeset(sheet.template, drafted(paper.payload(), about.facility))
    return Printed(content, filename(f"Konsep-{sheet.name}", about.event))


def print_document(document, *, by, at) -> Printed:
    """The very bytes that were issued."""
    complete(document)
    with document.file.open("rb") as file:
        content = file.read()
    note("document.print", document, by=by, at=at, details={"paper": document.kind})
    return Printed(content, filename_of(document))


def filename_of(document) -> str:
    name = PAPERS[Kind(document.kind)].name
    return filename(f"{name}-{document.number}" if document.number else name, document.event)


def filename(name, event) -> str:
    return named(plain(name), event.facility.short_name, event.local_start)
