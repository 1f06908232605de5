"""The digest for officers and viewers: how their agency's campaigns stand, in one message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from bot.agencies.agency import Agency
from bot.agencies.campaign import Campaign, Status
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service.buttons import Recap, encode
from bot.service.campaigns.words import concerns, standing
from bot.service.days import brief, until
from bot.service.desk import Desk
from bot.service.notices.calendars import calendar_of
from bot.service.notices.delivered import Sums, sums, told, total
from bot.service.notices.deliveries import Deliveries
from bot.service.notices.reminder import stop
from bot.service.officers import offices
from bot.service.officers.access import Scope, scope_for
from bot.service.recap.numbers import share
from bot.store.notices import Notice

SHOWN: Final = 6  # campaigns; more would not fit a message
_STALE: Final = timedelta(days=3)


async def tell(desk: Desk, notice: Notice) -> Screen | None:
    """The numbers as they are now, for who still holds an office; not long after their day."""
    code, _, day = notice.subject.partition(":")
    agency, scope = await desk.store.agencies.get(code), await scope_for(desk, notice.person, code)
    if agency is None or scope is None:
        return None
    if "digest" in await desk.store.reminders.muted(notice.person):
        return None
    today = (await calendar_of(desk, agency)).day(desk.clock())
    running = [
        campaign
        for campaign in await desk.store.campaigns.of_agency(code)
        if campaign.stage(desk.clock()) == "running" and await concerns(desk, scope, campaign)
    ]
    if not running or today - date.fromisoformat(day) > _STALE:
        return None
    return await _screen(desk, agency, scope, running, today)


async def _screen(
    desk: Desk, agency: Agency, scope: Scope, running: list[Campaign], today: date
) -> Screen:
    delivered = sums(await desk.store.reminders.deliveries(agency.code), scope)
    shown = running[:SHOWN]
    campaigns = [await _campaign(desk, one, scope, delivered) for one in shown]
    more = len(running) - len(shown)
    return Screen(
        (
            say("digest.title", agency=agency.name, day=brief(today)),
            *campaigns,
            *((say("recap.more", n=more),) if more else ()),
            *await _unclaimed(desk, agency, scope),
        ),
        (
            (Button(say("digest.recap"), encode(Recap(agency.code))),),
            (Button(say("digest.deliveries"), encode(Deliveries(agency.code))),),
            stop("d"),
        ),
    )


async def _campaign(desk: Desk, campaign: Campaign, scope: Scope, delivered: Sums) -> Phrase:
    counts: Counter[Status] = Counter()
    for one in await desk.store.campaigns.counts(campaign, desk.clock()):
        if scope.covers(one.unit):
            counts[one.status] += one.n
    now = standing(counts)
    module = desk.library.current.modules.get(campaign.module)
    return say(
        "digest.campaign",
        module=module.title if module else campaign.module,
        due=until(campaign.due_at, campaign.zone),
        share=share(now["completed"], now["n"]),
        in_progress=counts["in_progress"],
        not_started=counts["not_started"],
        excused=counts["excused"],
        reminders=told("digest.reminders", total(delivered, campaign.id)),
        **now,
    )


async def _unclaimed(desk: Desk, agency: Agency, scope: Scope) -> Iterable[Phrase]:
    """Who is on the roster and not in the bot cannot be reminded, but by the officer."""
    by_unit = await desk.store.reminders.unclaimed(agency.code)
    n = sum(number for unit, number in by_unit.items() if scope.covers(unit))
    if not n:
        return ()
    link = say("recap.link", link=offices.opening(desk, agency.code))
    return (say("digest.unclaimed", n=n), link)
