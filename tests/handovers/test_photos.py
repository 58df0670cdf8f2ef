"""Photos of an event: what comes in, what of it is kept, and who sees it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from bansos.handovers import actions
from bansos.handovers.models import EventPhoto
from bansos.handovers.models.photo import MOST_PHOTOS
from bansos.handovers.pictures import NotAPicture, clean_jpeg
from tests.handovers.factories import EventFactory, EventPhotoFactory, picture

ORIENTATION, CAMERA, PLACE = 0x0112, 0x010F, 0x8825


@pytest.fixture
def event(facility):
    return EventFactory(facility=facility, opened=True)


def add(event, officer, content=None, caption="Di aula"):
    file = BytesIO(content or picture())
    return actions.add_photo(event, file=file, caption=caption, by=officer, at=timezone.now())


def from_a_phone() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = 6, "Kamera Rahasia"
    exif.get_ifd(PLACE)[1] = "S"
    return picture(200, 100, exif=exif)


def upload(client, event, content, caption="Di aula", name="IMG_1.jpg"):
    file = SimpleUploadedFile(name, content, "image/jpeg")
    path = reverse("handovers:event_photos", args=[event.pk])
    return client.post(path, {"photo-file": file, "photo-caption": caption})


def test_what_a_phone_hides_in_a_photo_is_gone():
    kept = clean_jpeg(BytesIO(from_a_phone()))
    shown = Image.open(BytesIO(kept))

    assert b"Kamera Rahasia" not in kept
    assert not shown.getexif()
    assert shown.size == (100, 200), "it stands upright"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_a_jpeg_too(kind):
    assert Image.open(BytesIO(clean_jpeg(BytesIO(picture(kind=kind))))).format == "JPEG"


def test_a_large_photo_becomes_a_small_one():
    assert Image.open(BytesIO(clean_jpeg(BytesIO(picture(4000, 3000))))).size == (1600, 1200)


def test_what_can_be_seen_through_becomes_white():
    written = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(written, "PNG")

    shown = Image.open(BytesIO(clean_jpeg(BytesIO(written.getvalue()))))

    assert shown.getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture()[:300],
        picture(kind="BMP"),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(NotAPicture):
        clean_jpeg(BytesIO(content))


def test_a_picture_that_claims_to_be_a_field_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("bansos.handovers.pictures.MOST_PIXELS", 100)

    with pytest.raises(NotAPicture, match="terlalu besar"):
        clean_jpeg(BytesIO(picture(20, 20)))


def test_a_photo_is_kept_under_a_name_that_tells_nothing(event, officer):
    photo = add(event, officer)

    assert photo.file.name.startswith("kegiatan/")
    assert "foto" not in photo.file.name
    assert photo.file.size > 0


def test_there_are_no_more_photos_than_a_report_holds(event, officer):
    EventPhotoFactory.create_batch(MOST_PHOTOS, event=event)

    with pytest.raises(actions.BadPhoto, match="paling banyak"):
        add(event, officer)


def test_a_reported_event_takes_no_more_photos(facility, officer):
    reported = EventFactory(facility=facility, reported=True)

    with pytest.raises(actions.WrongState):
        add(reported, officer)
    with pytest.raises(actions.WrongState):
        photo = EventPhotoFactory(event=reported)
        actions.drop_photo(photo, by=officer, at=timezone.now())


def test_a_dropped_photo_leaves_no_file(event, officer, django_capture_on_commit_callbacks):
    photo = add(event, officer)
    storage, name = photo.file.storage, photo.file.name

    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_photo(photo, by=officer, at=timezone.now())

    assert not storage.exists(name)
    assert not EventPhoto.objects.exists()


def test_a_photo_comes_in_on_screen_and_is_seen_there(client, event, officer):
    client.force_login(officer)

    assert upload(client, event, from_a_phone()).status_code == 302

    photo = event.photos.get()
    page = client.get(reverse("handovers:event_photos", args=[event.pk])).text
    assert reverse("handovers:photo", args=[photo.pk]) in page
    shown = client.get(reverse("handovers:photo", args=[photo.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    assert b"Kamera" not in shown.getvalue()


def test_what_is_no_photo_is_told_on_screen(client, event, officer):
    client.force_login(officer)

    assert "bukan foto" in upload(client, event, b"%PDF-1.7 bukan").text
    assert not EventPhoto.objects.exists()


def test_a_stranger_sees_no_photo(client, event, stranger):
    photo = EventPhotoFactory(event=event)
    client.force_login(stranger)

    assert client.get(reverse("handovers:photo", args=[photo.pk])).status_code == 404


def test_obstacles_are_written_down(client, event, officer):
    client.force_login(officer)
    path = reverse("handovers:note_obstacles", args=[event.pk])

    client.post(path, {"obstacles-obstacles": "Hujan\nListrik padam"})

    event.refresh_from_db()
    assert event.obstacles.splitlines() == ["Hujan", "Listrik padam"]
