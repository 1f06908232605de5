"""The agencies' chains. The database decides who appends when several do at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Final

from bot.agencies.ledger import EMPTY, Completion, Draft, Entry, Head
from bot.store.database import Args, Database, Reads, Row, Step

PAGE: Final = 2000
"""Entries that are held in memory at a time."""


class Chains:
    """The entries, to be read: from a store or from a snapshot of one."""

    def __init__(self, database: Reads) -> None:
        self._reads = database

    async def head(self, agency: str) -> Head:
        """The end of an agency's chain; ``EMPTY`` when it has none."""
        rows = await self._reads.fetch("ledger_head", agency=agency)
        return Head(*rows[0]) if rows else EMPTY

    async def after(self, agency: str, number: int, limit: int = PAGE) -> list[Entry]:
        """The entries that follow the one with this number."""
        rows = await self._reads.fetch("ledger_page", agency=agency, after=number, limit=limit)
        return [Entry(*row) for row in rows]

    async def pages(self, agency: str) -> AsyncIterator[list[Entry]]:
        """All entries of an agency by number, in batches."""
        number = -(2**62)  # whatever somebody put in
        while page := await self.after(agency, number):
            yield page
            number = page[-1].number

    async def find(self, agency: str, draft: Draft) -> Entry | None:
        """The entry that there is for this kind and subject; never one that may be repeated."""
        rows = await self._reads.fetch(
            "ledger_find", agency=agency, kind=draft.kind, subject=draft.subject
        )
        return Entry(*rows[0]) if rows else None

    async def known(self, agency: str) -> bool:
        """Whether there is such an agency."""
        return bool(await self._reads.fetch("agency_get", agency=agency))

    async def agencies(self) -> list[str]:
        """The codes of the agencies that have a chain, sorted."""
        return sorted(row["code"] for row in await self._reads.fetch("ledger_agencies"))


class Ledger(Chains):
    """The chains of a store, to be continued; nothing here changes or removes an entry."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    async def add(self, entries: Sequence[Entry]) -> int:
        """Append entries that continue a chain; how many of them, from the first on, were stored.

        Fewer than all when somebody else was faster, or a subject has its entry already.
        """
        [rows] = await self._database.write(Step("ledger_add", [one._asdict() for one in entries]))
        return len(rows)

    async def add_completions(self, agency: str, entries: Sequence[Entry], until: int) -> int:
        """The same for completions, and remember in the same unit which attempts have one.

        ``until`` is when the last of those attempts ended. Those that were asked what is withdrawn
        are planned to be marked again. Gives how many attempts were remembered.
        """
        added: list[Args] = [one._asdict() for one in entries]
        which: Args = {"agency": agency, "until": until}
        *_, sealed = await self._database.write(
            Step("ledger_add", added),
            Step("remark_found", {**which, "at": entries[0].at}),
            Step("ledger_sealed", which),
        )
        return len(sealed)

    async def unsealed(self, agency: str, limit: int) -> list[Completion]:
        """Completions of an agency that have no entry yet, the first to end first."""
        rows = await self._database.fetch("ledger_unsealed", agency=agency, limit=limit)
        return [completion_from(row) for row in rows]

    async def unsealed_agencies(self) -> list[str]:
        """The codes of agencies that have such completions, sorted."""
        rows = await self._database.fetch("ledger_unsealed_agencies")
        return sorted(row["code"] for row in rows)


def completion_from(row: Row) -> Completion:
    """The completion in a row of an attempt that has a score."""
    return Completion(
        attempt=row["id"],
        module=row["module"],
        kind=row["kind"],
        content=row["content"],
        begun=row["started_at"],
        finished=row["finished_at"],
        score=row["score"],
        passed=row["passed"] == 1,
        items=row["size"],
    )
