"""Coupon codes, without a database: made, written on paper, read back however they were typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.handovers.codes import SIGNS, check_sign, new_code, read_code, shown

CODE = "7K2MQ9ABC0D1"
CODE += check_sign(CODE)


def test_a_code_is_thirteen_digits_and_capital_letters():
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    assert all(re.fullmatch("[0-9A-Z]{13}", code) for code in codes)
    assert all(read_code(code) == code for code in codes)


def test_a_code_is_shown_in_groups():
    assert shown("ABCDEFGHJKMNP") == "ABCD-EFGH-JKMN-P"
    assert shown("ABC234") == "ABC-234"


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        shown(CODE),
        f"  {shown(CODE).replace('-', ' – ')} ",
        CODE.replace("0", "o").replace("1", "l"),
        CODE.replace("0", "O").replace("1", "I"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["abc234", "ABC-234", " a b c 2 3 4 "])
def test_a_code_on_older_paper_is_still_read(typed):
    assert read_code(typed) == "ABC234"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "Dewi",
        "ABC2340",
        "ABC23O",
        CODE + "0",
        CODE[:-1],
        "U" * 13,
        "\0",
        "٣" * 13,
        "ǅ" * 12,
    ],
)
def test_what_is_no_code_is_read_as_none(typed):
    assert read_code(typed) is None


@given(st.text(SIGNS, min_size=12, max_size=12), st.integers(0, 11), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_found_out(body, place, sign):
    code = body + check_sign(body)
    wrong = code[:place] + sign + code[place + 1 :]

    assert (read_code(wrong) is None) == (wrong != code)


@given(st.text(SIGNS, min_size=12, max_size=12), st.integers(0, 10))
def test_two_signs_that_changed_places_are_always_found_out(body, place):
    one, other = body[place : place + 2]
    wrong = body[:place] + other + one + body[place + 2 :]

    assert (read_code(wrong + check_sign(body)) is None) == (one != other)


@given(st.text())
def test_whatever_is_typed_breaks_nothing(text):
    assert read_code(text) is None or read_code(text) == read_code(shown(read_code(text)))
