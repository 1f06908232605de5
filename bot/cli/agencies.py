"""For the operator: agencies and invitations for their officers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.agencies.agency import Role
from bot.agencies.listing import COLUMNS, read_listing
from bot.cli.context import echo, table, with_app
from bot.errors import ListingError
from bot.service.invitations import invite


class As(StrEnum):
    """What an invitation makes of somebody."""

    officer = "officer"
    viewer = "viewer"


_ROLES: dict[As, Role] = {As.officer: "petugas", As.viewer: "pengamat"}

app = typer.Typer(no_args_is_help=True, help="Agencies and their officers.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help=f"CSV with the headings {','.join(COLUMNS)}.")],
) -> None:
    """Add agencies and units from a file, or update their names; all or nothing."""
    try:
        agencies, units = read_listing(file.read_bytes())
    except OSError as error:
        raise ListingError([f"{file}: {error.strerror}"]) from None
    done = with_app(lambda app: app.store.agencies.put(agencies, units))
    for what, changed in (("agencies", done.agencies), ("units", done.units)):
        echo(f"{what}: {changed.new} new, {changed.changed} changed, {changed.unchanged} as before")


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
