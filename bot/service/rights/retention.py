"""Deleting what is older than it is kept, a part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.agencies.periods import DAY, Periods
from bot.screens.screen import Screen, say
from bot.service.dates import told
from bot.service.desk import Desk
from bot.service.rights.erasure import keep_button
from bot.settings import Settings
from bot.store.notices import Notice
from bot.store.retention import FIRST, Kept, Settled

GRACE_DAYS: Final = 30
"""Between the announcement that an inactive person is to be erased, and that."""

INACTIVE: Final = "inactive"
"""The kind of that notice; its subject is when they are to be erased."""

# At a time; more would make the taps that wait behind them slow.
_ATTEMPTS, _ROWS, _PEOPLE = 200, 1000, 1000


def periods(settings: Settings) -> Periods:
    """Those of the settings."""
    return Periods(
        settings.retain_answers_days,
        settings.retain_inactive_days,
        settings.retain_notices_days,
        settings.retain_trail_days,
    )


async def forget(desk: Desk) -> None:
    """Delete answers, follow-ups, notices and lines of the trail that are too old, and announce to
    people who have done nothing for long that they will be erased."""
    now, keep, retention = desk.clock(), desk.periods, desk.store.retention
    while await retention.forget_answers(now - keep.answers * DAY, now, _ATTEMPTS):
        continue
    for what, days in _old(keep):
        while await retention.forget(what, now - days * DAY, _ROWS) == _ROWS:
            continue
    place: Settled | None = FIRST
    while place is not None:
        place = await retention.forget_notices(now - keep.notices * DAY, place, _ROWS)
    after = 0
    while page := await retention.inactive(now - keep.inactive * DAY, after, _PEOPLE):
        if found := [person for person, inactive in page if inactive]:
            await retention.announce_erasure(_announced(desk, found, now))
        after, _ = page[-1]


def _old(keep: Periods) -> tuple[tuple[Kept, int], ...]:
    return (
        ("follow-ups", keep.answers),
        ("words of disputes", keep.answers),
        ("trail", keep.trail),
    )


async def announcement(desk: Desk, notice: Notice) -> Screen | None:
    """To somebody inactive: when they will be erased, and the button against it."""
    person = (await desk.store.people.state(notice.person)).person
    if person is None or person.erase_at is None or person.erase_why != INACTIVE:
        return None
    at = told(person.erase_at, await desk.zone(person.agency, person.unit))
    return Screen((say("erase.pending.inactive", at=at),), (keep_button(),))


def _announced(desk: Desk, found: Sequence[int], now: int) -> list[Notice]:
    due = now + GRACE_DAYS * DAY
    return [Notice(person, desk.token(), INACTIVE, str(due), "{}", now) for person in found]
