"""What people decide about their own data: consent, its withdrawal, and erasure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from bot.agencies.ledger import Entry
from bot.store.database import Args, Database, Step, Value
from bot.store.personal import HELD

Why: TypeAlias = Literal["holder", "inactive"]
Rows: TypeAlias = list[dict[str, Any]]


class Due(NamedTuple):
    """Somebody who is to be erased now, and who wanted it."""

    person: int
    why: Why


class Rights:
    """Every method is one unit of work. Times are ms since 1970 UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def renew(self, person_id: int, version: str, at: int) -> bool:
        """Consent to the text of that version, or again after it was taken back. False when that
        is what is stored already."""
        renewed, _ = await self._database.write(
            Step("consent_renew", {"person": person_id, "version": version, "at": at}),
            Step("consent_record", {"person": person_id}),
        )
        return bool(renewed)

    async def withdraw(self, person_id: int, at: int) -> bool:
        """Take consent back. False when it was, or there is nobody."""
        withdrawn, _ = await self._database.write(
            Step("consent_withdraw", {"person": person_id, "at": at}),
            Step("consent_record_withdrawal", {"person": person_id}),
        )
        return bool(withdrawn)

    async def plan_erasure(self, person_id: int, due: int, why: Why = "holder") -> bool:
        """Erase this person at ``due``. False when that is planned already, or there is nobody."""
        args: Args = {"person": person_id, "due": due, "why": why}
        [rows] = await self._database.write(Step("erase_plan", args))
        return bool(rows)

    async def cancel_erasure(self, person_id: int, at: int) -> bool:
        """Do not erase this person after all. False when nothing was planned, or it is done."""
        [rows] = await self._database.write(Step("erase_cancel", {"person": person_id, "at": at}))
        return bool(rows)

    async def held(self, person_id: int) -> dict[str, Rows]:
        """All that is stored about a person, by table."""
        return {
            table: [dict(row) for row in await self._database.fetch(shown, person=person_id)]
            for table, _, shown, *_ in HELD
        }

    async def due(self, at: int, limit: int) -> list[Due]:
        """Those whose erasure is to be carried out at ``at``, the longest waiting first."""
        rows = await self._database.fetch("erase_due", at=at, limit=limit)
        return [Due(row["id"], row["erase_why"]) for row in rows]

    async def subjects(self, person_id: int) -> Mapping[str, list[str]]:
        """What the ledgers say things of that are this person's: ids, by agency."""
        found: dict[str, list[str]] = {}
        for row in await self._database.fetch("erase_subjects", person=person_id):
            found.setdefault(row["agency"], []).append(row["id"])
        return found

    async def erase(
        self, person_id: int, anonymous: int, entries: Sequence[Entry], at: int
    ) -> bool:
        """Take the person out of everything, and put nobody in their place where it is counted.

        What nobody took counts as before, since it is one person's still; only the registered are
        one fewer.

        ``anonymous`` is below 0 and nobody else's; ``entries`` continue the ledgers. False, and
        nothing is done, when it is not due (any more), the id is taken, or a ledger has gone on.
        """
        args: dict[str, Value] = {"person": person_id, "anonymous": anonymous, "at": at}
        *_, gone = await self._database.write(
            Step("erase_hold", args, needed=True),
            Step("tally_registered", {"person": person_id, "sign": -1}),
            Step("erase_stand_in", args, needed=True),
            Step("erase_close", args),
            Step("erase_copy", args),
            *(Step(query, args) for one in HELD for query in one.erased),
            Step("erase_originals", args),
            *(Step("ledger_add", entry._asdict(), needed=True) for entry in entries),
            Step("erase_person", args, needed=True),
        )
        return bool(gone)
