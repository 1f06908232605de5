"""Serving people: ``chat`` in the terminal, ``poll`` and ``webhook`` for Telegram."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated

import typer

from bot import logs
from bot.cli.context import echo, run_on_uvloop, settings
from bot.settings import TABLE

_STARTED = time.monotonic()


def chat(
    user: Annotated[int, typer.Option("--user", min=1, help="Who you are: a Telegram id.")] = 1,
    name: Annotated[str, typer.Option("--name", help="Your display name.")] = "Peserta",
    lang: Annotated[str, typer.Option("--lang", help="id or en, until you choose.")] = "id",
    module: Annotated[
        str, typer.Option("--module", help="For authors: try this module or topic, unrecorded.")
    ] = "",
) -> None:
    """The bot in the terminal; a new database gets a demonstration agency."""
    if lang not in ("id", "en"):
        raise typer.BadParameter("write id or en", param_hint="--lang")
    if module:
        from bot.tryout import tryout

        asyncio.run(tryout(settings(), module, lang))
        return
    from bot.serve import chat as run

    asyncio.run(run(settings(), user, name, lang))


def poll() -> None:
    """Serve Telegram by long polling."""
    from bot.serve import poll as run

    wanted = settings()
    logs.setup(wanted.log_level)
    run_on_uvloop(run(wanted, _STARTED))


def settings_() -> None:
    """Print every setting, its default and what it is for, as the table of the README."""
    echo("| setting | default | what it is |\n| --- | --- | --- |")
    for setting in TABLE:
        default = f"`{setting.default}`" if setting.default else ""
        echo(f"| `{setting.name}` | {default} | {setting.about} |")


def webhook() -> None:
    """Serve Telegram by webhook, with health and metrics on PORT; several workers may run."""
    from bot.serve import webhook as run

    wanted = settings()
    logs.setup(wanted.log_level)
    run_on_uvloop(run(wanted, _STARTED))


def main_job(context: typer.Context) -> None:
    """Netral trains civil servants in election neutrality, in chat.

    Without a command it does the main job: with BOT_TOKEN set it serves Telegram by long
    polling; without, it opens the chat in the terminal.
    """
    if context.invoked_subcommand is None:
        if settings().bot_token:
            poll()
        else:
            chat()
