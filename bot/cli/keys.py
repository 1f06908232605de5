"""For the operator: the keys that sign certificates and checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.app import keyring
from bot.cli.context import echo, moment, settings, table, with_store
from bot.seal.pem import to_pem
from bot.store.store import Store
from bot.store.whole_file import whole_file

app = typer.Typer(no_args_is_help=True, help="The keys that sign certificates and checkpoints.")


@app.command("list")
def list_() -> None:
    """Every key that ever signed; the one that signs now, and where its private part is."""

    async def rows(store: Store) -> list[tuple[str, str, str]]:
        current = (await keyring(settings(), store).current()).id
        where = "in the database" if not settings().signing_key else "in SIGNING_KEY"
        return [
            (one.id, moment(one.made_at), f"signs, {where}" if one.id == current else "retired")
            for one in await store.keys.all()
        ]

    table(("key", "since", "state"), with_store(rows))


@app.command("rotate")
def rotate() -> None:
    """A new key from now on. What the old one signed stays verifiable; its private part is gone."""
    key = with_store(lambda store: keyring(settings(), store).rotate())
    echo(f"{key.id} signs from now on; start every worker anew, and give out: keys export-public")


@app.command("export-public")
def export_public(
    out: Annotated[Path | None, typer.Option("--out", help="A new file, else printed.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Every public key, as PEM, for those who verify without us."""

    async def text(store: Store) -> str:
        keys = keyring(settings(), store)
        await keys.current()
        return to_pem((await keys.public_keys()).values())

    pem = with_store(text)
    if out is None:
        echo(pem.rstrip("\n"))
        return
    with whole_file(out, force=force) as part:
        part.write_text(pem, encoding="ascii")
    echo(f"{out}: {pem.count('BEGIN')} public keys")
