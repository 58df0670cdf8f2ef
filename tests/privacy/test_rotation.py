from io import StringIO
from itertools import count

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from bansos.privacy import rotation
from bansos.privacy.ciphers import decrypt, encrypt, needs_rotation
from bansos.privacy.rotation import encrypted_fields, encrypted_models, rotate

from .conftest import NEW_KEY, NIK, OLD_KEY, store, stored
from .models import Card


@pytest.fixture
def cards(db, settings, monkeypatch):
    """Seven cards under the old key, and the new key put before it; batches of three."""
    settings.PRIVACY_KEYS = [OLD_KEY]
    for number in range(7):
        Card.objects.create(nik=f"{NIK[:-1]}{number}", kk=None if number == 3 else f"kk {number}")
    settings.PRIVACY_KEYS = [NEW_KEY, OLD_KEY]
    monkeypatch.setattr(rotation, "BATCH", 3)
    monkeypatch.setattr("bansos.privacy.management.commands.rotate_keys.encrypted_models", only)
    return Card.objects.order_by("pk")


def only():
    return [Card]


def old_tokens():
    return sum(needs_rotation(token) for token in [*stored("nik"), *stored("kk")] if token)


def rotate_keys():
    out, err = StringIO(), StringIO()
    call_command("rotate_keys", stdout=out, stderr=err)
    return out.getvalue()


def test_everything_is_encrypted_with_the_first_key(cards, settings):
    before = list(cards.values_list("nik", "kk", "nik_index"))

    told = rotate_keys()

    assert old_tokens() == 0
    settings.PRIVACY_KEYS = [NEW_KEY]
    assert list(cards.values_list("nik", "kk", "nik_index")) == before
    assert "privacy.Card: 7 baris dibaca, 13 nilai disandikan ulang" in told
    assert told.endswith("Selesai: semua nilai memakai kunci pertama.\n")


def test_it_can_be_stopped_after_a_batch_and_taken_up_again(cards):
    steps = rotate(Card)
    next(steps)
    steps.close()
    assert old_tokens() == 7

    assert [step.renewed for step in rotate(Card)] == [0, 5, 2]
    assert old_tokens() == 0


@pytest.mark.parametrize("nth", range(1, 14))
def test_it_can_die_at_any_value_and_be_taken_up_again(cards, monkeypatch, nth):
    before = list(cards.values_list("nik", "kk"))
    turns = count(1)

    def encrypt_until_death(text, context):
        if next(turns) == nth:
            raise KeyboardInterrupt
        return encrypt(text, context=context)

    monkeypatch.setattr(rotation, "encrypt", encrypt_until_death)
    with pytest.raises(KeyboardInterrupt):
        list(rotate(Card))
    assert list(cards.values_list("nik", "kk")) == before

    monkeypatch.undo()
    list(rotate(Card))
    assert list(cards.values_list("nik", "kk")) == before
    assert old_tokens() == 0


def test_a_second_run_changes_nothing(cards):
    rotate_keys()
    tokens = stored("nik")

    assert "7 baris dibaca, 0 nilai disandikan ulang" in rotate_keys()
    assert stored("nik") == tokens


def test_an_empty_table_is_no_trouble(db):
    assert list(rotate(Card)) == []


def test_what_somebody_changes_meanwhile_is_not_lost(cards, settings, monkeypatch):
    changed = encrypt("6301014107909999", context="test_card.nik")

    def change_in_between(token, context):
        if context == "test_card.nik":
            store("nik", changed)
        return decrypt(token, context=context)

    monkeypatch.setattr(rotation, "BATCH", 500)
    monkeypatch.setattr(rotation, "decrypt", change_in_between)
    steps = list(rotate(Card))

    assert set(stored("nik")) == {changed}
    assert sum(step.left for step in steps) == 13


def test_what_was_changed_meanwhile_is_left_for_the_next_run(cards, monkeypatch):
    monkeypatch.setattr(rotation, "_swap", lambda *_: 0)

    with pytest.raises(CommandError, match="Jalankan sekali lagi"):
        rotate_keys()


def test_a_value_that_does_not_open_is_named_and_the_others_go_on(cards):
    second = cards[1]
    card_of_another = encrypt(NIK, context="lain.kolom").replace("baru:", "lama:")
    Card.objects.filter(pk=second.pk).update(kk="")
    store("nik", card_of_another)
    err = StringIO()

    with pytest.raises(CommandError, match="7 nilai tidak dapat dibuka"):
        call_command("rotate_keys", stdout=StringIO(), stderr=err)

    assert f"test_card.nik, id {second.pk}" in err.getvalue()
    assert NIK not in err.getvalue()
    assert not any(needs_rotation(token) for token in stored("kk") if token)


def test_no_encrypted_field_of_the_project_is_forgotten():
    ours = {model for model in apps.get_models() if encrypted_fields(model)}

    assert set(encrypted_models()) == ours
    assert ours


def test_the_project_itself_can_be_rotated(db):
    assert rotate_keys().endswith("Selesai: semua nilai memakai kunci pertama.\n")
