from collections import defaultdict

from bansos.indonesia.identity import normalize_name
from bansos.privacy.ciphers import indexer
from recipients.models import Category, Kinship, Member, Recipient

ELSEWHERE = "{} ini sudah terdaftar di {}."


class Known:
    """
    What the registers say about the numbers and names of a chunk of rows.

    Of another facility's register no more is told than which facility it is.
    """

    def __init__(self, rows, about):
        self.facility = about.facility
        _give_keys(rows)
        self._read_members({row.key for row in rows if row.facts.get("nik")})
        self._read_families({row.second_key for row in rows if row.second_key})
        nameless = {normalize_name(row.facts["name"]) for row in rows if "nik" not in row.facts}
        self._read_nameless(nameless)
        self._read_kinships()

    def match(self, row) -> tuple[Member | None, Recipient | None]:
        """The family of this facility the row is about, and its main member."""
        facts = row.facts
        if member := self.bearers.get(row.key):
            return (member, member.recipient) if member.is_main else (None, None)
        if facts.get("category") == Category.INSTITUTION and "nik" not in facts:
            return None, self.institutions.get(normalize_name(facts["name"]))
        main = self.mains.get(row.second_key) if row.second_key else None
        same_name = main and main.search_name == normalize_name(facts["name"])
        if same_name and not (main.nik_index and "nik" in facts):
            # One of them is without a NIK: the card and the name say it is the same family.
            return main, main.recipient
        if "nik" not in facts:
            found = self.nameless.get((normalize_name(facts["name"]), facts.get("birth_date", "")))
            return (found, found.recipient) if found else (None, None)
        return None, None

    def duplicate(self, row, recipient) -> str:
        """Why the row is a duplicate, in a sentence; "" if it is none."""
        member = self.bearers.get(row.key)
        if member and not member.is_main:
            return f"NIK ini sudah tercatat sebagai anggota keluarga {member.recipient.name}."
        if member and recipient and member.recipient_id != recipient.pk:
            return f"NIK ini sudah terdaftar di UPT ini atas nama {member.recipient.name}."
        holder = self.families.get(row.second_key)
        if holder and (recipient is None or holder.pk != recipient.pk):
            return f"Nomor KK ini sudah terdaftar di UPT ini atas nama {holder.name}."
        if recipient is None:
            for word, key in [("NIK", row.key), ("Nomor KK", row.second_key)]:
                if key in self.elsewhere:
                    return ELSEWHERE.format(word, self.elsewhere[key])
        return ""

    def kinships_of(self, recipient) -> list[Kinship]:
        return self.kinships[recipient.pk] if recipient else []

    def _read_members(self, keys):
        self.bearers: dict[str, Member] = {}
        self.elsewhere: dict[str, str] = {}
        if not keys:
            return
        present = Member.objects.present().filter(nik_index__among=keys)
        if here := self._sorted(present, "nik_index"):
            bearers = present.filter(pk__in=here).select_related("recipient")
            self.bearers = {member.nik_index: member for member in bearers}

    def _read_families(self, keys):
        self.families: dict[str, Recipient] = {}
        self.mains: dict[str, Member] = {}
        if not keys:
            return
        here = self._sorted(Recipient.objects.active().filter(kk_index__among=keys), "kk_index")
        if not here:
            return
        families = Recipient.objects.filter(pk__in=here)
        self.families = {family.kk_index: family for family in families}
        mains = Member.objects.present().filter(is_main=True, recipient__in=self.families.values())
        for main in mains.select_related("recipient"):
            self.mains[main.recipient.kk_index] = main

    def _sorted(self, rows, index) -> list[int]:
        """The keys of rows of this facility; of others' only the facility is noted."""
        found = rows.order_by("-pk").values_list("pk", index, "facility", "facility__short_name")
        here = []
        for pk, number, facility_id, facility in found:
            if facility_id == self.facility.pk:
                here.append(pk)
            else:
                self.elsewhere[number] = facility
        return here

    def _read_nameless(self, names):
        self.nameless: dict[tuple[str, str], Member] = {}
        self.institutions: dict[str, Recipient] = {}
        if not names:
            return
        active = Recipient.objects.active().filter(facility=self.facility, search_name__among=names)
        institutions = active.filter(category=Category.INSTITUTION).order_by("-pk")
        self.institutions = {family.search_name: family for family in institutions}
        mains = Member.objects.present().filter(
            is_main=True, nik_index=None, facility=self.facility, search_name__among=names
        )
        for main in mains.select_related("recipient").order_by("-pk"):
            born = main.birth_date.isoformat() if main.birth_date else ""
            self.nameless[main.search_name, born] = main

    def _read_kinships(self):
        found = [*self.bearers.values(), *self.mains.values(), *self.nameless.values()]
        ids = {member.recipient_id for member in found}
        ids |= {family.pk for family in self.institutions.values()}
        self.kinships: dict[int, list[Kinship]] = defaultdict(list)
        if ids:
            ties = Kinship.objects.filter(recipient__in=ids).select_related("inmate")
            for tie in ties.order_by("pk"):
                self.kinships[tie.recipient_id].append(tie)


def _give_keys(rows):
    nik, name, kk = (indexer(purpose=purpose) for purpose in ["nik", "name", "kk"])
    for row in rows:
        facts = row.facts
        if "nik" in facts:
            row.key = nik(facts["nik"])
        elif not row.key:
            row.key = name(f"{normalize_name(facts['name'])}|{facts.get('birth_date', '')}")
        if "kk" in facts:
            row.second_key = kk(facts["kk"])
