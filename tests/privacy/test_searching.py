import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.privacy.searching import recall, remember

from .conftest import NEW_KEY, NIK


@pytest.fixture
def request_of_user():
    return SimpleNamespace(session={})


@given(st.text(min_size=1, max_size=200))
def test_a_search_is_found_again(text):
    request = SimpleNamespace(session={})

    assert recall(request, remember(request, text)) == text.replace("\0", "").strip()


def test_neither_the_address_nor_the_session_shows_the_text(request_of_user):
    token = remember(request_of_user, NIK)

    assert NIK not in token
    assert len(token) == 8
    assert NIK not in json.dumps(request_of_user.session)


def test_a_session_can_be_stored(request_of_user):
    token = remember(request_of_user, NIK)
    request_of_user.session = json.loads(json.dumps(request_of_user.session))

    assert recall(request_of_user, token) == NIK


@pytest.mark.parametrize("token", ["", "tak-dikenal", "\0", "a" * 10_000, NIK])
def test_an_unknown_token_means_no_search(request_of_user, token):
    remember(request_of_user, NIK)

    assert recall(request_of_user, token) == ""


def test_the_search_of_another_session_is_not_found(request_of_user):
    token = remember(request_of_user, NIK)

    assert recall(SimpleNamespace(session={}), token) == ""


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_a_blank_search_leaves_nothing(request_of_user, text):
    assert remember(request_of_user, text) == ""
    assert request_of_user.session == {}


def test_the_last_twenty_are_kept(request_of_user):
    tokens = [remember(request_of_user, f"contoh {number}") for number in range(25)]

    found = [recall(request_of_user, token) for token in tokens]

    assert found == [""] * 5 + [f"contoh {number}" for number in range(5, 25)]


def test_a_long_text_is_shortened(request_of_user):
    assert len(recall(request_of_user, remember(request_of_user, "a" * 10_000))) == 200


def test_a_search_whose_key_is_gone_is_forgotten(request_of_user, settings):
    token = remember(request_of_user, NIK)
    settings.PRIVACY_KEYS = [NEW_KEY]

    assert recall(request_of_user, token) == ""
