"""What a write adds to the tallies, as steps of the same unit of work.

A person counts once in each group: of a unit and module, of a module, of an agency, and of each
month. Whether somebody is new there is decided by that person's own rows, after the write. What is
added lies beside the counts until :class:`bot.store.tallies.Tallies` folds it in, so that no two
people wait for each other. Whoever changes ``agency``, ``unit`` or ``registered_at`` of a person,
or ``score`` or ``passed`` of an attempt, does it with these steps around it; ``verify`` would find
it otherwise.
"""

from __future__ import annotations

from bot.agencies.tally import month_of
from bot.store.database import Args, Step


def registered(person: int) -> Step:
    """After a person's registration became complete."""
    return Step("tally_registered", {"person": person, "sign": 1})


def moved(person: int, *change: Step) -> tuple[Step, ...]:
    """A change of where a person belongs or whether they are registered, with what it counts.

    It may even remove the person. One step stands after it and two before: nobody else changes
    the same person meanwhile.
    """
    return (
        Step("person_hold", {"id": person}, needed=True),
        Step("tally_registered", {"person": person, "sign": -1}),
        *change,
        registered(person),
    )


def started(person: int, attempt: str, at: int) -> Step:
    """After an attempt was begun, ``at`` (ms since 1970 UTC) as it is stored."""
    return Step("tally_started", _args(person, attempt, at))


def finished(person: int, attempt: str, at: int) -> Step:
    """After an attempt got its score and ended, ``at`` (ms since 1970 UTC) as it is stored."""
    return Step("tally_finished", {**_args(person, attempt, at), "newly": 1})


def passed_after_all(person: int, attempt: str, ended: int, *change: Step) -> tuple[Step, ...]:
    """A change that lets an attempt pass which had a score and no pass; it ended then, in ms since
    1970 UTC. No pass is ever taken."""
    return (
        Step("attempt_hold", {"person": person}),
        *change,
        Step("tally_finished", {**_args(person, attempt, ended), "newly": 0}),
    )


def _args(person: int, attempt: str, at: int) -> Args:
    month, since, until = month_of(at)
    return {"person": person, "attempt": attempt, "month": month, "since": since, "until": until}
