"""Photos as papers take them: read from the storage and made small."""

from bansos.handovers.models import Event
from bansos.handovers.pictures import NotAPicture, clean_jpeg

from . import papers

ON_PAPER = 900
"""Pixels of the longer side: sharp at eight centimetres, light in the file."""


def photos_of(event: Event) -> list[papers.Photo]:
    """The event's photos in their order; one whose file has gone is not missed."""
    found = []
    for photo in event.photos.order_by("pk"):
        try:
            with photo.file.open("rb") as file:
                image = clean_jpeg(file, longest_side=ON_PAPER)
        except (OSError, NotAPicture):
            continue
        found.append(papers.Photo(image=image, caption=photo.caption))
    return found
