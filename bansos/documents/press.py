"""The press release of an event: its draft, its versions, and the names that never go into it."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from bansos.audit import trail
from bansos.campaigns.models import Campaign
from bansos.handovers.models import Event
from bansos.indonesia.identity import normalize_name

from . import papers
from .facts import as_of_deeds, deeds_of, occasion
from .models import PressRelease
from .models.press_release import LONGEST
from .telling import directives_of, guests_of, results_of, statements_of


class Refused(Exception):
    """The text was not kept."""


class NamesAnInmate(Refused):
    """Whose family somebody is, or who is held, is not for the press."""


class Outrun(Refused):
    """Somebody saved another version meanwhile."""


def draft(event: Event, *, at: datetime) -> str:
    """What the recorded facts and the consented quotes say; a text that names an inmate is left."""
    spoken = Spoken(event)
    return paper(event, at=at, spoken=spoken).text()


def paper(event: Event, *, at: datetime, spoken: "Spoken") -> papers.PressRelease:
    results = results_of(event)
    symbolic = event.handovers.valid().symbolic().order_by()
    givers = symbolic.order_by("handed_by__pk").values_list(
        "handed_by__name", "handed_by__position"
    )
    return papers.PressRelease(
        occasion=occasion(event, as_of=as_of_deeds(event, at, *deeds_of(event))),
        package=papers.Package(name=event.package.name, unit=event.package.unit),
        packages=results.handed_packages,
        families=results.handed,
        symbolic=symbolic.aggregate(total=Sum("quantity", default=0))["total"],
        symbolic_givers=[f"{name} ({position})" for name, position in dict.fromkeys(givers)],
        guests=[
            each for each in guests_of(event) if spoken.is_clean(f"{each.name} {each.position}")
        ],
        directives=[each for each in directives_of(event) if spoken.is_clean(each.text)],
        statements=[
            each for each in statements_of(event) if spoken.is_clean(f"{each.text} {each.capacity}")
        ],
        is_simultaneous=event.campaign.scope == Campaign.Scope.NATIONAL,
        theme=event.campaign.theme if spoken.is_clean(event.campaign.theme) else "",
    )


class Spoken:
    """Which inmates' names a text may not hold, and which alike ones it may: of who spoke."""

    def __init__(self, event: Event):
        inmates = event.entitlements.exclude(inmate_name="").values_list("inmate_name", flat=True)
        public = [
            *event.statements.values_list("speaker", flat=True),
            *event.guests.values_list("name", flat=True),
            *event.facility.officials.values_list("name", flat=True),
            event.facility.official_name,
            event.venue,
        ]
        self._forbidden = {plain: name for name in inmates.distinct() if (plain := _plain(name))}
        self._public = sorted(filter(None, map(_plain, public)), key=len, reverse=True)

    def names_in(self, text) -> list[str]:
        """The inmates whose whole names stand in the text."""
        found = f" {_plain(text)} "
        for name in self._public:
            found = found.replace(f" {name} ", " · ")
        return [name for plain, name in self._forbidden.items() if f" {plain} " in found]

    def is_clean(self, text) -> bool:
        return not self.names_in(text)


@transaction.atomic
def save(event: Event, *, text, based_on, by, at) -> PressRelease:
    """
    Keep what was written as the next version.

    :param based_on: the version it was written from, 0 for the draft.
    :raises NamesAnInmate: if it does.
    :raises Outrun: if another version came meanwhile.
    :raises Refused: if it is empty or longer than a release.
    """
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text or len(text) > LONGEST:
        raise Refused(f"Tulis siaran pers, paling banyak {LONGEST:,} huruf.".replace(",", "."))
    trail.lock(event.facility_id)
    if named := Spoken(event).names_in(text):
        raise NamesAnInmate(f"Siaran pers tidak boleh memuat nama warga binaan: {named[0]}.")
    last = latest_version(event)
    if last != based_on:
        raise Outrun(f"Sementara itu versi {last} disimpan. Salin tulisan Anda, lalu muat ulang.")
    try:
        with transaction.atomic():
            saved = PressRelease.objects.create(
                event=event, version=last + 1, text=text, saved_at=at, saved_by=by
            )
    except IntegrityError:
        raise Outrun("Sementara itu versi lain disimpan. Salin tulisan Anda.") from None
    trail.record("press_release.save", event, by=by, at=at, details={"version": saved.version})
    return saved


def latest_version(event) -> int:
    return event.press_releases.aggregate(last=Max("version"))["last"] or 0


def _plain(text) -> str:
    return " ".join(re.findall(r"\w+", normalize_name(text)))
