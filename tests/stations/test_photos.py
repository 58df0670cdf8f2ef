"""One photo for each operation, with consent, drawn anew, and seen by who may see names."""

import hashlib
import os
import threading
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from bansos.audit.models import Entry
from bansos.handovers.models import Conflict, Handover, Photo
from bansos.handovers.pictures import PHOTO
from tests.handovers.factories import ConflictFactory, EventFactory, HandoverFactory, PhotoFactory
from tests.handovers.pictures import MAKER, from_a_phone, jpeg, read
from tests.stations.device import Device
from tests.stations.factories import StationFactory
from tests.stations.schemas import schema_named

PNG = "data:image/png;base64,iVBORw0KGgoAAAA="


def content_of(photo):
    with photo.file.open("rb") as file:
        return file.read()


def told(response):
    assert response.status_code == 200, response.content
    return response.json()["status"], response.json()["reason"]


@pytest.fixture
def handed(device, entitlement):
    """The id of an operation that was just answered."""
    return device.press(entitlement)["op_id"]


def test_a_photo_is_kept(device, handed, entitlement, station, officer):
    response = device.photo(handed, from_a_phone())

    assert told(response) == ("ok", "ok")
    photo = Photo.objects.get()
    assert (str(photo.pk), photo.entitlement, photo.event) == (handed, entitlement, station.event)
    assert (photo.recorded_by, photo.is_consented) == (officer, True)
    assert photo.taken_at == Handover.objects.get().handed_at
    kept = content_of(photo)
    assert hashlib.sha256(kept).hexdigest() == photo.kept_hash
    assert MAKER.encode() not in kept
    assert not read(kept).getexif()


def test_its_file_is_closed_to_others_and_tells_nothing_by_its_name(device, handed):
    device.photo(handed, jpeg())

    file = Photo.objects.get().file
    assert os.stat(file.path).st_mode & 0o077 == 0  # noqa: PTH116
    assert handed not in file.name


def test_it_stands_in_the_trail_and_changes_no_list(device, handed, officer):
    before = device.fetch().json()["cursor"]

    device.photo(handed, jpeg())

    entry = Entry.objects.latest("number")
    assert (entry.action, entry.object_id) == ("station.photo", handed)
    assert device.fetch(since=before).json()["entitlements"] == []


def test_the_same_photo_again_changes_nothing(device, handed):
    sent = jpeg()
    device.photo(handed, sent)

    assert told(device.photo(handed, sent)) == ("already_recorded", "already_recorded")
    assert Photo.objects.count() == 1
    assert Entry.objects.filter(action="station.photo").count() == 1


def test_a_second_photo_is_refused(device, handed):
    device.photo(handed, jpeg(colour="olive"))

    assert told(device.photo(handed, jpeg(colour="navy"))) == ("refused", "other_photo")


def test_a_conflict_has_its_photo_too(device, event):
    conflict = ConflictFactory(entitlement=event.entitlements.first())

    assert told(device.photo(conflict.pk, jpeg())) == ("ok", "ok")
    assert Photo.objects.get().entitlement == Conflict.objects.get().entitlement


@pytest.mark.parametrize("consent", ["0", "", "true", None])
def test_without_consent_nothing_is_kept(device, handed, consent):
    assert told(device.photo(handed, jpeg(), consent=consent)) == ("refused", "no_consent")
    assert not Photo.objects.exists()


def test_the_database_keeps_none_without_consent(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoFactory(is_consented=False)


def test_an_operation_that_handed_nothing_over_has_no_photo(device, entitlement):
    refused = device.press(coupon="tidak ada")["op_id"]

    for op_id in [refused, str(uuid4())]:
        assert told(device.photo(op_id, jpeg())) == ("refused", "unknown_operation")


def test_another_event_of_the_same_facility_has_its_own(device, facility, officer):
    other = HandoverFactory(
        entitlement__event=EventFactory(facility=facility, opened=True), recorded_by=officer
    )
    PhotoFactory(deed=other)

    assert told(device.photo(other.pk, jpeg())) == ("refused", "unknown_operation")


def test_what_is_no_photo_is_refused(device, handed):
    assert told(device.photo(handed, b"bukan foto")) == ("refused", "not_a_photo")


def test_all_reasons_stand_in_the_document():
    said = schema_named("PhotoResult")["properties"]
    assert set(said["reason"]["enum"]) == {
        *("ok", "already_recorded", "no_consent"),
        *("unknown_operation", "other_photo", "not_a_photo"),
    }


def test_no_file_is_left_of_what_could_not_be_written_down(device, handed, monkeypatch):
    def fails(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("bansos.audit.trail.record", fails)
    folder = Photo._meta.get_field("file").storage
    before = set(folder.listdir("foto")[1]) if folder.exists("foto") else set()

    response = device.photo(handed, jpeg())

    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert set(folder.listdir("foto")[1]) == before
    assert not Photo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_devices_with_two_photos_keep_one(event, officer, client):
    handover = HandoverFactory(entitlement=event.entitlements.first(), recorded_by=officer)
    answers, barrier = [], threading.Barrier(2)
    for token in ["satu", "dua"]:
        StationFactory(event=event, paired_by=officer, token=token)

    def send(token, colour):
        device = Device(type(client)(), token)
        barrier.wait()
        answers.append(told(device.photo(handover.pk, jpeg(colour=colour)))[1])
        connection.close()

    threads = [
        threading.Thread(target=send, args=pair) for pair in [("satu", "olive"), ("dua", "navy")]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["ok", "other_photo"]
    assert Photo.objects.count() == 1


WRONG_FORMS = {
    "no id": {"op_id": None},
    "no uuid": {"op_id": "1"},
    "a nul": {"op_id": "\0"},
    "no file": {"photo": None},
    "text for a file": {"photo": "foto"},
}


@pytest.mark.parametrize("wrong", WRONG_FORMS.values(), ids=WRONG_FORMS.keys())
def test_a_wrong_form_is_turned_away(device, handed, wrong):
    form = {"op_id": handed, "consent": "1", "photo": SimpleUploadedFile("x.jpg", jpeg())} | wrong

    response = device.form({name: value for name, value in form.items() if value is not None})

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


BODIES = {
    "json": ("{}", "application/json"),
    "no boundary": ("x", "multipart/form-data"),
    "a strange boundary": ("x", "multipart/form-data; boundary=\xff"),
    "half": ("--b\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=b"),
    "many fields": (
        '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 3000 + "--b--",
        "multipart/form-data; boundary=b",
    ),
    "many files": (
        '--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n1\r\n' * 300
        + "--b--",
        "multipart/form-data; boundary=b",
    ),
    "too large": ("x" * (PHOTO.most_bytes + 20_000), "multipart/form-data; boundary=b"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_strange_body_is_turned_away(device, body):
    response = device.body("stations:photos", *body)

    assert response.status_code == 400
    assert response.json()["code"] in {"not_multipart", "too_large", "malformed"}


def photo_page(photo):
    return reverse("stations:photo", args=[photo.pk])


def test_who_may_see_names_sees_it(client, device, handed, officer):
    device.photo(handed, jpeg())
    photo = Photo.objects.get()
    client.force_login(officer)

    response = client.get(photo_page(photo))

    assert response.content == content_of(photo)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_the_page_of_the_family_shows_signature_and_photo(client, device, entitlement, officer):
    op_id = device.press(entitlement, signature=PNG)["op_id"]
    device.photo(op_id, jpeg())
    client.force_login(officer)

    page = client.get(
        reverse("handovers:entitlement_detail", args=[entitlement.pk])
    ).content.decode()

    assert f'src="{PNG}"' in page
    assert reverse("stations:photo", args=[op_id]) in page


def test_the_head_settles_a_conflict_with_its_photo_in_view(client, device, event, head):
    conflict = ConflictFactory(entitlement=event.entitlements.first())
    device.photo(conflict.pk, jpeg())
    client.force_login(head)

    page = client.get(reverse("handovers:settle", args=[conflict.pk])).content.decode()

    assert reverse("stations:photo", args=[conflict.pk]) in page


def test_a_photo_whose_file_is_gone_is_found_nowhere(client, device, handed, officer):
    device.photo(handed, jpeg())
    photo = Photo.objects.get()
    photo.file.storage.delete(photo.file.name)
    client.force_login(officer)

    assert client.get(photo_page(photo)).status_code == 404


def test_a_device_tells_that_it_looked_at_itself(device, station):
    before = timezone.now()

    assert device.check(is_ready=True).json()["station"] == "Meja 2"

    station.refresh_from_db()
    assert station.is_ready is True
    assert station.checked_at >= before


@pytest.mark.parametrize("body", ["[]", "{}", '{"is_ready": 1}', '{"is_ready": true, "x": 1}'])
def test_anything_else_is_turned_away(device, station, body):
    response = device.body("stations:checks", body, "application/json")

    assert (response.status_code, response.json()["code"]) == (400, "malformed")
    station.refresh_from_db()
    assert station.checked_at is None
