"""The days of reminders, for any zone, period and days off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.reminding import (
    MOMENTS,
    OVERDUE_TIMES,
    Calendar,
    Period,
    Planned,
    current,
    schedule,
)

WIB, WIT = timezone(timedelta(hours=7)), timezone(timedelta(hours=9))
DAY = timedelta(days=1)
ODD = ("Asia/Jayapura", "Asia/Makassar", "America/St_Johns", "Pacific/Chatham", "Europe/London")
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@st.composite
def zones(draw: st.DrawFn) -> tzinfo:
    name = draw(st.sampled_from(("", *ODD)))
    if name:
        return ZoneInfo(name)
    return timezone(timedelta(minutes=15 * draw(st.integers(-48, 56))))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    return Period(first, first + draw(st.integers(0, 120)) * DAY)


@st.composite
def calendars(draw: st.DrawFn, near: date) -> Calendar:
    weekdays = draw(st.frozensets(st.integers(0, 6), max_size=7))
    off = draw(st.frozensets(st.integers(-10, 150), max_size=20))
    return Calendar(draw(zones()), weekdays, frozenset(near + n * DAY for n in off))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Period, Calendar]:
    period = draw(periods())
    return period, draw(calendars(period.first))


def moment(day: str, clock: str, zone: tzinfo = WIB) -> int:
    at = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone)
    return round(at.timestamp() * 1000)


def told(period: Period, calendar: Calendar) -> list[str]:
    return [f"{one.day} {one.moment}" for one in schedule(period, calendar)]


def test_a_month_has_all_of_them() -> None:
    june = Period(date(2026, 6, 1), date(2026, 6, 30))  # Monday to Tuesday
    assert told(june, Calendar(WIB)) == [
        "2026-06-01 opening",
        "2026-06-15 half",
        "2026-06-26 three_days",  # the 27th is a Saturday
        "2026-06-30 last_day",
        "2026-07-01 overdue",
        "2026-07-08 overdue",
        "2026-07-15 overdue",
    ]


def test_a_last_day_that_is_a_day_off_is_announced_before() -> None:
    week = Period(date(2026, 6, 1), date(2026, 6, 7))
    assert told(week, Calendar(WIB))[:3] == [
        "2026-06-01 opening",
        "2026-06-04 three_days",
        "2026-06-05 last_day",
    ]


@pytest.mark.parametrize(
    ("days", "moments"),
    [
        (1, ["last_day"]),
        (2, ["opening", "last_day"]),
        (4, ["opening", "last_day"]),
        (5, ["opening", "three_days", "last_day"]),
        (9, ["opening", "half", "three_days", "last_day"]),
    ],
)
def test_a_short_period_has_fewer(days: int, moments: list[str]) -> None:
    first = date(2026, 6, 1)
    found = schedule(Period(first, first + (days - 1) * DAY), Calendar(WIB, frozenset()))
    assert [one.moment for one in found if one.moment != "overdue"] == moments


def test_without_a_working_day_nobody_is_reminded() -> None:
    never = Calendar(WIB, frozenset(range(7)))
    assert schedule(Period(date(2026, 6, 1), date(2026, 6, 30)), never) == []
    assert never.next_open(moment("2026-06-01", "12:00")) is None


@given(situations())
def test_each_comes_once_on_a_working_day_of_its_own(situation: tuple[Period, Calendar]) -> None:
    period, calendar = situation
    found = schedule(period, calendar)
    assert len({one[::2] for one in found}) == len(found)  # each moment and number once
    assert all(earlier.day < later.day for earlier, later in pairwise(found))
    assert all(calendar.works(one.day) for one in found)
    order = [(MOMENTS.index(one.moment), one.number) for one in found]
    assert order == sorted(order)
    for one in found:
        assert (one.day > period.last) == (one.moment == "overdue")
        assert one.day >= period.first
        assert one.number <= OVERDUE_TIMES


@given(situations(), st.integers(0, 23), st.integers(0, 140), st.data())
def test_a_life_with_reminders(
    situation: tuple[Period, Calendar], hour: int, completes: int, data: st.DataObject
) -> None:
    """The planner asks each day, the sender tries each hour, with outages in between."""
    period, calendar = situation
    begin = datetime.combine(period.first - 2 * DAY, datetime.min.time(), UTC)
    down = data.draw(st.frozensets(st.integers(0, 170), max_size=30))
    done = begin + timedelta(days=completes, hours=hour)
    sent: list[tuple[Planned, int]] = []
    for number in range(170 * 24):
        now = begin + timedelta(hours=number)
        at = round(now.timestamp() * 1000)
        if now >= done or number // 24 in down or not calendar.open(at):
            continue
        wanted = current(period, calendar, calendar.day(at))
        had = {(one.moment, one.number) for one, _ in sent}
        today = {calendar.day(when) for _, when in sent}
        if wanted and wanted[::2] not in had and calendar.day(at) not in today:
            sent.append((wanted, at))
    days = [calendar.day(at) for _, at in sent]
    assert len(set(days)) == len(days)
    order = [(MOMENTS.index(one.moment), one.number) for one, _ in sent]
    assert order == sorted(set(order))
    for one, at in sent:
        local = datetime.fromtimestamp(at / 1000, calendar.zone)
        assert 7 <= local.hour < 20
        assert local.date() not in calendar.days_off
        assert local.weekday() not in calendar.weekdays_off
        assert (local.date() > period.last) == (one.moment == "overdue")


@given(situations(), st.integers(0, 150))
def test_without_outages_each_is_due_on_its_day(
    situation: tuple[Period, Calendar], offset: int
) -> None:
    period, calendar = situation
    today = period.first + offset * DAY
    due = [one for one in schedule(period, calendar) if one.day == today]
    assert not due or current(period, calendar, today) == due[0]


@given(DAYS, st.integers(0, 24 * 60 - 1), st.data())
def test_the_next_open_moment_is_open_and_none_before_it_at_that_hour(
    day: date, minute: int, data: st.DataObject
) -> None:
    calendar = data.draw(calendars(day))
    at = round(datetime.combine(day, datetime.min.time(), UTC).timestamp() * 1000)
    at += minute * 60_000
    found = calendar.next_open(at)
    if found is None:
        assert calendar.from_(day + DAY) is None
        return
    assert found >= at
    assert calendar.open(found)
    skipped = range(at, found, 3_600_000)
    closed = [calendar.open(one) for one in skipped]
    assert not any(closed[:-2])  # at most the first hour of the working day is left alone


def test_the_night_and_its_edges() -> None:
    calendar = Calendar(WIT)
    for clock, is_open in (("06:59:59", False), ("07:00", True), ("19:59:59", True)):
        assert calendar.open(moment("2026-06-01", clock, WIT)) is is_open
    evening = moment("2026-06-05", "20:00", WIT)  # Friday
    assert not calendar.open(evening)
    assert calendar.next_open(evening) == moment("2026-06-08", "08:00", WIT)
    assert calendar.open(moment("2026-06-01", "19:30", WIB)) is False  # 21:30 there
