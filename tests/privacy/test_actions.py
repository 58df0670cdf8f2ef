import pytest
from django.utils import timezone

from bansos.audit import trail
from bansos.audit.models import Entry
from bansos.privacy.actions import ReasonMissing, reveal

from .conftest import NIK


def look(card, officer, reason="Mencocokkan dengan KTP", field="nik", **where):
    return reveal(card, field, reason=reason, by=officer, at=timezone.now(), **where)


def test_a_number_is_told_to_who_says_why(card, officer):
    assert look(card, officer) == NIK


def test_who_looked_at_what_and_why_is_in_the_trail(card, officer, facility):
    look(card, officer, reason="  Mencocokkan\n dengan KTP ")

    entry = Entry.objects.get()
    assert (entry.action, entry.chain, entry.actor_id) == (
        "privacy.reveal",
        facility.pk,
        officer.pk,
    )
    assert entry.object_id == str(card.pk)
    assert entry.details == {"field": "nik", "reason": "Mencocokkan dengan KTP"}
    assert NIK not in str(vars(entry))


def test_the_trail_of_another_facility_can_be_named(card, officer, stranger):
    card.facility_id = None

    look(card, officer, facility=99)

    assert Entry.objects.get().chain == 99


@pytest.mark.parametrize("reason", ["", "    ", "a b c d", "\0\0\0\0\0\0", "\n\t\n\t\n\t"])
def test_without_a_reason_nothing_is_told_or_written(card, officer, reason):
    with pytest.raises(ReasonMissing, match="alasan"):
        look(card, officer, reason=reason)

    assert not Entry.objects.exists()


def test_a_long_reason_is_shortened(card, officer):
    look(card, officer, reason="panjang " * 1000)

    assert len(Entry.objects.get().details["reason"]) <= 300


def test_nothing_is_told_when_the_trail_cannot_be_written(card, officer, monkeypatch):
    def fail(*_, **__):
        raise trail.TrailBroken

    monkeypatch.setattr(trail, "record", fail)

    with pytest.raises(trail.TrailBroken):
        look(card, officer)


def test_only_what_is_encrypted_can_be_revealed(card, officer):
    with pytest.raises(ValueError, match="facility_id"):
        look(card, officer, field="facility_id")
