"""The archive of content, from which an old attempt is replayed, and which content is wanted."""

from __future__ import annotations

from typing import NamedTuple

from bot.store.database import Database, Step


class Wish(NamedTuple):
    """Every worker is to use this edition; said at ``at`` (ms since 1970 UTC)."""

    edition: str
    at: int


class Contents:
    """Bytes by their hash; and the last wish."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, content_hash: str, body: bytes, at: int) -> None:
        """Keep a content; keeping it again changes nothing."""
        await self._database.write(
            Step("content_put", {"hash": content_hash, "body": body, "at": at})
        )

    async def get(self, content_hash: str) -> bytes | None:
        """The content with this hash."""
        rows = await self._database.fetch("content_get", hash=content_hash)
        return bytes(rows[0]["body"]) if rows else None

    async def want(self, edition: str, at: int) -> None:
        """Let every worker use this edition."""
        await self._database.write(Step("content_want", Wish(edition, at)._asdict()))

    async def wanted(self) -> Wish | None:
        """The last wish."""
        rows = await self._database.fetch("content_wanted")
        return Wish(*rows[0]) if rows else None
