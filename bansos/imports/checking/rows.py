from dataclasses import dataclass, field
from datetime import date

from ..kinds import columns_of
from ..reading import Kind
from .cells import Fault, Wrong, is_blank, shown, text_of


@dataclass(slots=True)
class Row:
    """The clean texts of a row by column; what is blank is missing. Collects the faults."""

    reader: "Reader"
    cells: list
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def get(self, name) -> str:
        return self.texts.get(name, "")

    @property
    def is_example(self) -> bool:
        """The row that stands in our own workbook to be written over."""
        examples = self.reader.examples
        return len(self.texts) > 1 and self.texts.items() <= examples.items()

    def kind(self, name) -> Kind:
        place = self.reader.places.get(name)
        if place is None or not _reaches(self.cells, place):
            return Kind.BLANK
        return self.cells[place].kind

    def fault(self, name, advice):
        place = self.reader.places.get(name)
        value = shown(self.cells[place]) if _reaches(self.cells, place) else ""
        self.faults.append(Fault(name, place, value, advice))

    def has_fault(self, name) -> bool:
        return any(fault.field == name for fault in self.faults)


@dataclass
class Reader:
    """
    How the rows of one file are read.

    :param places: the place of each column in the file, by the column's name.
    :param defaults: what is taken where a column is missing or its cell blank.
    :param near: the code of the region whose places come first.
    """

    kind: str
    places: dict[str, int]
    today: date
    defaults: dict = field(default_factory=dict)
    near: str = ""

    def __post_init__(self):
        self.columns = [
            (place, column)
            for column in columns_of(self.kind)
            if (place := self.places.get(column.name)) is not None
        ]
        self.examples = {
            column.name: column.example for column in columns_of(self.kind) if column.example
        }
        self.of_name = {column.name: column for column in columns_of(self.kind)}

    def row(self, cells) -> Row | None:
        """The row with its texts; None where no cell says anything."""
        if not any(text and not text.isspace() for text, _ in cells):
            return None
        row, texts = Row(self, cells), {}
        for place, column in self.columns:
            if place >= len(cells) or is_blank(cells[place]):
                continue
            try:
                text = text_of(cells[place], column)
            except Wrong as wrong:
                row.fault(column.name, str(wrong))
            else:
                if text:
                    texts[column.name] = text
        row.texts = texts
        return row


def _reaches(cells, place) -> bool:
    return place is not None and place < len(cells)
