"""What every command needs: the settings, the app, and ways to print."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

import typer

from bot.app import App, opened
from bot.errors import ListingError
from bot.settings import Settings, read_settings
from bot.store.store import Store, open_store

T = TypeVar("T")


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingsError."""
    return read_settings(os.environ, Path(".env"))


def environment() -> dict[str, str]:
    """The environment, for other programs that a command runs."""
    return dict(os.environ)


def with_app(use: Callable[[App], Awaitable[T]]) -> T:
    """What ``use`` gives, with the app opened before and closed after it."""

    async def run() -> T:
        async with opened(settings()) as app:
            return await use(app)

    return asyncio.run(run())


def with_store(use: Callable[[Store], Awaitable[T]]) -> T:
    """What ``use`` gives, with the database opened before and closed after it; no content."""

    async def run() -> T:
        store = await open_store(settings().database_url)
        try:
            return await use(store)
        finally:
            await store.close()

    return asyncio.run(run())


def run_on_uvloop(work: Coroutine[None, None, T]) -> T:
    """What ``work`` gives, on the loop that serves people (docs/decisions/0017)."""
    import uvloop  # other commands start without it

    return uvloop.run(work)


def read_file(path: Path) -> bytes:
    """A file that somebody wants to import. Raises ListingError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ListingError([f"{path}: {error.strerror}"]) from None


def moment(at: int) -> str:
    """A time in ms since 1970 UTC, as ``2024-10-01 12:00:00Z``."""
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M:%SZ}"


def echo(text: str) -> None:
    """One line to standard output."""
    typer.echo(text)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table: for eyes on a terminal, parted by tabs where another program reads."""
    import sys

    listed = [[str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in (headings, *listed):
            echo("\t".join(row))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(*headings)
    for row in listed:
        drawn.add_row(*(escape(cell) for cell in row))
    Console().print(drawn)
