"""What people do with imports. Each is one transaction, and what matters is in the trail."""

from django.db import IntegrityError, transaction

from bansos.accounts.models import User
from bansos.audit import trail
from facilities.models import Facility

from . import storage
from .batches import advance, locked
from .columns import remember
from .kinds import columns_of
from .models import LIMIT_NAME, ColumnMapping, Import, Verdict
from .reading import Table, Unreadable
from .refusals import Busy, Refused
from .tables import NO_TITLES, Found, facts_of, header_of, remembered
from .undoing import undo

__all__ = [
    "Busy",
    "Refused",
    "advance",
    "apply",
    "discard",
    "match",
    "retitle",
    "shell",
    "undo",
    "upload",
]

TOO_BIG = "Berkas ini lebih dari 10 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."
COUNTERS = ["rows_checked", "checked_to", "blank", "hidden", *(v.counter for v in Verdict)]


def upload(chunks, *, name, kind, facility, by, at) -> tuple[Import, bool]:
    """
    Keep a file to be imported. The same file again changes nothing.

    :return: the import, and whether the file was known already.
    :raises Refused: if the file is too big.
    """
    imported = Import(
        facility=facility, kind=kind, file_name=_plain(name), uploaded_at=at, uploaded_by=by
    )
    try:
        imported.sha256 = storage.keep(imported, _no_more_than(storage.LARGEST, chunks))
        known = _known(imported)
        if known is None:
            with transaction.atomic():
                trail.lock(imported.facility_id or 0)
                imported.save()
                details = {"kind": str(kind), "sha256": imported.sha256}
                trail.record("import.upload", imported, by=by, at=at, details=details)
            return imported, False
    except IntegrityError:
        # The same file, a moment ago.
        known = _known(imported)
        if known is None:
            raise
    except BaseException:
        storage.clear(imported)
        raise
    storage.clear(imported)
    return known, True


def _known(imported) -> Import | None:
    same = Import.objects.standing().filter(
        facility=imported.facility, kind=imported.kind, sha256=imported.sha256
    )
    return same.select_related("facility").first()


def _no_more_than(limit, chunks):
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise Refused(TOO_BIG)
        yield chunk


def _plain(name) -> str:
    seen = "".join(sign for sign in str(name) if sign.isprintable())
    return seen.encode("utf-8", "ignore").decode()[:LIMIT_NAME] or "berkas"


@transaction.atomic
def retitle(imported, *, sheet, header=None) -> Import:
    """
    Look at another sheet, or take another row for the titles, and guess its columns.

    :raises Refused: if there are no titles, or too many rows below them.
    """
    imported = _matchable(imported)
    table = Table.open(imported.place)
    known = remembered(imported)
    titles = known.titles if known else {}
    found = header_of(table, sheet, imported, titles, at=header)
    if found is None:
        raise Refused(NO_TITLES)
    defaults = imported.mapping.get("defaults", {})
    try:
        facts = facts_of(table, imported, Found(sheet, found), defaults)
    except Unreadable as too_long:
        raise Refused(str(too_long)) from None
    _start_over(imported, facts)
    imported.state = Import.State.READ
    imported.save()
    return imported


@transaction.atomic
def match(imported, *, columns, defaults) -> Import:
    """
    Confirm which column is what; the rows are checked next, and the facility remembers it.

    :param columns: the place of each column in the file, by the column's name.
    """
    imported = _matchable(imported)
    mapping = imported.mapping | {"columns": columns, "defaults": defaults}
    _start_over(imported, {"mapping": mapping})
    imported.state = Import.State.CHECKING
    imported.save()
    known = remembered(imported) or ColumnMapping(facility=imported.facility, kind=imported.kind)
    told = remember(imported.title_list, columns)
    names = {column.name for column in columns_of(imported.kind)}
    known.titles = {
        title: name for title, name in known.titles.items() if name in names - set(columns)
    } | told
    known.defaults = defaults
    known.save()
    return imported


def _matchable(imported) -> Import:
    imported = locked(imported)
    if imported.state not in [Import.State.READ, Import.State.CHECKING, Import.State.CHECKED]:
        raise Refused("Kolom berkas ini tidak dapat dicocokkan lagi.")
    return imported


def _start_over(imported, facts):
    imported.lines.all().delete()
    for name in COUNTERS:
        setattr(imported, name, 0)
    for name, value in facts.items():
        setattr(imported, name, value)


@transaction.atomic
def apply(imported, *, by, at) -> Import:
    """
    Let what is new or changed be written. Whoever comes second finds it under way.

    :raises Refused: if it is not ready for it.
    """
    imported = locked(imported)
    if imported.state in [Import.State.APPLYING, Import.State.APPLIED]:
        return imported
    if imported.state != Import.State.CHECKED:
        raise Refused("Berkas ini belum selesai diperiksa, atau sudah tidak dapat diterapkan.")
    imported.state, imported.applied_at, imported.applied_by = Import.State.APPLYING, at, by
    imported.save(update_fields=["state", "applied_at", "applied_by"])
    return imported


def discard(imported) -> Import:
    """
    Throw away a file that was not applied. Nothing of it is in the register.

    :raises Refused: if some of it is.
    """
    with transaction.atomic():
        imported = locked(imported)
        if imported.state in [Import.State.APPLYING, Import.State.APPLIED, Import.State.UNDONE]:
            raise Refused("Berkas ini sudah diterapkan. Batalkan impornya bila perlu.")
        _start_over(imported, {"titles": "", "state": Import.State.DISCARDED})
        imported.save()
    storage.clear(imported)
    return imported


def shell() -> User:
    """Who stands as the author of what is imported from a shell. Nobody can sign in as them."""
    user = User.objects.filter(username="impor-shell").first()
    if user is None:
        user = User(username="impor-shell", name="Impor dari baris perintah", is_active=False)
        user.set_unusable_password()
        user.save()
    return user


def facility_named(name) -> Facility:
    """
    The facility of this official or short name.

    :raises Refused: if there is none, or more than one.
    """
    for field in ["official_name__iexact", "short_name__iexact"]:
        found = list(Facility.objects.filter(**{field: name})[:2])
        if len(found) == 1:
            return found[0]
    raise Refused(f"Tidak ada satu UPT bernama {name!r}.")
