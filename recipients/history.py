"""What happened to a recipient or an inmate, read from the trail and told in words."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from bansos.audit.models import Entry
from bansos.audit.words import deed

from .models import Inmate, Member, Recipient

SHOWN = 50
COUNTED = {"added": "ditambahkan", "changed": "diubah", "left": "keluar"}


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    deed: str
    remark: str


def history_of(subject: Recipient | Inmate) -> list[Line]:
    """The last entries about it and about its members, newest first."""
    about = Q(object_type=subject._meta.label_lower, object_id=str(subject.pk))
    if isinstance(subject, Recipient):
        members = [str(member.pk) for member in subject.members.all()]
        about |= Q(object_type=Member._meta.label_lower, object_id__in=members)
    entries = Entry.objects.on_chains([subject.facility_id]).filter(about).newest_first()
    return [
        Line(entry.at, entry.actor_name or "Sistem", deed(entry.action), _remark(entry.details))
        for entry in entries[:SHOWN]
    ]


def _remark(details) -> str:
    fields = [*details.get("fields", []), *filter(None, [details.get("field")])]
    told = [", ".join(dict.fromkeys(map(_word, fields)))]
    told += [
        f"{len(details[key])} anggota {verb}" for key, verb in COUNTED.items() if key in details
    ]
    if details.get("verification_taken_back"):
        told.append("verifikasi dicabut")
    if "also_at" in details:
        told.append("diteruskan walau terdaftar di UPT lain")
    if "reason" in details:
        told.append(f"alasan: {details['reason']}")
    text = "; ".join(filter(None, told))
    return text[:1].upper() + text[1:]


def _word(field) -> str:
    for model in [Recipient, Member, Inmate]:
        try:
            return str(model._meta.get_field(field).verbose_name)
        except FieldDoesNotExist:
            continue
    return field
