"""Totals of a month or a year, from lists and handovers. Reads, never decides; never a name."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum

from bansos.campaigns.models import Package, Quota
from bansos.handovers.models import Event, Handover, Tally
from bansos.indonesia.words import MONTHS
from facilities.models import Facility, RegionalOffice
from recipients.models import Category

from . import papers
from .facts import head_of, signatory
from .ledger import issuer_of

HOUSE = [
    "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
    "DIREKTORAT JENDERAL PEMASYARAKATAN",
]
CAPITAL = "Jakarta"
CAPITAL_ZONE = ZoneInfo("Asia/Jakarta")
NAMES = {Category.INMATE_FAMILY: "inmate_families", Category.COMMUNITY: "community"}
"""Which column a category is counted in; all others in `other`."""


@dataclass(frozen=True)
class Period:
    """A year, or one month of it."""

    year: int
    month: int | None = None

    def __str__(self):
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month else f"Tahun {self.year}"

    @property
    def stamp(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else f"{self.year}"

    def holds(self, path="") -> Q:
        """Events that begin in it on the clock of their own facility."""
        inside = Q()
        for zone in Facility.Zone.values:
            begin, end = self._bounds(ZoneInfo(zone))
            inside |= Q(
                **{
                    f"{path}facility__time_zone": zone,
                    f"{path}starts_at__gte": begin,
                    f"{path}starts_at__lt": end,
                }
            )
        return inside & Q(**{f"{path}campaign__is_rehearsal": False})

    def _bounds(self, zone):
        first, last = self.month or 1, self.month or 12
        year, month = (self.year + 1, 1) if last == 12 else (self.year, last + 1)
        return datetime(self.year, first, 1, tzinfo=zone), datetime(year, month, 1, tzinfo=zone)


def recap(facilities, period: Period, *, office=None, at: datetime) -> papers.Recap:
    """
    One row per facility of an office or of one's own; else one per regional office.

    :param facilities: those whose numbers the reader may see.
    """
    if office:
        facilities = facilities.filter(regional_office=office)
    places = list(facilities.select_related("regional_office").order_by("short_name", "pk"))
    offices = {each.regional_office_id: each.regional_office for each in places}
    per_facility = totals_of(places, period)
    if office is None and len(offices) > 1:
        rows = [
            papers.added_up(
                [per_facility[each.pk] for each in places if each.regional_office_id == pk],
                label=offices[pk].name,
            )
            for pk in sorted(offices, key=lambda pk: (offices[pk].name, pk))
        ]
    else:
        rows = [
            per_facility[each.pk]
            for each in places
            if per_facility[each.pk].events or each.closed_on is None
        ]
    issuer, head = _issuer(places, offices, at)
    return papers.Recap(
        issuer=issuer,
        period=str(period),
        place_title="Kantor Wilayah" if office is None and len(offices) > 1 else "UPT",
        rows=rows,
        head=head,
    )


def totals_of(places, period: Period) -> dict[int, papers.Totals]:
    """By the facility's id, counted from the rows themselves; four queries, however many places."""
    within = Event.objects.filter(period.holds(), facility__in=places).order_by()
    columns: dict[int, dict] = {
        each.pk: defaultdict(int, label=each.short_name, value=Decimal(0)) for each in places
    }
    ended = Q(state=Event.State.REPORTED)
    rows = within.values_list("facility").annotate(n=Count("pk"), ended=Count("pk", filter=ended))
    for pk, events, reported in rows:
        columns[pk] |= {"events": events, "reported": reported}
    listed = Tally.objects.filter(event__in=within).order_by().values_list("event__facility")
    for pk, entitled, prepared in listed.annotate(Sum("entitled"), Sum("entitled_packages")):
        columns[pk] |= {"entitled": entitled, "prepared": prepared}
    _add_quotas(columns, within)
    _add_handovers(columns, within)
    return {pk: papers.Totals(**column) for pk, column in columns.items()}


def _add_quotas(columns, within):
    taking_part = set(within.values_list("facility", "campaign"))
    quotas = Quota.objects.filter(campaign__in={campaign for _, campaign in taking_part})
    for pk, campaign, packages in quotas.values_list("facility", "campaign", "packages"):
        if (pk, campaign) in taking_part:
            columns[pk]["target"] += packages


def _add_handovers(columns, within):
    handed = Handover.objects.valid().filter(event__in=within).order_by()
    rows = handed.values_list("facility", "entitlement__category", "entitlement__package").annotate(
        Count("pk"), Sum("quantity")
    )
    counted = list(rows)
    packages = Package.objects.filter(pk__in={row[2] for row in counted})
    values = {each.pk: each.value for each in packages.prefetch_related("items")}
    for pk, category, package, families, quantity in counted:
        column = columns[pk]
        column["handed"] += families
        column["packages"] += quantity
        column[NAMES.get(category, "other")] += families
        if values[package] is None:
            column["unpriced"] += quantity
        else:
            column["value"] += values[package] * quantity


def _issuer(places, offices, at) -> tuple[papers.Issuer, papers.Signatory]:
    """The facility itself, its regional office, or the nation."""
    if len(places) == 1:
        facility = places[0]
        local = at.astimezone(facility.zone)
        return issuer_of(facility, as_of=at), signatory(head_of(facility, local.date()))
    if len(offices) == 1:
        [office] = offices.values()
        return _office(office, places[0].zone, at)
    lines = papers.Letterhead(lines=HOUSE, facility=HOUSE[-1])
    issuer = papers.Issuer(
        letterhead=lines,
        name="Direktorat Jenderal Pemasyarakatan",
        short_name="Nasional",
        place=CAPITAL,
        as_of=at.astimezone(CAPITAL_ZONE),
    )
    return issuer, papers.Signatory(title="Direktorat Jenderal Pemasyarakatan")


def _office(office: RegionalOffice, zone, at):
    own = office.official_name.upper()
    issuer = papers.Issuer(
        letterhead=papers.Letterhead(lines=[*HOUSE, own], facility=own),
        name=office.official_name,
        short_name=f"Kantor Wilayah {office.name}",
        place="…" * 8,
        as_of=at.astimezone(zone),
    )
    return issuer, papers.Signatory(title=f"Kepala {office.official_name}")
