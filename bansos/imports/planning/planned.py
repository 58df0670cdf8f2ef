from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from facilities.models import Facility

from ..checking import Fault
from ..models import Verdict


def none_earlier(keys, second_keys=()) -> dict[str, int]:
    return {}


@dataclass
class Surroundings:
    """
    What rows are planned against.

    :param places: the place of each column in the file, to point at the cell of a fault.
    :param earlier: of these keys, those that a row further up bears, with the row's number.
    """

    facility: Facility | None
    places: dict[str, int] = field(default_factory=dict)
    defaults: dict = field(default_factory=dict)
    earlier: Callable[..., dict[str, int]] = none_earlier


@dataclass(slots=True)
class Planned:
    """
    A row and its verdict.

    :param changes: [field, old, new] of what would change; `old` and `new` are plain texts.
    :param targets: the rows of the register it is about, by what they are.
    """

    number: int
    verdict: Verdict
    facts: dict = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    reason: str = ""
    key: str = ""
    second_key: str = ""
    is_hidden: bool = False
    targets: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, checked) -> "Planned":
        return cls(
            checked.number,
            Verdict.TO_MEND if checked.faults else Verdict.NEW,
            facts=checked.facts,
            cells=checked.cells,
            faults=checked.faults,
            is_hidden=checked.is_hidden,
        )

    def mend(self, name, advice, about: Surroundings):
        """Say at the cell of a column what keeps the row from being taken."""
        place = about.places.get(name)
        value = self.cells[place] if place is not None and place < len(self.cells) else ""
        self.verdict = Verdict.TO_MEND
        self.faults.append(Fault(name, place, value, advice))

    def duplicate(self, reason):
        self.verdict, self.reason = Verdict.DUPLICATE, reason

    def change(self, name, old, new):
        self.changes.append([name, _text(old), _text(new)])

    def settle(self):
        """Known already: whether anything differs."""
        self.verdict = Verdict.CHANGED if self.changes else Verdict.SAME

    @property
    def fields_changed(self) -> set[str]:
        return {name for name, _, _ in self.changes}

    def payload(self) -> dict:
        """What is kept of the row, encrypted, until it is applied or mended."""
        kept: dict[str, Any] = {"facts": self.facts, "reason": self.reason}
        if self.verdict != Verdict.SAME:
            kept |= {"cells": self.cells, "changes": self.changes}
        if self.faults:
            kept["faults"] = [fault.as_list() for fault in self.faults]
        return kept


def _text(value) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def differs(stated, recorded) -> bool:
    """Whether a text says something else; capitals and the width of gaps say nothing."""
    return " ".join(stated.split()).casefold() != " ".join(recorded.split()).casefold()
