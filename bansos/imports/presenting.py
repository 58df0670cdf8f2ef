"""A line of the preview in words: who it is, what would change, what is to be mended."""

from dataclasses import dataclass, field
from datetime import date

from bansos.indonesia import regions
from bansos.indonesia.words import date_long
from bansos.privacy.masking import mask

from .kinds import columns_of
from .models import Kind, Verdict
from .tables import letter

LONGEST_NAME = 80
MASKED = {"nik", "kk"}
OTHERS = {"region_code": "Desa atau kelurahan", "inmate": "Warga binaan"}


def clean(text) -> str:
    """A text that a page or a workbook can hold: control characters become a sign that is seen."""
    kept = (
        sign if sign.isprintable() or sign in "\t\n\u00a0" else "\N{REPLACEMENT CHARACTER}"
        for sign in text
    )
    return "".join(kept)


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Mending:
    """:param column: the file's own column: B · NIK."""

    column: str
    value: str
    advice: str


@dataclass
class Shown:
    number: int
    verdict: Verdict
    name: str
    remark: str
    reason: str
    changes: list[Change] = field(default_factory=list)
    mendings: list[Mending] = field(default_factory=list)


class Presenter:
    """Shows the lines of one import."""

    def __init__(self, imported):
        self.columns = {column.name: column for column in columns_of(imported.kind)}
        self.titles = imported.title_list
        self.places = imported.mapping.get("columns", {})
        self.kind = imported.kind

    def show(self, line) -> Shown:
        content = line.content
        facts = content.get("facts", {})
        return Shown(
            number=line.number,
            verdict=Verdict(line.verdict),
            name=self._name(facts) or self._written(content),
            remark=self._remark(facts),
            reason=content.get("reason", ""),
            changes=[
                Change(self.label(name), self.value(name, old), self.value(name, new))
                for name, old, new in content.get("changes", [])
            ],
            mendings=[self._mending(*fault) for fault in content.get("faults", [])],
        )

    def label(self, name) -> str:
        return OTHERS.get(name) or self.columns[name].label

    def value(self, name, text) -> str:
        if not text:
            return "(kosong)"
        if name in MASKED:
            return mask(text)
        if name == "birth_date":
            return date_long(date.fromisoformat(text))
        if name == "region_code":
            return regions.full_name(text) or text
        choices = dict(self.columns[name].choices) if name in self.columns else {}
        return str(choices.get(text, text))

    def _name(self, facts) -> str:
        return facts.get("name") or facts.get("inmate_name") or facts.get("official_name", "")

    def _written(self, content) -> str:
        """What stands in the column of the name, where nothing of the row was taken."""
        names = ["name", "inmate_name", "official_name"]
        place = next((self.places[name] for name in names if name in self.places), None)
        cells = content.get("cells", [])
        return (
            clean(cells[place])[:LONGEST_NAME] if place is not None and place < len(cells) else ""
        )

    def _remark(self, facts) -> str:
        if self.kind != Kind.FAMILIES:
            told = [facts.get("register_number"), self._told(facts, "legal_status")]
            return " · ".join(filter(None, told))
        inmate = facts.get("inmate_name")
        relation = self._told(facts, "relation") or "Keluarga"
        told = [
            f"NIK {mask(facts['nik'])}" if facts.get("nik") else "",
            f"{relation} dari {inmate}" if inmate else self._told(facts, "category"),
            facts.get("address"),
        ]
        return " · ".join(filter(None, told))

    def _told(self, facts, name) -> str:
        return self.value(name, facts[name]) if facts.get(name) else ""

    def _mending(self, name, place, value, advice) -> Mending:
        title = self.titles[place] if place is not None and place < len(self.titles) else ""
        told = title or (self.label(name) if name else "")
        column = f"{letter(place)} · {told}" if place is not None else told
        return Mending(column, value, advice)
