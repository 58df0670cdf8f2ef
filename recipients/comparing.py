"""Two records side by side: what each says, and where they say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from bansos.accounts.roles import Permission
from bansos.indonesia.identity import normalize_name
from bansos.indonesia.words import date_long
from facilities.access import may
from facilities.models import Facility

from .models import Likeness, Recipient


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    is_same: bool


@dataclass(frozen=True)
class Side:
    """One of the two. Of another facility's record no more is told than where it is."""

    facility: Facility
    recipient: Recipient | None
    facts: list[Fact]


def sides_of(likeness: Likeness, user) -> list[Side]:
    """Both, one's own first."""
    seen = [each for each in likeness.pair if may(user, Permission.EDIT_REGISTERS, each.facility)]
    told = [dict(_facts(each)) for each in seen]
    sides = []
    for recipient, own in zip(seen, told, strict=True):
        others = [other for other in told if other is not own]
        facts = [
            Fact(label, text, bool(sign) and any(sign == other[label][1] for other in others))
            for label, (text, sign) in own.items()
        ]
        sides.append(Side(recipient.facility, recipient, facts))
    hidden = [each for each in likeness.pair if each not in seen]
    return sides + [Side(each.facility, None, []) for each in hidden]


def _facts(recipient) -> Iterator[tuple[str, tuple[str, object]]]:
    """Each fact as it is shown, and as it is compared."""
    main = recipient.main_member
    born = main.birth_date if main else None
    people = sorted(member.name for member in recipient.members.all() if not member.is_main)
    inmates = sorted(str(kinship.inmate) for kinship in recipient.kinships.all())
    yield "NIK", (main.masked_nik if main else "", main.nik_index if main else None)
    yield "Tanggal lahir", (date_long(born) if born else "", born)
    yield "Nomor KK", (recipient.masked_kk, recipient.kk_index)
    yield "Alamat", (recipient.full_address, normalize_name(recipient.full_address))
    yield "Nomor HP", (recipient.phone, recipient.phone)
    yield "Warga binaan", (", ".join(inmates), inmates)
    yield "Anggota lain", (", ".join(people), [normalize_name(name) for name in people])
    yield "Golongan", (recipient.get_category_display(), "")
