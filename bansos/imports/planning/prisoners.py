"""Which inmate a row means: one in the register, one to be added, or nobody can tell."""

from collections import defaultdict
from dataclasses import dataclass

from bansos.indonesia.identity import normalize_name
from recipients.models import Inmate

from ..checking.inmates import NO_STATUS, status_of

MANY = "Ada {} warga binaan bernama itu. Isi nomor registernya."
NOBODY = "Kode ini tidak ada di daftar UPT ini. Kosongkan selnya bila warga binaannya baru."
ELSEWHERE = "Baris ini warga binaan dari {}; impor di sana."
OTHER_NUMBER = "Warga binaan bernama sama tercatat dengan nomor lain; dicatat sebagai orang lain."


def plain(number) -> str:
    """A register number without the signs that offices write or leave out."""
    return normalize_name(number).replace(" ", "")


@dataclass(frozen=True)
class NewInmate:
    """Who is to be added; rows that name the same person share one."""

    name: str
    register_number: str
    legal_status: str

    @property
    def key(self) -> tuple[str, str]:
        return normalize_name(self.name), plain(self.register_number)


class Prisoners:
    """The inmates of a facility whose names a chunk of rows mentions, and those it adds."""

    def __init__(self, rows, about):
        self.about = about
        named = [row.facts for row in rows if "inmate_name" in row.facts]
        names = {normalize_name(facts["inmate_name"]) for facts in named}
        self.known: dict[str, list[Inmate]] = defaultdict(list)
        self.new: dict[str, dict[str, NewInmate]] = defaultdict(dict)
        found = Inmate.objects.filter(facility=about.facility, search_name__among=names)
        for inmate in found.order_by("pk") if names else []:
            self.known[inmate.search_name].append(inmate)
        self._read_coded({facts["inmate_code"] for facts in named if "inmate_code" in facts})

    def _read_coded(self, codes):
        here = Inmate.objects.filter(facility=self.about.facility)
        self.coded = here.in_bulk(codes) if codes else {}
        gone = Inmate.objects.filter(pk__in=codes - self.coded.keys())
        self.elsewhere = dict(gone.values_list("pk", "facility__short_name")) if codes else {}

    def resolve(self, row, tied=()) -> Inmate | NewInmate | None:
        """
        Whom the row means; None where nobody can tell, and then the row is to be mended.

        :param tied: ids of inmates whose family this is already.
        """
        name, number = self._asked(row)
        coded = self.coded.get(row.facts.get("inmate_code"))
        if coded and coded.search_name == name:
            self._compare(row, coded)
            return coded
        known = self.known[name]
        found = self._by_number(known, number, tied) if number else self._alone(known, tied)
        if isinstance(found, str):
            row.mend("register_number", found, self.about)
            return None
        if found is None:
            return self._added(row, name, number)
        self._compare(row, found)
        return found

    def _asked(self, row):
        facts = row.facts
        return normalize_name(facts["inmate_name"]), plain(facts.get("register_number", ""))

    def _by_number(self, known, number, tied):
        for inmate in known:
            if plain(inmate.register_number) == number:
                return inmate
        bare = [inmate for inmate in known if not inmate.register_number]
        if len(bare) > 1:
            return MANY.format(len(bare))
        # The number changes as a case moves: of their own family it is the same person.
        own = [inmate for inmate in known if inmate.pk in tied]
        return next(iter([*bare, *(own if len(own) == 1 else [])]), None)

    def _alone(self, known, tied):
        own = [inmate for inmate in known if inmate.pk in tied] or known
        return MANY.format(len(own)) if len(own) > 1 else next(iter(own), None)

    def _added(self, row, name, number):
        added = self.new[name]
        if number not in added and not number and len(added) == 1:
            return next(iter(added.values()))
        if number not in added:
            status = status_of(row.facts, self.about.defaults)
            if not status:
                row.mend("legal_status", NO_STATUS, self.about)
                return None
            facts = row.facts
            added[number] = NewInmate(
                facts["inmate_name"], facts.get("register_number", ""), status
            )
            if self.known[name] and number:
                row.reason = OTHER_NUMBER
        return added[number]

    def named_by_code(self, row) -> Inmate | None:
        """The inmate of the code, whatever the name; where there is none, the row says why."""
        code = row.facts["inmate_code"]
        if inmate := self.coded.get(code):
            self._compare(row, inmate)
            return inmate
        if code in self.elsewhere:
            row.duplicate(ELSEWHERE.format(self.elsewhere[code]))
        else:
            row.mend("inmate_code", NOBODY, self.about)
        return None

    def _compare(self, row, inmate):
        stated = row.facts.get("register_number", "")
        if stated and plain(stated) != plain(inmate.register_number):
            row.change("register_number", inmate.register_number, stated)
        status = row.facts.get("legal_status")
        if status and status != inmate.legal_status:
            row.change("legal_status", inmate.legal_status, status)
