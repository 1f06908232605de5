"""Days that officers often choose, so that one tap is enough."""

from __future__ import annotations

from datetime import date, timedelta

Choice = tuple[str, date]
"""The end of its key ``campaign.day.…`` in content/text, and the day."""


def start_days(today: date) -> list[Choice]:
    """First days."""
    monday = today + timedelta(days=7 - today.weekday())
    return _once(
        [
            ("today", today),
            ("tomorrow", today + timedelta(days=1)),
            ("monday", monday),
            ("next_month", _month_begins(today)),
        ]
    )


def last_days(start: date) -> list[Choice]:
    """Last days of something that begins then; a week has seven days, the first among them."""
    return _once(
        [
            ("week", start + timedelta(days=6)),
            ("fortnight", start + timedelta(days=13)),
            ("thirty", start + timedelta(days=29)),
            ("month_end", _month_begins(start) - timedelta(days=1)),
            ("year_end", date(start.year, 12, 31)),
        ]
    )


def later_days(due: date) -> list[Choice]:
    """Days to which something that was due then may be extended."""
    return _once(
        [
            ("seven_more", due + timedelta(days=7)),
            ("fourteen_more", due + timedelta(days=14)),
            ("thirty_more", due + timedelta(days=30)),
        ]
    )


def _month_begins(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _once(choices: list[Choice]) -> list[Choice]:
    """Each day once, by the first of its names, in their order."""
    seen: dict[date, Choice] = {}
    for choice in choices:
        seen.setdefault(choice[1], choice)
    return sorted(seen.values(), key=lambda choice: choice[1])
