"""Follow-ups: which passes are due for one, what was asked, and who wants none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.quiz.attempt import Answer, Item
from bot.store.attempt_rows import items_from_text, items_to_text
from bot.store.database import Args, Database, Step


class Pass(NamedTuple):
    """An attempt that was passed; it ended at ``finished_at``, in ms since 1970 UTC."""

    finished_at: int
    person: int
    attempt: str
    agency: str
    unit: str | None
    module: str


class Reached(NamedTuple):
    """How far a plan has come: the pass that was looked at last."""

    finished_at: int
    person: int
    attempt: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One question that was asked, with its answer (at step 0) once there is one."""

    person: int
    id: str
    module: str
    content: str
    item: Item
    asked_at: int
    answer: Answer | None = None


class Answered(NamedTuple):
    """The items of an attempt and one answer to them."""

    content: str
    items: tuple[Item, ...]
    step: int
    points: int


class FollowUps:
    """Every method is one unit of work, but where it says otherwise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reached(self, plan: str) -> Reached | None:
        """How far a plan has come; None when it has not begun."""
        rows = await self._database.fetch("followup_plan", name=plan)
        return Reached(*rows[0]) if rows else None

    async def reach(self, plan: str, reached: Reached) -> None:
        """Remember how far a plan has come."""
        await self._database.write(Step("followup_planned", {"name": plan, **reached._asdict()}))

    async def passes(self, after: Reached, until: int, limit: int) -> list[Pass]:
        """The next passes that ended by then, of people who want follow-ups; not those that the
        person has passed the same module again since."""
        rows = await self._database.fetch(
            "followup_passes", **after._asdict(), until=until, limit=limit
        )
        return [Pass(*row) for row in rows]

    async def history(self, person: int, module: str) -> list[Answered]:
        """What the person answered in a module and its follow-ups, in the order of time."""
        rows = await self._database.fetch("followup_history", person=person, module=module)
        return [
            Answered(row["content"], items_from_text(row["items"]), row["step"], row["points"])
            for row in rows
        ]

    async def ask(self, one: FollowUp) -> FollowUp:
        """Remember what is asked; when that was done before, what was asked then. That is two
        units of work."""
        args: Args = {
            "person": one.person,
            "id": one.id,
            "module": one.module,
            "content": one.content,
            "item": items_to_text([one.item]),
            "at": one.asked_at,
        }
        [rows] = await self._database.write(Step("followup_ask", args))
        return one if rows else (await self.get(one.person, one.id)) or one

    async def get(self, person: int, id_: str) -> FollowUp | None:
        """One follow-up of this person."""
        rows = await self._database.fetch("followup_get", person=person, id=id_)
        if not rows:
            return None
        module, content, item, asked_at, chosen, points, answered_at = rows[0]
        answer = None if chosen is None else Answer(0, _keys(chosen), points, answered_at)
        return FollowUp(person, id_, module, content, items_from_text(item)[0], asked_at, answer)

    async def answer(self, person: int, id_: str, answer: Answer) -> bool:
        """Store an answer, once. False when there is one already."""
        chosen = json.dumps(answer.chosen, separators=(",", ":"))
        args: Args = {
            "person": person,
            "id": id_,
            "chosen": chosen,
            "points": answer.points,
            "at": answer.at,
        }
        [rows] = await self._database.write(Step("followup_answer", args))
        return bool(rows)

    async def stopped(self, person: int) -> bool:
        """Whether the person wants none."""
        return bool(await self._database.fetch("followup_stopped", person=person))

    async def stop(self, person: int, at: int) -> None:
        """The person wants none."""
        await self._database.write(Step("followup_stop", {"person": person, "at": at}))

    async def resume(self, person: int) -> None:
        """The person wants them again."""
        await self._database.write(Step("followup_resume", {"person": person}))


def _keys(chosen: str) -> tuple[str, ...]:
    found: Sequence[str] = json.loads(chosen)
    return tuple(found)
