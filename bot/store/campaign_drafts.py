"""What officers are just putting together: one thing at a time for an agency."""

from __future__ import annotations

from bot.store.database import Args, Database, Step


class CampaignDrafts:
    """A draft is JSON that only the use case understands."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, person: int, agency: str) -> str | None:
        """What this person has put together so far."""
        rows = await self._database.fetch("campaign_draft", person=person, agency=agency)
        return rows[0]["body"] if rows else None

    async def put(self, person: int, agency: str, body: str, at: int) -> None:
        """What they have put together by now, in place of anything before."""
        args: Args = {"person": person, "agency": agency, "body": body, "at": at}
        await self._database.write(Step("campaign_draft_put", args))


def taken(person: int, agency: str, body: str) -> Step:
    """For the unit of work that does what a draft says: it is done once, as it was shown."""
    args: Args = {"person": person, "agency": agency, "body": body}
    return Step("campaign_draft_take", args, needed=True)
