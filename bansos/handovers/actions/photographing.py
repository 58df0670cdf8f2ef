"""Photos of an event come in and go."""

from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from bansos.audit import trail

from ..models import EventPhoto
from ..models.photo import MOST_PHOTOS
from ..pictures import NotAPicture, clean_jpeg
from .planning import require_unreported
from .refusals import Refused
from .standing import locked


class BadPhoto(Refused):
    """The file is no photo, or there are enough of them."""


def add_photo(event, *, file, caption, by, at) -> EventPhoto:
    """
    Put a photo to an event that is not reported yet.

    :param file: what was uploaded, open for reading.
    :raises BadPhoto: if it cannot be read, or the event has as many as a report holds.
    :raises WrongState: if the event is reported.
    """
    try:
        # Before the lock: drawing takes longer than the hall should wait.
        content = ContentFile(clean_jpeg(file))
    except NotAPicture as fault:
        raise BadPhoto(str(fault)) from None
    with transaction.atomic():
        event = locked(event)
        require_unreported(event)
        if event.photos.count() >= MOST_PHOTOS:
            raise BadPhoto(f"Satu kegiatan paling banyak memuat {MOST_PHOTOS} foto.")
        photo = EventPhoto(event=event, caption=caption, added_at=at, added_by=by)
        photo.file.save("foto.jpg", content, save=False)
        photo.save()
        trail.record("event.add_photo", event, by=by, at=at, details={"photo": photo.pk})
    return photo


@transaction.atomic
def drop_photo(photo, *, by, at) -> None:
    """
    Take a photo off an event that is not reported yet; its file goes too.

    :raises WrongState: if it is.
    """
    event = locked(photo.event)
    require_unreported(event)
    trail.record("event.drop_photo", event, by=by, at=at, details={"photo": photo.pk})
    storage, name = photo.file.storage, photo.file.name
    photo.delete()
    transaction.on_commit(partial(storage.delete, name))
