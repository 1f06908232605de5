"""Ways to break the bot, each of which the auditor must find; :mod:`tests.fault.mutants` tries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """A text of a file, and what stands there instead."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """One way to break the bot, and where that shows."""

    name: str
    door: str
    database: str
    edits: tuple[Edit, ...]


_INTAKE = "bot/channels/telegram/intake.py"
_PRACTICE = "bot/service/practice.py"
_OLD_TAP = "if attempt is None or attempt.id != tapped or attempt.next_step != step:"
_STORED = "    if await _store(visit, catalog, answered, answer):"
_LATE = """    import asyncio
    late = lambda: asyncio.ensure_future(_store(visit, catalog, answered, answer))
    if asyncio.get_running_loop().call_later(0.3, late):"""
_HANDLED = "        outcome, reply = await self._handled(incoming, delivery)"
_KEY = "    at BIGINT NOT NULL,\n    PRIMARY KEY (person, attempt, step),"
_NEXT = """    AND :step = (
        SELECT count(*) FROM answers WHERE answers.person = :person AND answers.attempt = :attempt
    )
"""
_ONE_OPEN = "CREATE UNIQUE INDEX attempts_one_open"
_FIRST = "bot/store/migrations/0001_first.sql"

MUTANTS = (
    Mutant(
        "acknowledged before the commit",
        "poll",
        "sqlite",
        (Edit(_INTAKE, _HANDLED, f"        delivery.done()\n{_HANDLED}"),),
    ),
    Mutant(
        "the webhook says 200 at once",
        "webhook",
        "postgres",
        (
            Edit(
                "bot/channels/web/deliveries.py",
                "return await asyncio.shield(answer)",
                "return DONE",
            ),
        ),
    ),
    Mutant(
        "the offset passes updates in hand",
        "poll",
        "sqlite",
        (
            Edit(
                "bot/channels/telegram/ledger.py",
                "{i for i in self._done if lowest is None or i < lowest}",
                "self._done | self._open",
            ),
        ),
    ),
    Mutant(
        "confirmed before it is stored",
        "webhook",
        "sqlite",
        (Edit(_PRACTICE, _STORED, _LATE),),
    ),
    Mutant(
        "a double tap answers the next question",
        "poll",
        "postgres",
        (
            Edit(
                _PRACTICE,
                _OLD_TAP,
                "step = step if attempt is None else attempt.next_step\n"
                "    if attempt is None or attempt.id != tapped:",
            ),
        ),
    ),
    Mutant(
        "nothing keeps a step from having two answers",
        "webhook",
        "sqlite",
        (
            Edit(_FIRST, _KEY, "    at BIGINT NOT NULL,"),
            Edit("bot/store/sql/attempts.sql", _NEXT, ""),
            Edit(_PRACTICE, _OLD_TAP, _OLD_TAP.replace("next_step != step", "next_step < step")),
        ),
    ),
    Mutant(
        "nothing decides between two workers",
        "webhook",
        "postgres",
        (
            Edit(_FIRST, _KEY, "    at BIGINT NOT NULL,"),
            Edit("bot/store/sql/attempts.sql", _NEXT, ""),
        ),
    ),
    Mutant(
        "two attempts can be open",
        "poll",
        "sqlite",
        (
            Edit(_FIRST, _ONE_OPEN, "CREATE INDEX attempts_one_open"),
            Edit(_PRACTICE, "    if under_way is not None:", "    if False:"),
        ),
    ),
    Mutant(
        "another choice is stored than was tapped",
        "webhook",
        "sqlite",
        (
            Edit(
                _PRACTICE,
                "key for place, key in enumerate(order)",
                "key for place, key in enumerate(sorted(order))",
            ),
        ),
    ),
    Mutant(
        "the score leaves out the last answer",
        "poll",
        "postgres",
        (
            Edit(
                _PRACTICE, "total = score(answered.answers)", "total = score(answered.answers[:-1])"
            ),
        ),
    ),
    Mutant(
        "an outage of the database loses the tap",
        "poll",
        "sqlite",
        (
            Edit(
                _INTAKE,
                "                if delivery.postponed():",
                "                return 'lost', self._failure(self._reference())\n"
                "                if delivery.postponed():",
            ),
        ),
    ),
    Mutant(
        "a tally counts attempts for people",
        "webhook",
        "postgres",
        (
            Edit(
                "bot/store/sql/tallies.sql",
                "WHERE other.person = this.person AND other.id <> this.id",
                "WHERE other.person = this.person AND other.id = ''",
            ),
        ),
    ),
    Mutant(
        "a log line names people by their numbers",
        "poll",
        "sqlite",
        (
            Edit(
                "bot/channels/telegram/draw.py",
                "who = logs.person(place.person)",
                "who = str(place.person)",
            ),
        ),
    ),
    Mutant(
        "the result never comes",
        "poll",
        "sqlite",
        (Edit(_PRACTICE, "and attempt.score is not None:", "and attempt.score is None:"),),
    ),
)
