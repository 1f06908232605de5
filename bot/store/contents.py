"""The archive of content: an old attempt is replayed with what it was drawn from."""

from __future__ import annotations

from bot.store.database import Database, Step


class Contents:
    """Bytes by their hash."""

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
