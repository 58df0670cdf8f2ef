"""Rows of our own exports: the code at their end says which family each is about."""

from bansos.privacy.ciphers import blind_index
from bansos.privacy.masking import mask
from recipients.models import Kinship, Member, Recipient

from .planned import Planned, Surroundings

NOBODY = "Kode ini tidak ada di daftar UPT ini. Kosongkan selnya bila keluarganya baru."
ELSEWHERE = "Baris ini keluarga dari {}; impor di sana."
RETIRED = "Keluarga ini sudah dinonaktifkan dan tidak diubah. Hapus barisnya."
MASKED = "Nomor yang disamarkan ini bukan milik keluarga ini. Tulis ke-16 angkanya."


class Coded:
    """The families of a facility that a chunk of rows names by code."""

    def __init__(self, rows, about: Surroundings):
        self.about = about
        rows = [row for row in rows if "code" in row.facts]
        ids = {row.facts["code"] for row in rows}
        named = Recipient.objects.filter(pk__in=ids) if ids else Recipient.objects.none()
        here = named.filter(facility=about.facility)
        self.families = {
            family.pk: family for family in here.prefetch_related("members", "kinships__inmate")
        }
        gone = ids - self.families.keys()
        others = named.filter(pk__in=gone).values_list("pk", "facility__short_name")
        self.elsewhere = dict(others) if gone else {}
        for row in rows:
            self._mark(row)

    def _mark(self, row):
        """Where a number is masked, it is known from the register whom a further row repeats."""
        family = self.families.get(row.facts["code"])
        main = family.main_member if family and not family.is_retired else None
        if "nik" not in row.facts:
            own = blind_index(str(row.facts["code"]), purpose="row")
            row.key = (main.nik_index if main else None) or own
        if "kk" not in row.facts:
            row.second_key = (family.kk_index if main else None) or ""

    def match(self, row: Planned) -> tuple[Member | None, Recipient | None]:
        """The family and who stands for it; where there is none, the row says why."""
        code = row.facts["code"]
        if family := self.families.get(code):
            return family.main_member, family
        if code in self.elsewhere:
            row.duplicate(ELSEWHERE.format(self.elsewhere[code]))
        else:
            row.mend("code", NOBODY, self.about)
        return None, None

    def tie(self, row: Planned) -> Kinship | None:
        """How the family belongs to the inmate whose code and name the row gives."""
        family = self.families.get(row.facts["code"]) if "code" in row.facts else None
        for kinship in family.kinships.all() if family else []:
            if kinship.inmate_id == row.facts.get("inmate_code"):
                is_named = kinship.inmate.name.casefold() == row.facts["inmate_name"].casefold()
                return kinship if is_named else None
        return None

    def check(self, row: Planned, member, recipient) -> None:
        """Whether the masks are its own, and whether anything may change at all."""
        recorded = {"nik": member.nik if member else "", "kk": recipient.kk}
        for name, number in recorded.items():
            told = row.facts.get(f"{name}_mask")
            if told and told != mask(number):
                row.mend(name, MASKED, self.about)
        if recipient.is_retired and row.changes:
            row.mend("code", RETIRED, self.about)
