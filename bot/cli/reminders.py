"""Sending what people are told without asking, and seeing whether it arrived."""

from __future__ import annotations

import json
from typing import Annotated, Any, get_args

import typer

from bot import logs
from bot.agencies.reminding import MOMENTS
from bot.cli.context import echo, run_on_uvloop, settings, table, with_store
from bot.errors import ListingError
from bot.service.notices.delivered import sums
from bot.service.officers.access import Scope
from bot.store.reminders import State
from bot.store.store import Store

_STATES: tuple[State, ...] = tuple(one for one in get_args(State) if one != "claimed")


def remind() -> None:
    """Send the notices that are due now, and end; while the bot serves, it does so by itself."""
    from bot.serve import remind as run

    wanted = settings()
    logs.setup(wanted.log_level)
    ends = run_on_uvloop(run(wanted))
    if ends is None:
        echo("another process sends the notices at this moment")
        return
    echo(", ".join(f"{number} {end}" for end, number in sorted(ends.items())) or "nothing is due")


def reminders(
    code: Annotated[str, typer.Argument(help="The agency's code.")],
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """What became of an agency's reminders, by campaign and moment."""
    found = with_store(lambda store: _of(store, code.upper()))
    if as_json:
        echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not found:
        echo("no reminders yet")
    else:
        table(tuple(found[0]), [tuple(row.values()) for row in found])


async def _of(store: Store, code: str) -> list[dict[str, Any]]:
    if await store.agencies.get(code) is None:
        raise ListingError([f"there is no agency {code}"])
    found = sums(await store.reminders.deliveries(code), Scope(code))
    names = {one.id: one.module for one in await store.campaigns.of_agency(code)}
    order = sorted(found, key=lambda key: (key[0], MOMENTS.index(key[1])))
    return [
        {
            "campaign": campaign,
            "module": names.get(campaign, ""),
            "moment": moment,
            **{state: found[campaign, moment][state] for state in _STATES},
        }
        for campaign, moment in order
    ]
