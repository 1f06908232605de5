"""What an officer sent in the chat and has not confirmed yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.store.database import Args, Database, Step


@dataclass(frozen=True, slots=True)
class Upload:
    """``version`` is that of the roster which the report was made on; ``body`` has no NIP."""

    person: int
    id: str
    agency: str
    version: int
    body: bytes = field(repr=False)
    at: int


class Uploads:
    """Only who sent it finds it again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, upload: Upload) -> None:
        """Keep it until it is confirmed, dropped, or too old."""
        args: Args = {
            "person": upload.person,
            "id": upload.id,
            "agency": upload.agency,
            "version": upload.version,
            "body": upload.body,
            "at": upload.at,
        }
        await self._database.write(Step("roster_upload_put", args))

    async def get(self, person: int, id_: str) -> Upload | None:
        """What this person sent under this id."""
        rows = await self._database.fetch("roster_upload_get", person=person, id=id_)
        if not rows:
            return None
        agency, version, body, at = rows[0]
        return Upload(person, id_, agency, version, bytes(body), at)

    async def drop(self, person: int, id_: str) -> bool:
        """Forget it. False when it was not there."""
        [rows] = await self._database.write(dropping(person, id_))
        return bool(rows)

    async def forget(self, before: int) -> None:
        """Forget everything sent before (ms since 1970 UTC)."""
        await self._database.write(Step("roster_uploads_forget", {"before": before}))


def dropping(person: int, id_: str) -> Step:
    """The step that forgets an upload, as a part of the import that it was for."""
    return Step("roster_upload_drop", {"person": person, "id": id_})
