"""Who is measured: the bare bots, and this bot by each door on each database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.contenders import ROOT, Contender, python
from tests.databases import PostgresServer
from tests.ports import free_port

DOORS = ("polling", "webhook")
DATABASES = ("SQLite", "PostgreSQL")
OURS = (sys.executable, str(ROOT / "run_bot.py"))


def bare() -> list[Contender]:
    """The bare bots: the ratios are against them."""
    ptb = (python(".venv"), "-m", "bench.bare_ptb")
    aiogram = (python(".venv-bench"), str(ROOT / "bench/bare_aiogram.py"))
    return [
        Contender("bare python-telegram-bot", ptb, {}, False),
        Contender("bare aiogram", aiogram, {}, False),
        Contender("bare aiogram on uvloop", (*aiogram, "--uvloop"), {}, False),
    ]


def ours(door: str, database: str, postgres: str) -> Contender:
    """This bot by one of :data:`DOORS` on one of :data:`DATABASES`; ``postgres`` is its address."""
    settings: dict[str, str] = {}
    if door == "webhook":
        port = str(free_port())
        web = f"http://127.0.0.1:{port}"
        settings |= {"WEBHOOK_URL": web, "WEB_HOST": "127.0.0.1", "PORT": port}
    if database == "PostgreSQL":
        settings["DATABASE_URL"] = postgres
    command = "poll" if door == "polling" else "webhook"
    return Contender(f"netral, {door}, {database}", (*OURS, command), settings, True)


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """A server of PostgreSQL for the time of the block; its commits wait for the disk."""
    server = PostgresServer(durable=True)
    try:
        yield server
    finally:
        server.stop()
