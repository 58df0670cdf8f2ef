"""Dates, times and amounts as they stand on Indonesian papers."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.indonesia import words

CHRISTMAS_EVE = date(2024, 12, 24)
NINE_IN_PELAIHARI = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)


def test_a_date_is_written_in_three_ways():
    assert words.date_long(CHRISTMAS_EVE) == "24 Desember 2024"
    assert words.date_full(CHRISTMAS_EVE) == "Selasa, 24 Desember 2024"
    assert words.date_in_words(CHRISTMAS_EVE) == (
        "Selasa tanggal dua puluh empat bulan Desember tahun dua ribu dua puluh empat"
    )


def test_the_first_of_january():
    assert words.date_in_words(date(2025, 1, 1)) == (
        "Rabu tanggal satu bulan Januari tahun dua ribu dua puluh lima"
    )


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Asia/Jakarta", "08.00 WIB"),
        ("Asia/Makassar", "09.00 WITA"),
        ("Asia/Jayapura", "10.00 WIT"),
        (ZoneInfo("Asia/Makassar"), "09.00 WITA"),
        (SimpleNamespace(zone=ZoneInfo("Asia/Makassar")), "09.00 WITA"),
    ],
)
def test_one_instant_has_three_local_times(zone, clock):
    assert words.time_local(NINE_IN_PELAIHARI, zone) == clock
    assert words.moment(NINE_IN_PELAIHARI, zone) == f"24 Desember 2024 pukul {clock}"


def test_the_local_day_may_be_another():
    late = datetime(2024, 12, 24, 16, 30, tzinfo=UTC)

    assert words.moment(late, "Asia/Jakarta") == "24 Desember 2024 pukul 23.30 WIB"
    assert words.moment(late, "Asia/Jayapura") == "25 Desember 2024 pukul 01.30 WIT"


def test_an_instant_of_no_zone_is_not_guessed():
    with pytest.raises(ValueError, match="without a time zone"):
        words.time_local(datetime(2024, 12, 24, 9, 0), "Asia/Makassar")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 (nol)"), (8, "8 (delapan)"), (1250, "1.250 (seribu dua ratus lima puluh)")],
)
def test_counts_are_written_in_figures_and_words(count, written):
    assert words.count_words(count) == written


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (11, "sebelas"),
        (100, "seratus"),
        (1000, "seribu"),
        (1_001_000, "satu juta seribu"),
        (325_000, "tiga ratus dua puluh lima ribu"),
        (Decimal("2.5"), "dua koma lima"),
    ],
)
def test_numbers_are_spelled(number, spelled):
    assert words.words(number) == spelled


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (325_000, "Rp325.000,00"),
        (Decimal("1234567.5"), "Rp1.234.567,50"),
        (Decimal("0.005"), "Rp0,01"),
        (0, "Rp0,00"),
        (-1000, "-Rp1.000,00"),
    ],
)
def test_rupiah(amount, written):
    assert words.rupiah(amount) == written


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0"), (999, "999"), (1234, "1.234"), (-1234567, "-1.234.567")]
)
def test_counts_are_grouped(count, written):
    assert words.number(count) == written


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (Decimal("2.50"), "2,5"),
        (Decimal("5.00"), "5"),
        (Decimal("1234.125"), "1.234,125"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("-0.50"), "-0,5"),
        (Decimal("-0.00"), "0"),
        (Decimal(100), "100"),
        (7, "7"),
    ],
)
def test_quantities_lose_their_idle_zeros(quantity, written):
    assert words.decimal(quantity) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9)))
def test_a_quantity_reads_back(quantity):
    written = words.decimal(quantity)

    assert Decimal(written.replace(".", "").replace(",", ".")) == quantity


@pytest.mark.parametrize(
    "written",
    [
        "24/12/2024",
        "24-12-2024",
        "24.12.2024",
        "24 Desember 2024",
        "2024-12-24",
        " 24  DESEMBER\xa02024 ",
        "24 Des 2024",
        "24 Des. 2024",
        "24-Des-2024",
    ],
)
def test_a_date_is_read_day_first(written):
    assert words.parse_date(written) == CHRISTMAS_EVE


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1/2/2024", date(2024, 2, 1)),
        ("05/06/1990", date(1990, 6, 5)),
        ("29 Februari 2024", date(2024, 2, 29)),
        ("2 Nopember 1985", date(1985, 11, 2)),
        ("3 agt 1985", date(1985, 8, 3)),
    ],
)
def test_the_first_number_is_the_day(written, day):
    assert words.parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("01/13/2024", "tidak ada di kalender"),
        ("12/24/2024", "tidak ada di kalender"),
        ("29/02/2023", "tidak ada di kalender"),
        ("0/1/2024", "tidak ada di kalender"),
        ("24 Foo 2024", "tidak ada di kalender"),
        ("2024-24-12", "tidak ada di kalender"),
        ("24/12/24", "Tulis tanggal seperti"),
        ("24/12-2024", "Tulis tanggal seperti"),
        ("2024/12/24", "Tulis tanggal seperti"),
        ("24122024", "Tulis tanggal seperti"),
        ("45650", "Tulis tanggal seperti"),
        ("٢٤/١٢/٢٠٢٤", "Tulis tanggal seperti"),
        ("24/12/2024\x00", "Tulis tanggal seperti"),
        ("", "Tulis tanggal seperti"),
        (None, "Tulis tanggal seperti"),
        ("24/12/0204", "Tahun harus"),
        ("24/12/9999", "Tahun harus"),
    ],
)
def test_a_date_that_is_not_clear_is_refused_in_words(written, reason):
    with pytest.raises(ValueError, match=reason):
        words.parse_date(written)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_spelling_of_a_day_reads_back(day):
    spellings = [words.date_long(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}"]

    assert {words.parse_date(spelling) for spelling in spellings} == {day}


@given(st.text() | st.text(alphabet="0123456789/-. desmi"))
def test_no_text_upsets_the_reader_of_dates(text):
    try:
        day = words.parse_date(text)
    except ValueError:
        return
    assert 1900 <= day.year <= 2199
