"""
What must always be true, recounted from the facts. A difference is named, never mended.

Each check is a few statements over whole tables, so that the database counts and only the
differences come out of it.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from bansos.audit import trail
from bansos.stock.models import Balance, Movement
from recipients.words import astray

from .models import Claim, Conflict, Entitlement, Event, Handover, Refusal, Tally

COUNTED = [field.name for field in Tally._meta.concrete_fields if not field.primary_key]


@contextmanager
def one_moment():
    """All statements inside see the same moment; on PostgreSQL nobody waits for them."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def differences(facility_id=None) -> Iterator[str]:
    """Everything that is not as it must be, in words: at one facility, or anywhere."""
    here = {} if facility_id is None else {"facility": facility_id}
    about_handovers = [tallies, balances, ledger, handovers, conflicts, answers]
    for check in [*about_handovers, entitlements, claims, words]:
        yield from check(here)
    yield from (str(broken) for broken in trail.verify(facility_id))


def tallies(here) -> Iterator[str]:
    """The numbers of each event, against its list and its handovers."""
    facts = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for row in [*_entitled(here), *_handed(here)]:
        facts[row.pop("event")].update(row)
    for tally in Tally.objects.filter(**_through("event", here)).iterator():
        for name in COUNTED:
            said, counted = getattr(tally, name), facts[tally.pk][name]
            if said != counted:
                yield f"Kegiatan {tally.pk}: hitungan {name} tertulis {said}, terhitung {counted}."
    without = Event.objects.filter(tally=None, **here)
    yield from _each("Kegiatan {}: hitungannya tidak ada.", without)


def balances(here) -> Iterator[str]:
    """What is on hand, against the sum of the ledger."""
    moved = Movement.objects.filter(**here).order_by().values("facility", "package")
    summed = {_place(row): row["total"] for row in moved.annotate(total=Sum("quantity"))}
    kept = Balance.objects.filter(**here).values("facility", "package", "on_hand")
    said = {_place(row): row["on_hand"] for row in kept}
    for place in sorted(summed.keys() | said.keys()):
        on_hand, total = said.get(place, 0), summed.get(place, 0)
        if on_hand != total:
            facility, package = place
            yield f"UPT {facility}, paket {package}: saldo {on_hand}, jumlah mutasi {total}."


def ledger(here) -> Iterator[str]:
    """Each handover left by the ledger, and came back by it if it is void."""
    went, came = _went_and_came()
    rows = Handover.objects.filter(**here)
    yield from _each("Penyerahan {}: tidak ada mutasi keluarnya.", rows.filter(~went))
    yield from _each("Penyerahan {}: sah, tetapi stoknya kembali.", rows.valid().filter(came))
    void = rows.exclude(voided_at=None)
    yield from _each("Penyerahan {}: batal, tetapi stoknya tidak kembali.", void.filter(~came))

    handed_or_void = Q(kind__in=[Movement.Kind.HANDED, Movement.Kind.VOIDED])
    moved = Movement.objects.filter(handed_or_void | Q(handover_id__isnull=False), **here)
    known = Exists(Handover.objects.filter(pk=OuterRef("handover_id")))
    kept = Exists(Conflict.objects.filter(pk=OuterRef("handover_id"), is_taken=True))
    yield from _each("Mutasi {}: penyerahannya tidak ada.", moved.filter(~known, ~kept))


def handovers(here) -> Iterator[str]:
    """One valid handover for each entitlement that is on the list of an opened event."""
    rows = Handover.objects.filter(**here)
    valid = rows.valid().order_by().values("entitlement")
    doubled = valid.annotate(times=Count("pk")).filter(times__gt=1)
    yield from _each("Jatah {}: diserahkan lebih dari sekali.", doubled, "entitlement")
    withdrawn = rows.valid().exclude(entitlement__withdrawn_at=None)
    yield from _each("Penyerahan {}: jatahnya sudah dicabut.", withdrawn)
    strays = rows.exclude(event=F("entitlement__event"), facility=F("entitlement__facility"))
    yield from _each("Penyerahan {}: bukan dari kegiatan jatahnya.", strays)
    early = rows.filter(event__opened_at=None)
    yield from _each("Penyerahan {}: kegiatannya belum pernah dibuka.", early)


def conflicts(here) -> Iterator[str]:
    """What left out of reach is in the ledger, and is a handover only where the head said so."""
    went, came = _went_and_came()
    lost = Exists(_lines().filter(kind=Movement.Kind.LOST, quantity=OuterRef("quantity") * -1))
    rows = Conflict.objects.filter(**here)
    became = Exists(Handover.objects.filter(pk=OuterRef("pk")))
    settlement = Conflict.Settlement
    returned, recorded = Q(settlement=settlement.RETURNED), Q(settlement=settlement.RECORDED)
    gone = Q(settlement=settlement.LOST)
    yield from _each("Konflik {}: tidak ada mutasi keluarnya.", rows.filter(~went, is_taken=True))
    yield from _each("Konflik {}: ada mutasi keluarnya.", rows.filter(went, is_taken=False))
    back = rows.filter(returned | gone, ~came, is_taken=True)
    yield from _each("Konflik {}: stoknya tidak kembali.", back)
    # Recorded as a handover, it may have been taken back since: that is the ledger's to compare.
    yield from _each("Konflik {}: stoknya kembali.", rows.filter(came, settled_at=None))
    yield from _each("Konflik {}: tidak tertulis keluar.", rows.filter(gone, ~lost))
    yield from _each("Konflik {}: tertulis keluar.", rows.exclude(gone).filter(lost))
    yield from _each("Konflik {}: penyerahannya tidak ada.", rows.filter(recorded, ~became))
    yield from _each("Konflik {}: menjadi penyerahan.", rows.exclude(recorded).filter(became))
    held = rows.holding().filter(Exists(Handover.objects.valid().filter(_same_entitlement())))
    yield from _each("Konflik {}: jatahnya mempunyai penyerahan yang sah.", held)


def answers(here) -> Iterator[str]:
    """What was refused was not done as well."""
    rows = Refusal.objects.filter(**here)
    same = {"pk": OuterRef("pk")}
    done = Exists(Handover.objects.filter(**same)) | Exists(Conflict.objects.filter(**same))
    yield from _each("Operasi {}: ditolak, tetapi juga dicatat.", rows.filter(done))


def entitlements(here) -> Iterator[str]:
    """Each recipient once in a campaign, with a number once the list is decided."""
    rows = Entitlement.objects.filter(**here)
    bound = rows.active().filter(exempted_at=None)
    same = {"campaign": OuterRef("campaign"), "recipient": OuterRef("recipient")}
    others = Entitlement.objects.active().filter(exempted_at=None, **same)
    doubled = bound.filter(Exists(others.exclude(pk=OuterRef("pk"))))
    yield from _each("Jatah {}: penerimanya mempunyai jatah lain dalam kampanye.", doubled)
    strays = rows.exclude(campaign=F("event__campaign"), facility=F("event__facility"))
    yield from _each("Jatah {}: bukan dari kampanye atau UPT kegiatannya.", strays)
    unnumbered = rows.active().filter(number=None, event__frozen_at__isnull=False)
    yield from _each("Jatah {}: sudah ditetapkan, tetapi tidak bernomor.", unnumbered)


def claims(here) -> Iterator[str]:
    """Each family's marks are held by its entitlement, and by no other."""
    rows = Claim.objects.filter(**_through("entitlement", here))
    binding = {"is_active": True, "is_exempted": False}
    same = {"campaign": OuterRef("campaign"), "mark": OuterRef("mark")}
    others = Claim.objects.filter(**binding, **same).exclude(pk=OuterRef("pk"))
    doubled = rows.filter(Exists(others), **binding)
    yield from _each("Jatah {}: keluarganya mempunyai jatah lain.", doubled, "entitlement")
    agreeing = (
        Q(campaign=F("entitlement__campaign"))
        & Q(is_active=Q(entitlement__withdrawn_at=None))
        & Q(is_exempted=Q(entitlement__exempted_at__isnull=False))
    )
    yield from _each("Jatah {}: tandanya tidak sesuai.", rows.exclude(agreeing), "entitlement")
    own = Claim.objects.filter(entitlement=OuterRef("pk"), is_active=True)
    unclaimed = Entitlement.objects.active().filter(~Exists(own), **here)
    yield from _each("Jatah {}: keluarganya tidak ditandai.", unclaimed)


def words(here) -> Iterator[str]:
    """Whoever is in the registers is found by their names, and by nothing else."""
    yield from astray(here.get("facility"))


def _entitled(here):
    decided = Entitlement.objects.active().filter(event__frozen_at__isnull=False, **here)
    return (
        decided.order_by()
        .values("event")
        .annotate(entitled=Count("pk"), entitled_packages=Sum("quantity"))
    )


def _handed(here):
    return (
        Handover.objects.valid()
        .filter(**here)
        .order_by()
        .values("event")
        .annotate(
            handed=Count("pk"),
            handed_packages=Sum("quantity"),
            symbolic=Count("pk", filter=Q(kind=Handover.Kind.SYMBOLIC)),
            by_proxy=Count("pk", filter=~Q(proxy_name="")),
        )
    )


def _went_and_came() -> tuple[Exists, Exists]:
    """Whether the ledger took a package out for a deed, and whether it took it back."""
    line = _lines()
    went = line.filter(kind=Movement.Kind.HANDED, quantity=OuterRef("quantity") * -1)
    came = line.filter(kind=Movement.Kind.VOIDED, quantity=OuterRef("quantity"))
    return Exists(went), Exists(came)


def _lines():
    """The ledger's lines about a deed."""
    return Movement.objects.filter(
        handover_id=OuterRef("pk"),
        facility=OuterRef("facility"),
        package=OuterRef("entitlement__package"),
    )


def _same_entitlement() -> Q:
    return Q(entitlement=OuterRef("entitlement"))


def _place(row) -> tuple[int, int]:
    return row["facility"], row["package"]


def _through(path, here) -> dict:
    return {f"{path}__{name}": value for name, value in here.items()}


def _each(sentence, rows, key="pk") -> Iterator[str]:
    found = rows.order_by(key).values_list(key, flat=True)
    yield from (sentence.format(each) for each in found.iterator())
