"""For the auditor and the operator: an agency's ledger, its checkpoints, and whether it holds.

Nothing here opens the app or reads the content folder, and ``verify --file`` no database either.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.agencies.ledger import Entry, to_line
from bot.app import keyring, now
from bot.cli.context import echo, moment, settings, table, with_store
from bot.cli.ledger_check import Found, check_file, check_stored, read_checkpoints, read_keys
from bot.errors import LedgerError
from bot.service.ledger import entering as ledger
from bot.store.database import Reads
from bot.store.ledger import Chains
from bot.store.migrate import require_current
from bot.store.snapshot import open_snapshot
from bot.store.store import Store
from bot.store.whole_file import whole_file

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help="The agencies' ledgers.")

Code = Annotated[str, typer.Argument(help="The agency's code.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


@app.command("checkpoint")
def checkpoint(
    code: Code,
    out: Annotated[Path | None, typer.Option("--out", help="A new file, else printed.")] = None,
    force: Force = False,
) -> None:
    """Sign the end of an agency's ledger, for the agency to keep where we cannot reach it."""

    async def signed(store: Store) -> str:
        key = await keyring(settings(), store).current()
        return (await ledger.checkpoint(store, code.upper(), key, now())).line()

    line = with_store(signed)
    if out is None:
        echo(line)
        return
    with whole_file(out, force=force) as part:
        part.write_text(line + "\n", encoding="ascii")
    echo(f"{out}: signed")


@app.command("verify")
def verify(
    code: Annotated[str, typer.Argument(help="An agency; without it, all of them.")] = "",
    checkpoint: Annotated[
        list[Path] | None, typer.Option("--checkpoint", help="May be given more than once.")
    ] = None,
    public_key: Annotated[
        Path | None, typer.Option("--public-key", help="PEM; else the database's own keys.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="An export to check, without any database.")
    ] = None,
) -> None:
    """Check ledgers and that they continue the checkpoints; a fault a line, exit 1 on any."""
    checkpoints = read_checkpoints(checkpoint or [])
    keys = read_keys(public_key) if public_key else None
    if file is not None:
        found = check_file(file, code.upper(), checkpoints, keys)
    else:
        found = reading(lambda reads: check_stored(reads, code.upper(), checkpoints, keys))
    _tell(found)


@app.command("show")
def show(
    code: Code,
    last: Annotated[int, typer.Option("--last", min=1, help="So many, from the end.")] = 20,
) -> None:
    """The last entries of an agency's ledger."""

    async def entries(reads: Reads) -> list[Entry]:
        chains = Chains(reads)
        await _must_know(chains, code.upper())
        head = await chains.head(code.upper())
        return await chains.after(code.upper(), head.number - last, last)

    table(
        ("number", "entered", "kind", "subject", "body", "hash"),
        [
            (one.number, moment(one.at), one.kind, one.subject, one.body, one.hash)
            for one in reading(entries)
        ],
    )


@app.command("export")
def export(
    code: Code,
    file: Annotated[Path, typer.Argument(help="The file to write: JSON, a line an entry.")],
    force: Force = False,
) -> None:
    """Write an agency's whole ledger to a file, to be verified without us."""

    async def write(reads: Reads) -> int:
        chains, count = Chains(reads), 0
        await _must_know(chains, code.upper())
        with whole_file(file, force=force) as part, part.open("w", encoding="ascii") as lines:
            async for page in chains.pages(code.upper()):
                lines.writelines(f"{to_line(entry)}\n" for entry in page)
                count += len(page)
        return count

    echo(f"{file}: {reading(write)} entries")


def reading(use: Callable[[Reads], Awaitable[T]]) -> T:
    """What ``use`` gives of one moment of the database, which is not changed by it."""

    async def run() -> T:
        async with open_snapshot(settings().database_url) as snapshot:
            require_current(snapshot.applied, snapshot.where)
            return await use(snapshot)

    return asyncio.run(run())


async def _must_know(chains: Chains, agency: str) -> None:
    if not await chains.known(agency):
        raise LedgerError(f"there is no agency {agency}")


def _tell(found: Found) -> None:
    if found.faults:
        typer.echo(f"{found.faults} faults", err=True)
        raise typer.Exit(1)
    echo("no fault")
