"""Days are those of the agency's zone, and are read as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.agency import ZONES, Zone
from bot.agencies.days import begins, clock_of, day_of, ends, last_day, read_day

MONTHS = {"januari": 1, "january": 1, "juni": 6, "juli": 7, "desember": 12, "december": 12}
CLOCKS = [clock_of(zone) for zone in ZONES]


@pytest.mark.parametrize(
    "typed",
    [
        "31-12-2026",
        "31/12/2026",
        "31.12.2026",
        " 31 12 2026 ",
        "2026-12-31",
        "31 Desember 2026",
        "31 des 2026",
        "31 December 2026",
        "31DES2026",
        "31-Des-2026",
    ],
)
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert read_day(typed, MONTHS) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "besok", "31-2-2026", "12-31-2026", "31-12-26", "31 de 2026", "3 ju 2026", "0-1-2026",
     "5 juz 2026", "1 1 0000", "31 desember", "٣١-١٢-٢٠٢٦x"],
)  # fmt: skip
def test_anything_else_is_no_day(typed: str) -> None:
    assert read_day(typed, MONTHS) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_crashes_nothing(typed: str) -> None:
    read_day(typed, MONTHS)


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_a_day_begins_at_the_agencys_midnight(zone: Zone, hour: int) -> None:
    begun = datetime.fromtimestamp(begins(date(2026, 12, 31), clock_of(zone)) / 1000, UTC)
    assert begun == datetime(2026, 12, 30, hour, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.sampled_from(CLOCKS))
def test_a_day_is_whole_and_leaves_no_gap(day: date, clock: tzinfo) -> None:
    begun, ended = begins(day, clock), ends(day, clock)
    assert ended - begun == 86_400_000
    assert day_of(begun, clock) == day_of(ended - 1, clock) == last_day(ended, clock) == day
    assert day_of(ended, clock) != day
