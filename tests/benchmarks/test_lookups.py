"""A thousand families are looked up as a million are, only sooner. No time is judged here."""

import pytest

from tests.benchmarks import lookups
from tests.benchmarks.measuring import Times


@pytest.fixture
def thousand(db):
    """A country of a thousand families, some of them at one large facility."""
    lookups.build(1000, large=40)


def test_lookups_and_pages_are_measured_and_printed(thousand):
    found = lookups.Measurement(lookups=5).run()

    lines = lookups.report({1000: found})
    assert [line.split("  ")[0] for line in lines[1:]] == [
        "NIK, anywhere",
        "name, anywhere",
        "NIK, large",
        "name, large",
        "first page, large",
        "page 100, large",
    ]
    assert all(len(times.each) == 5 for times in found.values())


def test_growth_is_told_from_the_smallest_to_the_largest():
    found = {10: {"NIK": Times([2.0])}, 1000: {"NIK": Times([3.0])}}

    assert lookups.report(found) == [
        "ms of server time  10 p50  10 p95  1,000 p50  1,000 p95  growth",
        "NIK                   2.0     2.0        3.0        3.0  x 1.50",
    ]


def test_a_family_that_is_not_found_stops_it(thousand, monkeypatch):
    measurement = lookups.Measurement(lookups=1)
    (person,) = measurement.people()

    with pytest.raises(SystemExit, match="not found"):
        measurement.search(Times(), person, "Tidak Ada Siapa")
