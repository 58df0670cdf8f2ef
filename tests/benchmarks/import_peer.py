"""
The same list by django-import-export, as its admin imports: a dry run, then the import.

Its resource is what somebody would write who wants from it what we promise: every check of ours
(by our own functions, so that they are the same), the registers asked for the NIK, the card and
the inmate of each row, the look for likenesses, and a word in the trail.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export import fields, resources
from import_export.formats.base_formats import XLSX

from bansos.audit import trail
from bansos.imports.checking import checker
from bansos.imports.models import Kind
from bansos.imports.reading import Cell
from bansos.imports.reading import Kind as CellKind
from bansos.indonesia.identity import normalize_name
from bansos.privacy.ciphers import blind_index
from recipients.likenesses import look
from recipients.models import Category, Inmate, Kinship, Member, Recipient

PLACES = dict(
    zip(
        "name nik kk sex birth_date inmate_name register_number legal_status relation address"
        " village district phone note".split(),
        range(14),
        strict=True,
    )
)
OF_RECIPIENT = ["name", "kk", "address", "region_code", "phone", "note"]


class Families(resources.ModelResource):
    """As its documentation shows, one row at a time; related rows in `after_save_instance`."""

    kk = fields.Field(attribute="kk", column_name="kk")

    class Meta:
        model = Recipient
        fields = OF_RECIPIENT
        import_id_fields = ["kk"]

    def __init__(self, *, facility, by, at):
        super().__init__()
        self.facility, self.by, self.at = facility, by, at
        today = timezone.localdate()
        self.check = checker(Kind.FAMILIES, places=PLACES, today=today, near=facility.regency_code)

    def before_import(self, dataset, **kwargs):
        dataset.headers = list(PLACES)

    def before_import_row(self, row, **kwargs):
        cells = [Cell(text, CellKind.TEXT) if text else BLANK for text in row.values()]
        found = self.check(kwargs["row_number"] + 1, cells)
        if found.faults:
            raise ValidationError([fault.advice for fault in found.faults])
        row.update({name: found.facts.get(name, "") for name in OF_RECIPIENT})
        row["facts"] = found.facts
        row["member"] = self.look_up(found.facts)

    def look_up(self, facts):
        """The main member the row is about, if the register knows them."""
        nik, kk = blind_index(facts["nik"], purpose="nik"), blind_index(facts["kk"], purpose="kk")
        bearers = list(Member.objects.present().filter(nik_index=nik).select_related("recipient"))
        holders = list(Recipient.objects.active().filter(kk_index=kk))
        return self.decide(bearers, holders)

    def decide(self, bearers, holders):
        own = next((each for each in bearers if each.facility_id == self.facility.pk), None)
        if own is None and (bearers or holders):
            raise ValidationError("NIK atau nomor KK ini sudah terdaftar.")
        return own

    def get_instance(self, instance_loader, row):
        return row["member"].recipient if row["member"] else None

    def before_save_instance(self, instance, row, **kwargs):
        facts = row["facts"]
        instance.facility = self.facility
        instance.region_code = facts.get("region_code", "")
        instance.category = Category.INMATE_FAMILY
        instance.search_name = normalize_name(instance.name)
        if instance.pk is None:
            instance.registered_by, instance.registered_at = self.by, self.at

    def after_save_instance(self, instance, row, **kwargs):
        facts, member = row["facts"], row["member"] or Member(is_main=True)
        fill(member, instance, facts)
        member.save()
        inmate, _ = Inmate.objects.get_or_create(
            facility=self.facility,
            search_name=normalize_name(facts["inmate_name"]),
            register_number=facts.get("register_number", ""),
            defaults=self.of_inmate(facts),
        )
        Kinship.objects.update_or_create(
            recipient=instance, inmate=inmate, defaults={"relation": facts["relation"]}
        )
        self.look_for_likenesses(instance)

    def look_for_likenesses(self, family):
        look([family.pk], at=self.at)

    def of_inmate(self, facts):
        return {
            "name": facts["inmate_name"],
            "legal_status": facts["legal_status"],
            "registered_at": self.at,
            "registered_by": self.by,
        }

    def after_import(self, dataset, result, **kwargs):
        if not kwargs.get("dry_run"):
            about = {"facility": self.facility, "details": {"rows": result.total_rows}}
            trail.record("import.apply", None, by=self.by, at=self.at, **about)


class FamiliesWithoutDiff(Families):
    """
    The fastest its documentation allows a resource with related rows.

    No diff is drawn, and likenesses are sought together in the end. Its bulk mode is not for it:
    an instance is saved after `after_save_instance`, so no related row could lead to its key.
    """

    class Meta(Families.Meta):
        skip_diff = True
        report_skipped = False

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.saved = []

    def look_for_likenesses(self, family):
        self.saved.append((family, None))

    def after_import(self, dataset, result, **kwargs):
        for first in range(0, len(self.saved), 500):
            look([family.pk for family, _ in self.saved[first : first + 500]], at=self.at)
        super().after_import(dataset, result, **kwargs)


class FamiliesInBulk(FamiliesWithoutDiff):
    """
    Beyond what it documents: rows are looked up and related rows written by hand, in bulk.

    Its `use_bulk` saves new rows of one model together; they have no key in
    `after_save_instance`, so everything that leads to them is written after the import.
    """

    class Meta(FamiliesWithoutDiff.Meta):
        use_bulk = True
        batch_size = 1000

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.bearers = self.known(
            Member.objects.present().select_related("recipient"), "nik", dataset["nik"]
        )
        self.holders = self.known(Recipient.objects.active(), "kk", dataset["kk"])

    def known(self, rows, purpose, texts):
        wanted, found = [blind_index(text, purpose=purpose) for text in texts], {}
        for first in range(0, len(wanted), 1000):
            part = wanted[first : first + 1000]
            for each in rows.filter(**{f"{purpose}_index__in": part}):
                found.setdefault(getattr(each, f"{purpose}_index"), []).append(each)
        return found

    def look_up(self, facts):
        nik, kk = blind_index(facts["nik"], purpose="nik"), blind_index(facts["kk"], purpose="kk")
        return self.decide(self.bearers.get(nik, []), self.holders.get(kk, []))

    def after_save_instance(self, instance, row, **kwargs):
        self.saved.append((instance, row["facts"]))

    def after_import(self, dataset, result, **kwargs):
        members = [fill(Member(is_main=True), *each) for each in self.saved]
        Member.objects.bulk_create(members, batch_size=1000)
        known = {
            (each.search_name, each.register_number): each
            for each in Inmate.objects.filter(facility=self.facility)
        }
        new = {}
        for _, facts in self.saved:
            key = normalize_name(facts["inmate_name"]), facts.get("register_number", "")
            if key not in known and key not in new:
                new[key] = Inmate(
                    facility=self.facility,
                    search_name=key[0],
                    register_number=key[1],
                    **self.of_inmate(facts),
                )
        Inmate.objects.bulk_create(new.values(), batch_size=1000)
        known |= new
        ties = [
            Kinship(
                recipient=family,
                inmate=known[
                    normalize_name(facts["inmate_name"]), facts.get("register_number", "")
                ],
                relation=facts["relation"],
            )
            for family, facts in self.saved
        ]
        Kinship.objects.bulk_create(ties, batch_size=1000)
        super().after_import(dataset, result, **kwargs)


BLANK = Cell("", CellKind.BLANK)
RESOURCES = {
    "as it comes": Families,
    "without its diff": FamiliesWithoutDiff,
    "in bulk by hand": FamiliesInBulk,
}


def fill(member, family, facts):
    member.recipient, member.facility = family, family.facility
    member.name, member.search_name = facts["name"], normalize_name(facts["name"])
    member.nik, member.sex = facts["nik"], facts["sex"]
    member.birth_date = date.fromisoformat(facts["birth_date"])
    return member


def run(path, *, variant, facility, by) -> int:
    """Bring a file in as the admin does, and return how many families came of it."""
    for dry_run in [True, False]:
        # Its admin reads the file anew for the second step.
        dataset = XLSX().create_dataset(path.read_bytes())
        resource = RESOURCES[variant](facility=facility, by=by, at=timezone.now())
        result = resource.import_data(dataset, dry_run=dry_run, raise_errors=False)
        if result.has_errors() or result.has_validation_errors():
            raise RuntimeError([*result.row_errors(), *result.invalid_rows][:1])
    return Recipient.objects.count()
