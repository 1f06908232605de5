"""A completion counts for calendar months, to the end of the last day."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.validity import valid_until

WIT = timezone(timedelta(hours=9))


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=WIT).timestamp() * 1000)


@pytest.mark.parametrize(
    ("finished", "months", "end"),
    [
        ("2026-11-29T10:00", 12, "2027-11-30T00:00"),
        ("2026-11-29T00:00", 1, "2026-12-30T00:00"),
        ("2026-11-29T23:59", 1, "2026-12-30T00:00"),
        ("2026-01-31T10:00", 1, "2026-03-01T00:00"),
        ("2027-01-31T10:00", 13, "2028-03-01T00:00"),
        ("2026-12-31T10:00", 0, "2027-01-01T00:00"),
    ],
)
def test_it_ends_with_the_day_of_the_same_number(finished: str, months: int, end: str) -> None:
    assert valid_until(at(finished), months, WIT) == at(end)


@given(st.integers(0, 4_000_000_000_000), st.integers(0, 120))
def test_it_is_never_shorter_than_its_months_and_never_two_days_longer(
    at: int, months: int
) -> None:
    day = 86_400_000
    end = valid_until(at, months, WIT)
    assert end > at
    assert valid_until(at, months + 1, WIT) > end
    assert end - at <= months * 31 * day + day
