import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from bansos.privacy.ciphers import (
    DecryptionError,
    blind_index,
    decrypt,
    encrypt,
    needs_rotation,
)

from .conftest import NEW_KEY, NIK, OLD_KEY

WHERE = "recipients_member.nik"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=:. "

texts = st.text(st.characters(exclude_categories=[]))


@given(texts)
def test_a_text_comes_back(text):
    assert decrypt(encrypt(text, context=WHERE), context=WHERE) == text


@given(texts.filter(lambda text: len(text) > 3))
def test_a_token_shows_nothing_of_its_text(text):
    assert text not in encrypt(text, context=WHERE)


def test_a_text_is_never_encrypted_the_same_way_twice():
    assert len({encrypt(NIK, context=WHERE) for _ in range(100)}) == 100


def test_a_token_names_its_key_and_is_plain_ascii(settings):
    settings.PRIVACY_KEYS = [NEW_KEY, OLD_KEY]

    key_id, _, encoded = encrypt(NIK, context=WHERE).partition(":")

    assert key_id == "baru"
    assert len(base64.urlsafe_b64decode(encoded)) == 12 + len(NIK) + 16


@given(st.data())
def test_a_token_changed_in_any_one_place_does_not_open(data):
    token = encrypt(NIK, context=WHERE)
    place = data.draw(st.integers(0, len(token) - 1))
    # The token is another each time, so what is drawn must not depend on it.
    which = data.draw(st.integers(0, len(ALPHABET) - 2))
    sign = [sign for sign in ALPHABET if sign != token[place]][which]

    with pytest.raises(DecryptionError):
        decrypt(token[:place] + sign + token[place + 1 :], context=WHERE)


@given(st.data())
def test_a_token_with_a_byte_changed_does_not_open(data):
    key_id, _, encoded = encrypt(NIK, context=WHERE).partition(":")
    content = bytearray(base64.urlsafe_b64decode(encoded))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(DecryptionError):
        decrypt(f"{key_id}:{base64.urlsafe_b64encode(content).decode()}", context=WHERE)


@given(texts)
def test_what_is_no_token_does_not_open(text):
    with pytest.raises(DecryptionError):
        decrypt(text, context=WHERE)


@pytest.mark.parametrize("cut", range(0, 60, 3))
def test_a_token_cut_short_does_not_open(cut):
    with pytest.raises(DecryptionError):
        decrypt(encrypt(NIK, context=WHERE)[:cut], context=WHERE)


def test_a_token_moved_to_another_column_does_not_open():
    with pytest.raises(DecryptionError):
        decrypt(encrypt(NIK, context=WHERE), context="recipients_recipient.kk")


def test_every_key_opens_and_the_first_one_closes(settings):
    settings.PRIVACY_KEYS = [OLD_KEY]
    token = encrypt(NIK, context=WHERE)
    assert not needs_rotation(token)

    settings.PRIVACY_KEYS = [NEW_KEY, OLD_KEY]
    assert decrypt(token, context=WHERE) == NIK
    assert needs_rotation(token)

    settings.PRIVACY_KEYS = [NEW_KEY]
    with pytest.raises(DecryptionError, match="tidak ada dalam PRIVACY_KEYS"):
        decrypt(token, context=WHERE)


def test_another_key_under_the_same_id_does_not_open(settings):
    settings.PRIVACY_KEYS = [OLD_KEY]
    token = encrypt(NIK, context=WHERE)
    settings.PRIVACY_KEYS = [NEW_KEY.replace("baru", "lama")]

    with pytest.raises(DecryptionError):
        decrypt(token, context=WHERE)


def test_an_error_tells_where_but_not_what():
    token = encrypt(NIK, context=WHERE)

    with pytest.raises(DecryptionError) as error:
        decrypt(token, context="lain.kolom")

    assert "lain.kolom" in str(error.value)
    assert token not in str(error.value)
    assert error.value.__cause__ is None


@pytest.mark.parametrize(
    "keys",
    [
        [],
        ["tanpa-titik-dua"],
        ["pendek:AAAA"],
        [":" + OLD_KEY.partition(":")[2]],
        ["bukan:base64!"],
        [OLD_KEY, OLD_KEY],
        [OLD_KEY, ""],
    ],
)
def test_keys_that_are_none_are_refused_without_being_shown(settings, keys):
    settings.PRIVACY_KEYS = keys

    with pytest.raises(ImproperlyConfigured, match="PRIVACY_KEYS") as error:
        encrypt(NIK, context=WHERE)
    assert "AAAA" not in str(error.value)


@given(texts, texts)
def test_equal_texts_and_only_those_have_equal_indexes(one, other):
    same = blind_index(one, purpose="nik") == blind_index(other, purpose="nik")

    assert same == (one == other)


def test_an_index_is_64_hexadecimal_digits():
    assert len(bytes.fromhex(blind_index(NIK, purpose="nik"))) == 32


def test_purposes_are_kept_apart():
    assert blind_index(NIK, purpose="nik") != blind_index(NIK, purpose="kk")
    assert blind_index("k" + NIK, purpose="ni") != blind_index(NIK, purpose="nik")


def test_an_index_needs_its_key(settings):
    before = blind_index(NIK, purpose="nik")
    settings.INDEX_KEY = "kunci lain"

    assert blind_index(NIK, purpose="nik") != before
