"""Database care: ``migrate``, ``backup``, ``restore``, ``verify`` and ``move``.

None of them reads the content folder or opens the app: a database can be cared for when the bot
does not start.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import echo, environment, settings, table
from bot.service.upkeep.audit import CHECKS, audit
from bot.store import backup as backups
from bot.store.filling import Filled
from bot.store.migrate import require_current
from bot.store.move import move
from bot.store.progress import Progress, unwatched
from bot.store.snapshot import open_snapshot
from bot.store.upgrade import upgrade

Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def migrate() -> None:
    """Bring the database of DATABASE_URL up to date; several may do so at once."""
    done = asyncio.run(upgrade(settings().database_url))
    if done.before == done.after:
        echo(f"the database is up to date: {done.after}")
    else:
        echo(f"the database was brought up to date: from {done.before} to {done.after}")
    for name in done.ran:
        echo(f"ran {name}")


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; only you can read it.")],
    force: Force = False,
) -> None:
    """Write the live database of DATABASE_URL to a file, as it is at one moment.

    For PostgreSQL, pg_dump must be on PATH and no older than the server.
    """
    with _watched() as progress:
        work = backups.backup(
            settings().database_url, file, environment(), force=force, progress=progress
        )
        done = asyncio.run(work)
    echo(f"{file}: {done.size / 1e6:.1f} MB, {done.version}")
    _counts(done.rows)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup, of SQLite or of PostgreSQL.")],
    force: Force = False,
) -> None:
    """Put a backup into the database of DATABASE_URL, which must be empty, and verify it.

    Stop the bot first. A file that cannot be restored leaves the database as it was.
    """
    url = settings().database_url
    with _watched() as progress:
        work = backups.restore(url, file, environment(), force=force, progress=progress)
        done = asyncio.run(work)
    _filled(done)
    _verify(url)


def verify() -> None:
    """Recount and re-check the live database of DATABASE_URL; one fault a line, exit 1 on any."""
    _verify(settings().database_url)


def move_(
    source: Annotated[str, typer.Argument(help="sqlite:///… or postgresql://…")],
    target: Annotated[str, typer.Argument(help="The same; an empty database.")],
) -> None:
    """Copy everything from one database into another, an empty one, and compare the two.

    Stop the bot first; nobody can write to the source meanwhile. Leave passwords out of the
    addresses, where everybody on this machine can read them: PGPASSWORD or PGPASSFILE has them.
    """
    with _watched() as progress:
        done = asyncio.run(move(source, target, progress=progress))
    _filled(done)
    echo("both are the same; now set DATABASE_URL to the new one")


def _filled(done: Filled) -> None:
    _counts(done.rows)
    if done.source != done.target:
        echo(f"brought up to date: from {done.source} to {done.target}")


def _counts(rows: Mapping[str, int]) -> None:
    table(("table", "rows"), rows.items())


def _verify(url: str) -> None:
    with _watched() as progress:
        faults = asyncio.run(_audit(url, progress))
    if faults:
        typer.echo("1 fault" if faults == 1 else f"{faults} faults", err=True)
        raise typer.Exit(1)
    echo(f"{len(CHECKS)} checks, no fault")


async def _audit(url: str, progress: Progress) -> int:
    faults = 0
    async with open_snapshot(url) as snapshot:
        require_current(snapshot.applied, snapshot.where)
        async for fault in audit(snapshot, progress):
            echo(str(fault))
            faults += 1
    return faults


@contextmanager
def _watched() -> Iterator[Progress]:
    """Bars on a terminal; elsewhere nothing, as another program may read what we say."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        known: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int | None) -> None:
            if what not in known:
                known[what] = bars.add_task(what, total=None)
            bars.update(known[what], completed=done, total=total)

        yield show
