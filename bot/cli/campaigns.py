"""Campaigns: a module for an agency, from a day to a day; who has done it, and more time."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from bot.agencies.agency import Agency
from bot.agencies.campaign import Campaign, Status
from bot.agencies.days import clock_of, day_of, last_day
from bot.app import App
from bot.cli.context import echo, table, with_app
from bot.errors import CampaignError, ListingError
from bot.service.campaigns import care as campaign_care
from bot.service.campaigns.plan import Plan
from bot.service.campaigns.words import totals
from bot.service.days import typed_day
from bot.store.campaign_rows import Member, UnitCount

app = typer.Typer(no_args_is_help=True, help="Campaigns: a module with a last day.")

_MATCHES = 20  # people with such a name

Code = Annotated[str, typer.Argument(help="The agency's code.")]
Id = Annotated[str, typer.Argument(help="The campaign's id, as `campaigns list` shows it.")]
Day = Annotated[str, typer.Argument(help="A day, like 31-12-2026 or '31 Desember 2026'.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept, so name no illness.")]


@app.command("create")
def create(
    code: Code,
    module: Annotated[str, typer.Argument(help="The module's id.")],
    start: Day,
    due: Day,
    unit: Annotated[list[str] | None, typer.Option(help="Only for this unit and below.")] = None,
    months: Annotated[int, typer.Option(help="A pass counts so long; 0: as the module says.")] = 0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Earlier passes do not count.")] = False,
) -> None:
    """Make a campaign; the last day still counts."""

    async def make(app: App) -> Campaign:
        units = tuple(sorted({one.upper() for one in unit or ()}))
        plan = Plan(module, _day(app, start), _day(app, due), units, months, fresh)
        return await campaign_care.create(app.desk, await _agency(app, code), plan)

    made = with_app(make)
    echo(f"campaign {made.id} of {made.agency}: {made.module}, {_first(made)} to {_last(made)}")


@app.command("list")
def list_(
    code: Annotated[str, typer.Argument(help="An agency's code; without: what runs now.")] = "",
) -> None:
    """Campaigns of an agency, or everything that is running."""

    async def find(app: App) -> list[tuple[str, ...]]:
        now, store = app.desk.clock(), app.store.campaigns
        found = (
            await store.of_agency((await _agency(app, code)).code)
            if code
            else await store.running(now)
        )
        return [
            (c.agency, c.id, c.module, str(_first(c)), str(_last(c)), c.stage(now)) for c in found
        ]

    rows = with_app(find)
    if not rows:
        echo("no campaigns; make one with: campaigns create CODE MODULE FIRST-DAY LAST-DAY")
        return
    table(("agency", "campaign", "module", "first day", "last day", "stage"), rows)


@app.command("show")
def show(
    code: Code,
    campaign: Id,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """How many people stand where, by unit; on the roster and not."""

    async def count(app: App) -> tuple[Campaign, list[UnitCount]]:
        found = await _campaign(app, code, campaign)
        return found, await app.store.campaigns.counts(found, app.desk.clock())

    found, counts = with_app(count)
    if as_json:
        echo(json.dumps(_as_json(found, counts), ensure_ascii=False, indent=2))
        return
    whom = " ".join(found.units) or found.agency
    echo(
        f"{found.module} for {whom}, {_first(found)} to {_last(found)}, {found.months} months valid"
    )
    if not counts:
        echo("nobody takes part yet; import the roster, or share the agency's link")
        return
    table(
        ("unit", "on roster", "status", "people"),
        [(c.unit or "-", "yes" if c.on_roster else "no", c.status, c.n) for c in counts],
    )


@app.command("extend")
def extend(
    code: Code,
    campaign: Id,
    due: Day,
    reason: Reason,
    unit: Annotated[str, typer.Option(help="Only for this unit and below.")] = "",
    person: Annotated[str, typer.Option(help="Only for the one of this name.")] = "",
) -> None:
    """More time for everybody, a unit, or one person of the roster."""

    async def give(app: App) -> date:
        agency, found = await _agency(app, code), await _campaign(app, code, campaign)
        whom = await _person(app, found, person) if person else unit.upper()
        day = _day(app, due)
        await campaign_care.extend(app.desk, agency, found, whom, day, reason)
        return day

    echo(f"extended to {with_app(give)}")


@app.command("excuse")
def excuse(
    code: Code,
    campaign: Id,
    person: Annotated[str, typer.Argument(help="The name on the roster, or a part of it.")],
    reason: Reason = "",
    undo: Annotated[bool, typer.Option("--undo", help="They have to take part again.")] = False,
) -> None:
    """Excuse one person of the roster, with a reason."""

    async def let(app: App) -> str:
        found = await _campaign(app, code, campaign)
        member = await _person(app, found, person)
        if undo:
            await campaign_care.recall(app.desk, found, member)
        else:
            await campaign_care.excuse(app.desk, found, member, reason)
        return member.name

    name = with_app(let)
    echo(f"{name}: {'has to take part again' if undo else 'excused'}")


@app.command("close")
def close(
    code: Code,
    campaign: Id,
    cancel: Annotated[bool, typer.Option("--cancel", help="It was a mistake.")] = False,
) -> None:
    """Close a campaign: its numbers stay as they are now, and nobody is reminded any more."""

    async def stop(app: App) -> None:
        found = await _campaign(app, code, campaign)
        await campaign_care.end(app.desk, found, "cancelled" if cancel else "closed")

    with_app(stop)
    echo("cancelled" if cancel else "closed")


async def _agency(app: App, code: str) -> Agency:
    found = await app.store.agencies.get(code.upper())
    if found is None:
        raise ListingError([f"there is no agency {code.upper()}"])
    return found


async def _campaign(app: App, code: str, campaign_id: str) -> Campaign:
    agency = await _agency(app, code)
    found = await app.store.campaigns.get(agency.code, campaign_id)
    if found is None:
        raise CampaignError("none", f"agency {agency.code} has no campaign {campaign_id}")
    return found


async def _person(app: App, campaign: Campaign, name: str) -> Member:
    """The one of this name who takes part. Raises CampaignError when there is none, or several."""
    store, now = app.store.campaigns, app.desk.clock()
    entries = await store.find(campaign.agency, name, _MATCHES)
    found = await store.some(campaign, entries, now)
    exact = [member for member in found if member.name.casefold() == name.casefold()] or found
    if len(exact) != 1:
        told = ", ".join(f"{one.name} ({one.unit or '-'})" for one in exact) or "nobody"
        raise CampaignError("person", f"one person is wanted; of the name {name!r}: {told}")
    return exact[0]


def _day(app: App, typed: str) -> date:
    day = typed_day(app.desk.library.current, typed)
    if day is None:
        raise CampaignError("day", f"{typed!r} is no day; write it like 31-12-2026")
    return day


def _first(campaign: Campaign) -> date:
    return day_of(campaign.starts_at, clock_of(campaign.zone))


def _last(campaign: Campaign) -> date:
    return last_day(campaign.due_at, clock_of(campaign.zone))


def _as_json(campaign: Campaign, counts: list[UnitCount]) -> dict[str, object]:
    roster: dict[Status, int] = totals(counts, on_roster=True)
    return {
        "agency": campaign.agency,
        "campaign": campaign.id,
        "module": campaign.module,
        "units": list(campaign.units),
        "first_day": _first(campaign).isoformat(),
        "last_day": _last(campaign).isoformat(),
        "ended": campaign.end,
        "on_roster": roster,
        "outside": totals(counts, on_roster=False),
        "by_unit": [
            {"unit": c.unit, "on_roster": c.on_roster, "status": c.status, "people": c.n}
            for c in counts
        ],
    }
