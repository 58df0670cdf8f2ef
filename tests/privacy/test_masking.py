import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.privacy.masking import mask


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("6301014107900001", "630101******0001"),
        ("197001011990031001", "197001********1001"),
        ("081200000001", "********0001"),
        ("123456", "****56"),
        ("123", "**3"),
        ("12", "**"),
        ("1", "*"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_number_is_masked(number, masked):
    assert mask(number) == masked


@given(st.text(max_size=40))
def test_a_mask_is_as_long_as_its_number_and_shows_at_most_ten_signs(number):
    masked = mask(number)

    assert len(masked) == len(number)
    assert sum(sign == shown for sign, shown in zip(number, masked, strict=True)) <= 10 + (
        number.count("*")
    )


@given(st.integers(1, 10**15 - 1))
def test_most_of_a_short_number_stays_hidden(number):
    assert mask(str(number)).count("*") * 3 >= len(str(number)) * 2
