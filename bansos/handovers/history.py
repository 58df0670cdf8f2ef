"""What happened to an event, read from the trail and told in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from bansos.audit import words
from bansos.audit.models import Entry

from .models import Entitlement, Event, Handover


@dataclass(frozen=True)
class Line:
    """One deed, as it is told to those who work on the event."""

    at: datetime
    who: str
    deed: str
    whom: Entitlement | None
    remark: str


class History:
    """The trail entries of an event, of its list and of what was handed over, newest first."""

    def __init__(self, event):
        rows = event.entitlements.only("number", "name", "event_id", "code")
        self.whom = {str(row.pk): row for row in rows}
        voided = Handover.objects.filter(event=event).exclude(voided_at=None)
        pairs = voided.values_list("pk", "entitlement_id") if event.opened_at else ()
        self.voided = {str(pk): str(entitlement_id) for pk, entitlement_id in pairs}
        self.entries = (
            Entry.objects.on_chains([event.facility_id])
            .filter(
                Q(object_type=Event._meta.label_lower, object_id=str(event.pk))
                | Q(object_type=Entitlement._meta.label_lower, object_id__in=list(self.whom))
                | Q(object_type=Handover._meta.label_lower, object_id__in=list(self.voided))
            )
            .newest_first()
        )

    def told(self, entry) -> Line:
        whom = self.whom.get(self.voided.get(entry.object_id, entry.object_id))
        if entry.object_type == Event._meta.label_lower:
            whom = None
        deed = words.deed(entry.action)
        return Line(entry.at, entry.actor_name or "Sistem", deed, whom, _remark(entry))


def _remark(entry) -> str:
    details = entry.details
    if "reason" in details:
        return f"Alasan: {details['reason']}"
    if "recipients" in details:
        return f"{len(details['recipients'])} keluarga"
    if "entitlements" in details:
        return f"{len(details['entitlements'])} keluarga"
    if "entitled" in details:
        return f"{details['entitled']} keluarga"
    if details.get("absent"):
        return f"{details['absent']} keluarga tidak hadir"
    if "shown" in details:
        return "Nama ditampilkan" if details["shown"] else "Nama tidak ditampilkan"
    return str(details.get("number", ""))
