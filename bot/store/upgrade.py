"""Bringing a database up to date, and saying what that did."""

from __future__ import annotations

import asyncio

from bot.store.address import is_sqlite, sqlite_path
from bot.store.migrate import Upgrade, shipped
from bot.store.sqlite import PATIENCE_MS, prepare
from bot.store.sqlite_errors import telling


async def upgrade(url: str) -> Upgrade:
    """Run what is due on the database at ``url``; several may do so at once.

    Raises SettingsError, NewerDatabase, StoreUnavailable or StoreError.
    """
    if not is_sqlite(url):
        from bot.store import postgres_migrate

        return await postgres_migrate.upgrade(url, shipped())
    path = sqlite_path(url)
    with telling(path):
        return await asyncio.to_thread(prepare, path, shipped(), PATIENCE_MS)
