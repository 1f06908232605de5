"""Serving people: ``chat`` in the terminal, ``poll`` for Telegram."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated

import typer

from bot import logs
from bot.cli.context import settings

_STARTED = time.monotonic()


def chat(
    user: Annotated[int, typer.Option("--user", min=1, help="Who you are: a Telegram id.")] = 1,
    name: Annotated[str, typer.Option("--name", help="Your display name.")] = "Peserta",
    lang: Annotated[str, typer.Option("--lang", help="id or en, until you choose.")] = "id",
) -> None:
    """The bot in the terminal, with a demonstration agency."""
    if lang not in ("id", "en"):
        raise typer.BadParameter("write id or en", param_hint="--lang")
    from bot.app import chat as run

    asyncio.run(run(settings(), user, name, lang))


def poll() -> None:
    """Serve Telegram by long polling."""
    from bot.app import poll as run

    wanted = settings()
    logs.setup(wanted.log_level)
    asyncio.run(run(wanted, _STARTED))


def main_job(context: typer.Context) -> None:
    """Netral trains civil servants in election neutrality, in chat.

    Without a command it does the main job: with BOT_TOKEN set it serves Telegram by long
    polling; without, it opens the chat in the terminal with a demonstration agency.
    """
    if context.invoked_subcommand is None:
        if settings().bot_token:
            poll()
        else:
            chat()
