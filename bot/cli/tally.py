"""The numbers: how many people, never who answered what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.app import App
from bot.cli.context import echo, table, with_app
from bot.errors import ListingError
from bot.service.officers.access import Scope
from bot.service.recap.numbers import numbers, share
from bot.store.tallies import REGISTERED, Total


def tally(
    code: Annotated[str, typer.Argument(help="An agency's code; without it, all agencies.")] = "",
    module: Annotated[str, typer.Option("--module", help="Only this module.")] = "",
    months: Annotated[bool, typer.Option("--months", help="An agency month by month.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Registered, started, completed and passed, by agency, or by unit and module of one.

    People count once each, in progress is who started and has not completed. Units are as they were
    when an attempt began.
    """
    if not code:
        _all(with_app(lambda app: app.store.tallies.national()), as_json)
        return
    found = with_app(lambda app: _of(app, code.upper(), module))
    if as_json:
        echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif months:
        names = ("month", "module", "started", "completed", "passed")
        table(names, [[row[name] or "-" for name in names] for row in found["months"]])
    else:
        _one(found)


def _one(found: dict[str, Any]) -> None:
    whole = found["headcount"]
    of = f" of {whole} ({share(found['registered'], whole)})" if whole else ""
    echo(f"{found['agency']} {found['name']}: {found['registered']} registered{of}")
    if found["roster"] is not None:
        echo(
            "roster: {entries} people, {joined} joined, {outside} not on it".format(
                **found["roster"]
            )
        )
    rows = [
        (
            row["module"],
            row["unit"] or "-",
            row["started"],
            row["started"] - row["completed"],
            row["completed"],
            row["passed"],
        )
        for row in found["units"]
    ]
    table(("module", "unit", "started", "in progress", "completed", "passed"), rows)


async def _of(app: App, code: str, module: str) -> dict[str, Any]:
    found = await numbers(app.desk, Scope(code))
    if found is None:
        raise ListingError([f"there is no agency {code}"])
    counts = found.counts
    modules = await app.store.tallies.modules_of(code)
    months = await app.store.tallies.months_of(code)
    taken = [c for c in counts if c.module != REGISTERED and module in ("", c.module)]
    return {
        "agency": code,
        "name": found.agency.name,
        "headcount": found.headcount,
        "registered": found.registered,
        "registered_by_unit": {
            c.unit or "": c.registered for c in counts if c.module == REGISTERED
        },
        "roster": None if found.listed is None else asdict(found.listed),
        "modules": [asdict(count) for count in modules if module in ("", count.module)],
        "units": [asdict(count) for count in taken],
        "months": [asdict(month) for month in months if module in ("", month.module)],
    }


def _all(totals: Sequence[Total], as_json: bool) -> None:
    if as_json:
        echo(json.dumps([asdict(total) for total in totals], ensure_ascii=False, indent=2))
    else:
        table(
            ("agency", "registered", "started", "completed", "passed"),
            [(t.agency, t.registered, t.started, t.completed, t.passed) for t in totals],
        )
