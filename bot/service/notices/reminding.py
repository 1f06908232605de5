"""Planning of reminders: once on each working day for each campaign that runs, and the digests.

A reminder is planned when its day has come and judged again when it is sent, so that nothing has
to be taken back: who passed, was excused or got more time meanwhile is told nothing, or else.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.agencies.campaign import Campaign
from bot.agencies.days import last_day
from bot.agencies.reminding import URGENCY, Calendar, Period, digest_on
from bot.service.desk import Desk
from bot.service.notices.calendars import Calendars
from bot.service.notices.due_reminder import due_reminder
from bot.store.campaign_rows import Member
from bot.store.notices import Notice

DIGEST: Final = "digest"
"""The kind of the notices that tell officers how their agency's campaigns stand."""

EVERY_S: Final = 300.0
"""Seconds from one look to the next."""

_DIGESTS: Final = ""  # in place of a campaign
_AHEAD_MS: Final = 1000  # before all others of the day


async def plan(desk: Desk) -> None:
    """Plan what is due today and was not planned yet. Safe to repeat, and to do twice at once."""
    now, calendars = desk.clock(), Calendars(desk)
    rounds = await desk.store.reminders.rounds()
    running = await desk.store.campaigns.running(now)
    for agency, campaigns in groupby(running, key=lambda campaign: campaign.agency):
        calendar, ours = await calendars.of(agency, None), list(campaigns)
        today = calendar.day(now)
        if not calendar.works(today):
            continue
        for campaign in ours:
            if rounds.get((agency, campaign.id), 0) < today.toordinal():
                await _reminders(desk, campaign, calendar, now)
                await desk.store.reminders.done(agency, campaign.id, today.toordinal())
        if rounds.get((agency, _DIGESTS), 0) < today.toordinal():
            await _digests(desk, ours, calendar, now)
            await desk.store.reminders.done(agency, _DIGESTS, today.toordinal())


async def _reminders(desk: Desk, campaign: Campaign, calendar: Calendar, now: int) -> None:
    """A campaign's reminders of today, a page of people at a time.

    Whoever may not have got the last one, as a crash left it uncertain, comes first.
    """
    doubtful = await desk.store.outbox.doubtful()
    async for page in desk.store.campaigns.members(campaign, now):
        planned = [_notice(desk, campaign, member, calendar, now) for member in page]
        if wanted := [notice for notice in planned if notice is not None]:
            await desk.store.notices.put(*(_ahead(one, doubtful) for one in wanted))


def _notice(
    desk: Desk, campaign: Campaign, member: Member, calendar: Calendar, now: int
) -> Notice | None:
    """None for those who have nothing to do, and those who are not in the bot (any more)."""
    if member.person is None or member.person < 1:
        return None
    due = due_reminder(member, calendar, now)
    if due is None:
        return None
    # Of two that somebody is due on one day, the more urgent is the one that they get.
    at = _begin(calendar, now) - URGENCY.index(due.moment)
    subject = due.subject(campaign.id)
    return Notice(member.person, desk.token(), due.kind, subject, "{}", at, campaign.agency)


def _ahead(notice: Notice, doubtful: Container[int]) -> Notice:
    ahead = _AHEAD_MS if notice.person in doubtful else 0
    return replace(notice, due_at=notice.due_at - ahead)


async def _digests(desk: Desk, campaigns: Sequence[Campaign], calendar: Calendar, now: int) -> None:
    """What an agency's officers and viewers are told today, if this is a day for it."""
    agency, today = campaigns[0].agency, calendar.day(now)
    periods = [
        Period(calendar.day(one.starts_at), last_day(one.due_at, calendar.zone))
        for one in campaigns
    ]
    if not digest_on(today, periods, calendar):
        return
    at, subject = _begin(calendar, now), f"{agency}:{today}"
    notices = [
        Notice(holder.office.person, desk.token(), DIGEST, subject, "{}", at, agency)
        for holder in await desk.store.offices.holders(agency)
    ]
    if notices:
        await desk.store.notices.put(*notices)


def _begin(calendar: Calendar, now: int) -> int:
    """When today's begin to be sent: at the usual time, or now if that is over."""
    return max(now, calendar.usual(calendar.day(now)) or now)
