"""For the operator: who holds an office in an agency, taking one, and the agency's trail."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.agencies.offices import Holder
from bot.app import App
from bot.cli.context import echo, moment, table, with_app
from bot.errors import ListingError
from bot.service.officers import trail
from bot.service.officers.revoking import taken
from bot.store.trail import COMMAND_LINE

Code = Annotated[str, typer.Argument(help="The agency's code.")]


def officers(code: Code) -> None:
    """Everybody with a role in an agency, with the id by which it is revoked."""
    holders = with_app(lambda app: _holders(app, code.upper()))
    if not holders:
        echo(f"nobody holds a role in {code.upper()}; invite somebody with: agencies invite")
        return
    table(
        ("id", "name", "role", "unit", "since", "invited by"),
        [
            (
                one.office.person,
                one.name or "",
                {"petugas": "officer", "pengamat": "viewer"}[one.office.role],
                one.office.unit or "",
                moment(one.granted_at),
                one.granted_by or "command line",
            )
            for one in holders
        ],
    )


def revoke(
    code: Code,
    person: Annotated[int, typer.Argument(help="The person's id, from: agencies officers.")],
) -> None:
    """Take somebody's role in an agency, and withdraw the invitations that they made."""
    with_app(lambda app: _revoke(app, code.upper(), person))
    echo(f"{person} holds no role in {code.upper()} any more")


def trail_(
    code: Code,
    lines: Annotated[int, typer.Option("--lines", min=1, max=100_000, help="So many.")] = 50,
) -> None:
    """What was done in an agency's name, and by whom; the newest first."""
    rows = with_app(lambda app: _trail(app, code.upper(), lines))
    if not rows:
        echo(f"nothing was done in the name of {code.upper()} yet")
        return
    table(("when", "who", "what"), rows)


async def _holders(app: App, code: str) -> list[Holder]:
    if await app.store.agencies.get(code) is None:
        raise ListingError([f"there is no agency {code}"])
    return await app.store.offices.holders(code)


async def _revoke(app: App, code: str, person: int) -> None:
    held = await _holders(app, code)
    found = next((one.office for one in held if one.office.person == person), None)
    if found is None or not await taken(app.desk, found, COMMAND_LINE):
        raise ListingError([f"{person} holds no role in {code}"])


async def _trail(app: App, code: str, lines: int) -> list[tuple[str, str, str]]:
    await _holders(app, code)
    told = await app.store.trail.told(code, lines)
    rows = []
    for one in told:
        what = app.wording.plain(await trail.deed(app.desk, one.trace), "en")
        who = "command line" if one.trace.actor == COMMAND_LINE else str(one.trace.actor)
        rows.append((moment(one.trace.at), one.name or who, what))
    return rows
