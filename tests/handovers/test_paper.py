"""Where each number stands on paper, and by what pages and slips are known."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.handovers import paper
from bansos.handovers.codes import read_code, shown
from bansos.handovers.paper import numbers_on, page_code, page_of, pages_of, read_page_code, slip
from tests.handovers.factories import EntitlementFactory, EventFactory


@given(st.integers(min_value=1, max_value=100_000))
def test_a_number_stands_on_its_page_and_on_no_other(number):
    page = page_of(number)

    assert number in numbers_on(page)
    assert number not in numbers_on(page + 1)
    assert len(numbers_on(page)) == paper.ROWS


@pytest.mark.parametrize(("number", "page"), [(1, 1), (25, 1), (26, 2), (250, 10), (251, 11)])
def test_pages_are_blocks_of_numbers(number, page):
    assert page_of(number) == page


def test_a_list_has_pages_up_to_its_last_number(db):
    event = EventFactory(opened=True)
    assert pages_of(event) == []

    EntitlementFactory(event=event, number=26)

    assert pages_of(event) == [1, 2]


def test_each_page_of_each_event_has_a_code_of_its_own(db):
    events = EventFactory.create_batch(3, opened=True)
    codes = [page_code(event, page) for event in events for page in range(1, 41)]

    assert len(set(codes)) == 120
    assert codes == [page_code(event, page) for event in events for page in range(1, 41)]
    assert all(read_code(code) == code for code in codes)


def test_the_code_of_a_page_is_read_however_it_comes(db):
    code = page_code(EventFactory(opened=True), 2)

    for said in [code, shown(code), shown(code).lower(), f"KERTAS:{code}", f" kertas:{code} "]:
        assert read_page_code(said) == code
    assert read_page_code("2") is None


def test_no_desk_takes_a_page_for_a_coupon(db):
    assert read_code(f"{paper.PREFIX}{page_code(EventFactory(opened=True), 1)}") is None


def test_a_slip_has_one_number_until_it_is_taken_back():
    first = slip(7, event_id=1)

    assert isinstance(first, UUID)
    assert first == slip(7, event_id=1)
    assert (
        len({first, slip(8, event_id=1), slip(7, event_id=2), slip(7, event_id=1, earlier=1)}) == 4
    )


def test_another_house_has_other_slips_and_pages(settings, db):
    event = EventFactory(opened=True)
    here = slip(7, event_id=1), page_code(event, 1)

    settings.INDEX_KEY = "another secret"

    assert not {slip(7, event_id=1), page_code(event, 1)} & set(here)
