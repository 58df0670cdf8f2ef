"""
Keeping the index of words right where rows are written in bulk.

`save()` and `delete()` of a recipient, member, kinship or inmate need nothing. Whoever writes
names, facilities or ties by `update()`, `bulk_update()` or plain SQL says afterwards whose. Of new
rows it is quicker to say what they are called: `RecipientWord.objects.note_all()`.
"""

from collections.abc import Iterable, Iterator

from .models import Inmate, InmateWord, Kinship, Recipient, RecipientWord

AT_ONCE = 500


def renew_words(families: Iterable[int] = (), *, inmates: Iterable[int] = ()) -> None:
    """
    Let these be found by what they are called now, and by nothing else.

    :param families: ids of recipients.
    :param inmates: ids of inmates, whose families follow.
    """
    inmates = list(inmates)
    InmateWord.objects.renew(inmates)
    RecipientWord.objects.renew([*families, *_families_of(inmates)])


def astray(facility_id=None) -> Iterator[str]:
    """Who is not found by what they are called, in words."""
    here = {} if facility_id is None else {"facility": facility_id}
    families, inmates = Recipient.objects.filter(**here), Inmate.objects.filter(**here)
    for who, index, rows in [
        ("Penerima", RecipientWord, families),
        ("Warga binaan", InmateWord, inmates),
    ]:
        part, ids = [0], rows.order_by("pk").values_list("pk", flat=True)
        while part := list(ids.filter(pk__gt=part[-1])[:AT_ONCE]):
            for pk in index.objects.astray(part):
                yield f"{who} {pk}: kata pencariannya tidak sesuai dengan namanya."


def _families_of(inmates) -> set[int]:
    rows = Kinship.objects.filter(inmate__in=inmates) if inmates else Kinship.objects.none()
    return set(rows.order_by().values_list("recipient", flat=True))
