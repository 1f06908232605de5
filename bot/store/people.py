"""People: who they are and how far their registration is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.agencies.people import Employment, Person
from bot.quiz.attempt import Attempt
from bot.store.attempt_rows import attempt_from
from bot.store.database import Args, Database, Row, Step, Value
from bot.store.milestones import moved, registered

_ATTEMPT = 16  # columns of an answer and of the person, before those of the attempt


@dataclass(frozen=True, slots=True)
class State:
    """All that a screen is made from. ``attempt`` is the latest; an open one is the latest."""

    person: Person | None
    attempt: Attempt | None


NOBODY = State(None, None)


class People:
    """Methods that change one person give whether there was somebody to change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def state(self, person_id: int) -> State:
        """The person and their latest attempt with its answers, in one round trip."""
        rows = await self._database.fetch("person_and_latest_attempt", person=person_id)
        if not rows:
            return NOBODY
        return State(_person_from(person_id, rows[0]), attempt_from(person_id, rows, _ATTEMPT))

    async def add(self, person: Person) -> None:
        """Store a person who consented, and the consent. A second one overwrites nothing."""
        args: Args = {
            "id": person.id,
            "name": person.name,
            "consent": person.consent,
            "consented_at": person.consented_at,
            "language": person.language,
            "employment": person.employment,
            "agency": person.agency,
            "unit": person.unit,
            "registered_at": person.registered_at,
        }
        consent = Step("consent_record", {"person": person.id})
        if person.registered_at is None:
            await self._database.write(Step("person_add", args), consent)
        else:
            await self._database.write(
                Step("person_add_registered", args, needed=True), consent, registered(person.id)
            )

    async def set_language(self, person_id: int, language: str) -> bool:
        """Speak this language to them from now on."""
        return await self._change("person_set_language", id=person_id, language=language)

    async def expect(self, person_id: int, expects: str | None) -> bool:
        """What the next text that they send is for; None: for nothing."""
        return await self._change("person_expect", id=person_id, expects=expects)

    async def set_employment(self, person_id: int, employment: Employment) -> bool:
        """Their kind of employment."""
        return await self._change("person_set_employment", id=person_id, employment=employment)

    async def set_agency(self, person_id: int, agency: str) -> bool:
        """Choose the agency while registering; clears the unit. False for the registered."""
        return await self._change("person_set_agency", id=person_id, agency=agency)

    async def register(self, person_id: int, unit: str | None, at: int) -> bool:
        """End the registration; ``unit`` is None in an agency without units.

        False when something else is missing, the unit is not one of the person's agency, or the
        person was registered before.
        """
        rows, _ = await self._database.write(
            Step("person_register", {"id": person_id, "unit": unit, "at": at}, needed=True),
            registered(person_id),
        )
        return bool(rows)

    async def rename(self, person_id: int, name: str) -> bool:
        """The name as it is on the certificate."""
        return await self._change("person_rename", id=person_id, name=name)

    async def set_reachable(self, person_id: int, reachable: bool, at: int) -> bool:
        """Whether messages reach them. False when newer news is already known."""
        return await self._change(
            "person_set_reachable", id=person_id, reachable=int(reachable), at=at
        )

    async def move(self, person_id: int, agency: str) -> bool:
        """Take a registered person to another agency; the unit is to be asked again.

        Attempts that have begun stay with the agency where they began.
        """
        move = Step("person_move", {"id": person_id, "agency": agency}, needed=True)
        _, _, rows, _ = await self._database.write(*moved(person_id, move))
        return bool(rows)

    async def _change(self, query: str, **args: Value) -> bool:
        [rows] = await self._database.write(Step(query, args))
        return bool(rows)


def _person_from(person_id: int, row: Row) -> Person:
    # By position: looking up a dozen names on the hot path costs more than the query's own work.
    told = tuple(row)[4:_ATTEMPT]
    return Person(person_id, *told)
