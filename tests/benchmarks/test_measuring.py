"""The figures that the benchmarks print."""

import pytest

from tests.benchmarks.measuring import Times, peak_memory, table


@pytest.mark.parametrize(
    ("each", "p50", "p95"),
    [
        ([7.0], 7.0, 7.0),
        ([3.0, 1.0, 2.0], 2.0, 3.0),
        ([float(n) for n in range(1, 101)], 50.0, 95.0),
        ([float(n) for n in range(1, 301)], 150.0, 285.0),
    ],
)
def test_percentiles_are_times_that_were_measured(each, p50, p95):
    times = Times(each)

    assert (times.p50, times.p95) == (p50, p95)


def test_a_time_is_kept_for_each_deed():
    times = Times()

    for _ in range(3):
        with times.one():
            pass

    assert len(times.each) == 3
    assert min(times.each) >= 0


def test_memory_is_told_in_megabytes():
    assert 10 < peak_memory() < 10_000


def test_columns_stand_under_each_other():
    assert table([["ms", "p50"], ["NIK", 12.345], ["first page", 3.0]]) == [
        "ms           p50",
        "NIK         12.3",
        "first page   3.0",
    ]
