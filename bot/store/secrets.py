"""Keys with which we hash, by name."""

from __future__ import annotations

from typing import NamedTuple

from bot.store.database import Database, Step


class Kept(NamedTuple):
    """``secret`` is None for a key that the settings hold."""

    fingerprint: str
    secret: bytes | None


class Secrets:
    """A key is written once and never changes: what was hashed with it must be found again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> Kept | None:
        """The key of this name."""
        rows = await self._database.fetch("secret_get", name=name)
        if not rows:
            return None
        fingerprint, secret = rows[0]
        return Kept(fingerprint, None if secret is None else bytes(secret))

    async def add(self, name: str, kept: Kept, at: int) -> bool:
        """Add a key. False when another worker was faster."""
        [rows] = await self._database.write(
            Step("secret_add", {"name": name, **kept._asdict(), "at": at})
        )
        return bool(rows)
