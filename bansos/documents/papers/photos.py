"""Photos of an event as papers show them: two to a row, each with its caption."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A JPEG, already small enough for paper, and what is to be seen on it."""

    image: bytes
    caption: str


def photo_payload(photos: list[Photo]) -> list[dict]:
    return [{"image": list(photo.image), "caption": photo.caption} for photo in photos]
