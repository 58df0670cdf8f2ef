"""Row numbers as people write them, and what is told of those nobody can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.stations.paper.ranges import RangeError, read_ranges

PAGE = range(1, 26)


def rows(text, within=PAGE):
    return sorted(set.union(*read_ranges(text, within=within)))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("  ", []),
        ("3", [3]),
        ("1-3", [1, 2, 3]),
        ("1 - 3 , 5", [1, 2, 3, 5]),
        ("1–3; 5", [1, 2, 3, 5]),
        ("1 s.d. 3", [1, 2, 3]),
        ("1 sd 3,", [1, 2, 3]),
        ("1 sampai 3", [1, 2, 3]),
        ("3,3,2-3", [2, 3]),
        ("7-7", [7]),
        ("24-25\n1", [1, 24, 25]),
    ],
)
def test_rows_are_read(text, numbers):
    assert rows(text) == numbers


def test_the_example_on_the_screen():
    assert len(rows("1-8, 10, 12-25")) == 23


def test_it_is_known_which_were_named_one_by_one():
    assert read_ranges("1-3, 5", within=PAGE) == ({5}, {1, 2, 3})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("8-1", "“8-1” terbalik. Tulis 1-8."),
        ("satu", "“satu” bukan nomor baris"),
        ("1-2-3", "“1-2-3” bukan nomor baris"),
        ("1.5", "bukan nomor baris"),
        ("-1", "bukan nomor baris"),
        ("٣", "bukan nomor baris"),
        ("1-", "bukan nomor baris"),
        ("9" * 400, f"“{'9' * 20}” bukan nomor baris"),
        ("0", "Nomor 0 tidak ada di halaman ini (1 sampai 25)."),
        ("20-26", "Nomor 26 tidak ada di halaman ini (1 sampai 25)."),
        ("1-999999", "Nomor 999999 tidak ada"),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_no_row_is_told(text, told):
    with pytest.raises(RangeError, match=r"“|Nomor") as refusal:
        rows(text)

    assert told in str(refusal.value)


@given(st.sets(st.integers(min_value=26, max_value=50)))
def test_whatever_is_listed_is_read_back(numbers):
    assert rows(", ".join(map(str, sorted(numbers))), range(26, 51)) == sorted(numbers)


@given(st.text(max_size=60))
def test_any_text_is_rows_or_a_sentence(text):
    try:
        assert set(rows(text)) <= set(PAGE)
    except RangeError as refusal:
        assert str(refusal)
