"""Names are searched as people hear them, not as somebody typed them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.indonesia.identity import normalize_name
from bansos.indonesia.names import short_name


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("Siti  CONTOH", "siti contoh"),
        ("Hj. Siti Contoh, S.Pd.", "hj siti contoh s pd"),
        ("Contoh bin Ma'ruf-Udin", "contoh bin ma ruf udin"),
        ("Renée Ñoño", "renee nono"),
        ("\u202eContoh\u200d\u0000Dua\ud800", "contoh dua"),
        ("", ""),
        (None, ""),
        ("...", ""),
        ("Contoh 2", "contoh 2"),
    ],
)
def test_a_name_as_it_is_searched(name, searched):
    assert normalize_name(name) == searched


@given(st.text())
def test_a_normal_name_is_already_normal(text):
    normal = normalize_name(text)

    assert normalize_name(normal) == normal
    assert " ".join(normal.split()) == normal
    assert all(character.isalnum() or character == " " for character in normal)


@given(st.text())
def test_a_normal_name_fits_where_the_name_fits(text):
    assert len(normalize_name(text)) <= len(text)


@given(st.text(alphabet="abcÉéÑñ 'ı"))
def test_both_spellings_of_an_accent_are_one_name(text):
    composed = unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)

    assert normalize_name(composed) == normalize_name(apart)


@pytest.mark.parametrize(
    ("name", "short"),
    [("Dewi", "Dewi"), ("dewi sartika", "dewi S."), ("", ""), ("  A  b ", "A B.")],
)
def test_a_name_is_shortened(name, short):
    assert short_name(name) == short
