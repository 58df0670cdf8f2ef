"""Who stands in the registers already. Queries only: what follows from it is the form's part."""

from dataclasses import dataclass

from django.db.models import Q

from bansos.indonesia.identity import normalize_name
from bansos.privacy.ciphers import blind_index
from facilities.models import Facility

from .models import Member, Recipient

MOST_NAMESAKES = 5


@dataclass(frozen=True)
class Notice:
    """
    That a number, or a name, stands in a register already.

    In another facility's, no more is told than which facility it is.
    """

    field: str
    value: str
    facility: Facility
    recipient: Recipient | None = None
    is_refusal: bool = False

    WORDS = {"nik": "NIK", "kk": "Nomor KK", "name": "Nama"}

    def __str__(self):
        place = "UPT ini" if self.recipient else self.facility
        return f"{self.WORDS[self.field]} ini sudah terdaftar di {place}"

    @property
    def key(self) -> str:
        """By which a form says that this very notice was read. Tells nothing of the value."""
        found = f"{self.field}:{self.value}:{self.facility.pk}"
        return blind_index(found, purpose="notice")[:16]


def notices(*, niks=(), kk="", facility, beside=None) -> list[Notice]:
    """
    Where these numbers stand already, in this facility first.

    :param niks: NIKs of 16 digits; blank ones are passed over.
    :param beside: a recipient who does not count: the one being revised.
    """
    found = [*_of_niks(niks, facility, beside), *_of_kk(kk, facility, beside)]
    return sorted(found, key=lambda notice: not notice.is_refusal)


def namesakes(name, *, facility, beside=None) -> list[Notice]:
    """Recipients of this facility with the very name: worth a look where there is no number."""
    same = Recipient.objects.active().filter(facility=facility, search_name=normalize_name(name))
    same = _but(beside, same, "pk").defer("kk").order_by("pk")[:MOST_NAMESAKES]
    return [Notice("name", normalize_name(name), facility, recipient) for recipient in same]


def _of_niks(niks, facility, beside):
    asked = {blind_index(nik, purpose="nik"): nik for nik in niks if nik}
    if not asked:
        return
    bearers = Member.objects.present().filter(nik_index__in=asked)
    bearers = _but(beside, bearers, "recipient").select_related("facility", "recipient")
    for member in bearers.defer("nik", "recipient__kk").order_by("pk"):
        yield _notice("nik", asked[member.nik_index], member.recipient, member.facility, facility)


def _of_kk(kk, facility, beside):
    if not kk:
        return
    same = Recipient.objects.active().filter(kk_index=blind_index(kk, purpose="kk"))
    same = _but(beside, same, "pk").select_related("facility").defer("kk")
    for recipient in same.order_by("pk"):
        yield _notice("kk", kk, recipient, recipient.facility, facility)


def _notice(field, value, recipient, found_at, asked_at):
    if found_at == asked_at:
        return Notice(field, value, found_at, recipient, is_refusal=True)
    return Notice(field, value, found_at)


def _but(recipient, rows, path):
    return rows.exclude(Q(**{path: recipient.pk})) if recipient else rows
