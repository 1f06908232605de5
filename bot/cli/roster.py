"""Rosters on the command line: the same report as in the chat, and a question before anything."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.agencies.nip import Nip, read_nip
from bot.app import App
from bot.cli.context import echo, read_file, table, with_app
from bot.errors import ListingError
from bot.exports.as_csv import write_csv
from bot.exports.as_xlsx import write_xlsx
from bot.exports.sheet import Column, Sheet
from bot.imports.cells import expected_rows
from bot.screens.screen import Phrase
from bot.seal.hashes import entries
from bot.service.officers.agency_care import agency_of
from bot.service.officers.traces import trace
from bot.service.roster import importing as roster_import
from bot.service.roster import words as roster_words
from bot.service.roster.key import roster_key
from bot.service.roster.links import Link, links
from bot.store.trail import COMMAND_LINE, trail_step

app = typer.Typer(no_args_is_help=True, help="Who works in an agency, as the agency says.")

_SHOWN = 20  # faults on the terminal; --report has all
_CHANGED = "the roster or the units changed since the report; nothing was imported, run it again"

_Code = Annotated[str, typer.Argument(help="The agency's code.")]


@app.command("import")
def import_(
    code: _Code,
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with NIP, Nama and, if any, Unit.")],
    yes: Annotated[bool, typer.Option("--yes", help="Import without asking.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write every wrong row to this .xlsx or .csv.")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Why those whom the file lacks have ended.")
    ] = roster_import.MISSING,
) -> None:
    """Report what a file would change, ask, and import it: all or nothing.

    Whom the file lacks is never deleted, but ended. Exit 1 when rows are wrong.
    """
    raw = read_file(file)
    right = with_app(lambda app: _import(app, code.upper(), raw, yes, report, reason))
    if not right:
        raise typer.Exit(1)


async def _import(
    app: App, code: str, raw: bytes, yes: bool, path: Path | None, reason: str
) -> bool:
    await agency_of(app.desk, code)
    with _progress(raw) as tell:
        found = await roster_import.report_on(app.desk, code, raw, tell)
    told = _english(app)
    echo(told(roster_words.counts(found)))
    for one in found.faults[:_SHOWN]:
        echo(told(roster_words.fault(one)))
    if len(found.faults) > _SHOWN:
        echo(f"… and {len(found.faults) - _SHOWN} more; --report FILE writes all of them")
    if path is not None:
        _write(path, roster_words.sheet(found.faults, told))
    if found.faults or found.plan.empty:
        return not found.faults
    if not yes and not _sure():
        echo("nothing was imported; add --yes to import without being asked")
        return True
    if not await roster_import.carry_out(app.desk, found, COMMAND_LINE, reason=reason):
        raise ListingError([_CHANGED])
    echo("imported")
    return True


@app.command("links")
def links_(
    code: _Code, file: Annotated[Path, typer.Argument(help="The .csv or .xlsx to write.")]
) -> None:
    """Write a personal link for each entry that nobody has claimed yet; each works once."""
    found = with_app(lambda app: _links(app, code.upper()))
    columns = (
        Column("nama", width=40),
        Column("nip", width=10),
        Column("unit", width=20),
        Column("start", width=30),
        Column("tautan", width=60),
    )
    rows = (
        (
            one.name,
            f"…{one.last_four}",
            one.unit,
            one.start,
            f"https://t.me/YOUR_BOT?start={one.start}",
        )
        for one in found
    )
    _write(file, Sheet("tautan", columns, rows))
    echo(f"{len(found)} links in {file}; put your bot's name for YOUR_BOT")


async def _links(app: App, code: str) -> list[Link]:
    await agency_of(app.desk, code)
    return await links(app.desk, code)


@app.command("show")
def show(code: _Code) -> None:
    """How many are listed, by unit, claimed and not, and who is registered but not listed."""
    table(("unit", "claimed", "unclaimed", "not listed"), with_app(lambda app: _rows(app, code)))


async def _rows(app: App, code: str) -> list[tuple[str, int, int, int]]:
    agency = await agency_of(app.desk, code.upper())
    counted = {count.unit: count for count in await app.store.roster.counts(agency.code)}
    outside = await app.store.roster.outside(agency.code)
    rows = []
    for unit in sorted({*counted, *outside}, key=lambda unit: unit or ""):
        count = counted.get(unit)
        listed = (count.claimed, count.unclaimed) if count else (0, 0)
        rows.append((unit or "-", *listed, outside.get(unit, 0)))
    return rows


@app.command("release")
def release(code: _Code) -> None:
    """Make an entry nobody's again, when the wrong person claimed it; asks for its NIP."""
    found = read_nip(typer.prompt("NIP", hide_input=True))
    if not isinstance(found, Nip):
        raise ListingError([f"that is no NIP ({found})"])
    if not with_app(lambda app: _release(app, code.upper(), found)):
        raise ListingError(["nobody has claimed that entry"])
    echo(f"the entry of NIP …{found.last_four} can be claimed again")


async def _release(app: App, code: str, nip: Nip) -> bool:
    await agency_of(app.desk, code)
    entry = entries(await roster_key(app.desk), code)(nip.digits)
    line = trace(app.desk, code, COMMAND_LINE, "roster.release", entry=entry)
    return await app.store.roster.release(code, entry, trail_step(line))


def _english(app: App) -> Callable[[Phrase], str]:
    return lambda phrase: app.wording.plain(phrase, "en")


def _sure() -> bool:
    return sys.stdin.isatty() and typer.confirm("Import?")


def _write(path: Path, sheet: Sheet) -> None:
    # Its names and links are for the agency only.
    path.touch(mode=0o600, exist_ok=True)
    with path.open("wb") as file:
        if path.suffix.lower() == ".csv":
            write_csv(sheet, file)
        else:
            write_xlsx([sheet], file)


@contextmanager
def _progress(raw: bytes) -> Iterator[Callable[[int], None]]:
    """A bar over the rows, where somebody sees it."""
    if not sys.stderr.isatty():
        yield lambda _row: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    total = expected_rows(raw)
    parts = (TextColumn("rows"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*parts, console=Console(stderr=True)) as bar:
        task = bar.add_task("rows", total=total)

        def tell(row: int) -> None:
            if row % 500 == 0:
                bar.update(task, completed=row)

        yield tell
        read = total or bar.tasks[0].completed
        bar.update(task, total=read, completed=read)
