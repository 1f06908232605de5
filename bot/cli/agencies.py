"""For the operator: agencies and invitations for their officers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.agencies.agency import Role, Unit
from bot.agencies.listing import COLUMNS, read_listing
from bot.agencies.tree import Tree
from bot.app import App
from bot.cli.context import echo, read_file, table, with_app
from bot.imports.cells import cells_of
from bot.service.officers import agency_care
from bot.service.officers.invitations import invite
from bot.store.agencies import Imported


class As(StrEnum):
    """What an invitation makes of somebody."""

    officer = "officer"
    viewer = "viewer"


_ROLES: dict[As, Role] = {As.officer: "petugas", As.viewer: "pengamat"}

app = typer.Typer(no_args_is_help=True, help="Agencies and their officers.")


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help=f"CSV or XLSX with the headings {','.join(COLUMNS)}.")
    ],
) -> None:
    """Add agencies and units from a file, or update what is known; all or nothing."""
    raw = read_file(file)
    done, closed = with_app(lambda app: _import(app, raw))
    for what, changed in (("agencies", done.agencies), ("units", done.units)):
        echo(f"{what}: {changed.new} new, {changed.changed} changed, {changed.unchanged} as before")
    if closed:
        echo(f"closed units stay as they are: {', '.join(closed)}")


async def _import(app: App, raw: bytes) -> tuple[Imported, list[str]]:
    agencies, units = read_listing(cells_of(raw), app.desk.library.current.provinces)
    return await agency_care.import_listing(app.desk, agencies, units)


_Code = Annotated[str, typer.Argument(help="The agency's code.")]
_Unit = Annotated[str, typer.Argument(help="The unit's code.")]


@app.command("units")
def units_(code: _Code) -> None:
    """The units of an agency as a tree, closed ones too."""
    tree = Tree(with_app(lambda app: agency_care.units(app.desk, code.upper())))
    listed = sorted(tree.all(), key=lambda unit: [above.name for above in tree.path(unit.code)])
    table(
        ("code", "name", "kind", "zone", "province", "headcount", "state"),
        [
            (
                unit.code,
                "  " * (len(tree.path(unit.code)) - 1) + unit.name,
                unit.kind or "",
                unit.zone or "",
                unit.province or "",
                "" if unit.headcount is None else unit.headcount,
                _state(unit),
            )
            for unit in listed
        ],
    )


def _state(unit: Unit) -> str:
    if unit.merged_into:
        return f"merged into {unit.merged_into}"
    return "open" if unit.closed_at is None else "closed"


@app.command("rename")
def rename(
    code: _Code,
    name: Annotated[str, typer.Argument(help="The new name.")],
    unit: Annotated[str, typer.Option("--unit", help="Rename this unit of it.")] = "",
) -> None:
    """Give an agency or a unit another name. Codes never change, so nothing else does."""
    old = with_app(lambda app: agency_care.rename(app.desk, code.upper(), unit.upper(), name))
    echo(f"{old!r} is now called {name!r}")


@app.command("merge")
def merge(
    code: _Code,
    unit: _Unit,
    into: Annotated[str, typer.Argument(help="The code of the unit that it goes into.")],
) -> None:
    """Close a unit and take its people, and what hangs below it, to another one."""
    with_app(lambda app: agency_care.merge(app.desk, code.upper(), unit.upper(), into.upper()))
    echo(f"{unit.upper()} went into {into.upper()}; what was done in it counts there too")


@app.command("close")
def close(code: _Code, unit: _Unit) -> None:
    """Close a unit: nobody new comes into it, and what was done in it stays."""
    with_app(lambda app: agency_care.close(app.desk, code.upper(), unit.upper()))
    echo(f"{unit.upper()} is closed")


@app.command("list")
def list_() -> None:
    """Every agency, how many are registered, and the end of its link."""
    agencies = with_app(lambda app: app.store.agencies.all())
    totals = {total.agency: total for total in with_app(lambda app: app.store.tallies.national())}
    if not agencies:
        echo("no agencies yet; add them with: agencies import FILE")
        return
    table(
        ("code", "name", "registered", "link"),
        [(a.code, a.name, totals[a.code].registered, f"?start={a.code}") for a in agencies],
    )


@app.command("invite")
def invite_(
    code: Annotated[str, typer.Argument(help="The agency's code.")],
    unit: Annotated[str, typer.Option("--unit", help="Only this unit and all below it.")] = "",
    role: Annotated[As, typer.Option("--role", help="May manage, or only look.")] = As.officer,
    days: Annotated[int, typer.Option("--days", min=1, max=30, help="Valid so long.")] = 7,
) -> None:
    """A single-use invitation for an officer or a viewer: it is for whoever opens it first."""
    below = unit.upper() or None
    start = with_app(lambda app: invite(app.desk, code.upper(), _ROLES[role], days, unit=below))
    echo(f"/start {start}")
    echo(f"as a link: https://t.me/YOUR_BOT?start={start}  (single use, {days} days)")
