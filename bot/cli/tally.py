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
from bot.store.tallies import REGISTERED, Total


def tally(
    code: Annotated[str, typer.Argument(help="An agency's code; without it, all agencies.")] = "",
    module: Annotated[str, typer.Option("--module", help="Only this module.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Registered, started, completed and passed, by agency, or by unit and module of one."""
    if not code:
        _all(with_app(lambda app: app.store.tallies.national()), as_json)
        return
    found = with_app(lambda app: _of(app, code.upper(), module))
    if as_json:
        echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    echo(f"{found['agency']} {found['name']}: {found['registered']} registered")
    table(
        ("module", "unit", "started", "completed", "passed"),
        [
            (row["module"], row["unit"] or "-", row["started"], row["completed"], row["passed"])
            for row in found["units"]
        ],
    )


async def _of(app: App, code: str, module: str) -> dict[str, Any]:
    agency = await app.store.agencies.get(code)
    if agency is None:
        raise ListingError([f"there is no agency {code}"])
    counts = await app.store.tallies.of_agency(code)
    modules = await app.store.tallies.modules_of(code)
    taken = [c for c in counts if c.module != REGISTERED and module in ("", c.module)]
    return {
        "agency": agency.code,
        "name": agency.name,
        "registered": sum(c.registered for c in counts if c.module == REGISTERED),
        "registered_by_unit": {
            c.unit or "": c.registered for c in counts if c.module == REGISTERED
        },
        "modules": [asdict(count) for count in modules if module in ("", count.module)],
        "units": [asdict(count) for count in taken],
    }


def _all(totals: Sequence[Total], as_json: bool) -> None:
    if as_json:
        echo(json.dumps([asdict(total) for total in totals], ensure_ascii=False, indent=2))
    else:
        table(
            ("agency", "registered", "started", "completed", "passed"),
            [(t.agency, t.registered, t.started, t.completed, t.passed) for t in totals],
        )
