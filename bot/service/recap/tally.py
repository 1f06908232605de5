"""The tally on the screen: how many people, never who answered what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.agencies.rollup import Sums
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.buttons import Recap, encode
from bot.service.campaigns.words import standing
from bot.service.days import until
from bot.service.desk import Visit
from bot.service.officers import offices
from bot.service.officers.access import Scope
from bot.service.recap.actions import ByMonth, ByUnit, Chart, Export, NotYet, WeakSpots
from bot.service.recap.numbers import Numbers, Standing, numbers, share, standings

_SHOWN = 20  # lines of a list; a longer one would not fit a message
_CAMPAIGNS = 3


async def agency(visit: Visit, scope: Scope) -> Screen:
    """What somebody may see of one agency: people, modules, campaigns, and ways to look closer."""
    found = await numbers(visit.desk, scope)
    if found is None:
        return await menu.menu(visit, say("office.none"))
    campaigns = await standings(visit.desk, scope, _CAMPAIGNS)
    return Screen(
        (
            title(found),
            *_people(found),
            *_modules(visit, found),
            *_campaigns(visit, campaigns),
            *_link(visit, scope),
        ),
        (*_ways(scope), menu.back()),
    )


def title(found: Numbers) -> Phrase:
    """Whose numbers these are."""
    name = found.agency.name
    if found.scope.unit is None:
        return say("recap.title", agency=name)
    unit = next((u.name for u in found.units if u.code == found.scope.unit), found.scope.unit)
    return say("recap.title_unit", agency=name, unit=unit)


def module_title(visit: Visit, module: str) -> Phrase:
    """A module as people know it."""
    known = visit.catalog.modules.get(module)
    return say("plain", text=known.title if known else module)


def module_at(visit: Visit, place: int) -> str:
    """The module at a place of the content; the first one where there is none (any more)."""
    names = list(visit.catalog.modules)
    return names[place] if place < len(names) else names[0]


def other_modules(visit: Visit, shown: int, data: Callable[[int], str]) -> Rows:
    """A button for each module but the one that is shown."""
    return tuple(
        (Button(say("recap.show", module=module.title), data(place)),)
        for place, module in enumerate(visit.catalog.modules.values())
        if place != shown
    )


def back_to(agency: str) -> Button:
    """A button to the tally that everything here belongs to."""
    return Button(say("recap.back"), encode(Recap(agency)))


def _people(found: Numbers) -> tuple[Phrase, ...]:
    lines = [say("recap.registered", n=found.registered)]
    if found.headcount and found.registered <= found.headcount:  # else it says nothing
        part = share(found.registered, found.headcount)
        lines.append(say("recap.headcount", n=found.headcount, share=part))
    if found.listed is not None:
        lines.append(say("recap.listed", n=found.listed.entries, joined=found.listed.joined))
        lines.append(say("recap.outside", n=found.listed.outside))
    return (say("recap.lines", lines=tuple(lines)),)


def _link(visit: Visit, scope: Scope) -> tuple[Phrase, ...]:
    """What to share with everybody; a unit's officer has none, as it is the agency's."""
    if scope.unit is not None:
        return ()
    return (say("recap.link", link=offices.opening(visit.desk, scope.agency)),)


def _modules(visit: Visit, found: Numbers) -> tuple[Phrase, ...]:
    if not found.modules:
        return (say("recap.nobody"),)
    return tuple(
        say(
            "recap.module",
            module=module_title(visit, name),
            **counted(sums, found.headcount or max(found.registered, sums.started)),
        )
        for name, sums in found.modules.items()
    )


def counted(sums: Sums, whole: int | None) -> dict[str, int | str]:
    """What a line about some people is filled with."""
    return {
        "registered": sums.registered,
        "started": sums.started,
        "in_progress": sums.in_progress,
        "completed": sums.completed,
        "passed": sums.passed,
        "share": share(sums.completed, whole),
    }


def _campaigns(visit: Visit, found: Sequence[Standing]) -> tuple[Phrase, ...]:
    if not found:
        return ()
    return (say("recap.campaigns", lines=tuple(_campaign(visit, one) for one in found)),)


def _campaign(visit: Visit, one: Standing) -> Phrase:
    now = standing(one.now)
    words = say(
        "recap.campaign",
        module=module_title(visit, one.campaign.module),
        until=until(one.campaign.due_at, one.campaign.zone),
        share=share(now["completed"], now["n"]),
        **now,
    )
    if one.before is None:
        return words
    then = standing(one.before)
    before = share(then["completed"], then["n"])
    return say("recap.compared", now=words, before=before)


def _ways(scope: Scope) -> Rows:
    code = scope.agency
    return (
        (
            Button(say("recap.to_units"), encode(ByUnit(code))),
            Button(say("recap.to_months"), encode(ByMonth(code))),
        ),
        (
            Button(say("recap.to_weak"), encode(WeakSpots(code))),
            Button(say("recap.to_chart"), encode(Chart(code))),
        ),
        (
            Button(say("recap.to_open"), encode(NotYet(code))),
            Button(say("recap.to_export"), encode(Export(code))),
        ),
        (Button(say("recap.refresh"), encode(Recap(code))),),
    )


async def national(visit: Visit) -> Screen:
    """All agencies, for the operator: those where most completed first."""
    totals = await visit.desk.store.tallies.national()
    if not totals:
        return Screen((say("recap.national"), say("recap.no_agencies")), (menu.back(),))
    ranked = sorted(totals, key=lambda one: (-one.completed, -one.registered, one.agency))
    lines = tuple(
        say(
            "recap.line",
            agency=total.agency,
            registered=total.registered,
            started=total.started,
            completed=total.completed,
            passed=total.passed,
        )
        for total in ranked[:_SHOWN]
    )
    shown = [total.agency for total in ranked[:_SHOWN]]
    rows = await offices.rows_of(visit.desk, shown, Recap)
    more = (say("recap.more", n=len(totals) - _SHOWN),) if len(totals) > _SHOWN else ()
    body = say("recap.agencies", lines=(*lines, *more))
    sums = Sums()
    for one in totals:
        sums += Sums(one.registered, one.started, one.completed, one.passed)
    whole = say("recap.whole", n=len(totals), **counted(sums, sums.registered))
    provinces = (Button(say("recap.provinces"), encode(Export())),)
    return Screen((say("recap.national"), whole, body), (*rows, provinces, menu.back()))
