"""The rules that people of an agency, or of a unit with all below it, most often misjudge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.agencies.release import Weak
from bot.service.desk import Desk
from bot.service.officers.access import Scope
from bot.store.weak import Told


async def weak_rules(desk: Desk, scope: Scope) -> list[Weak]:
    """Over all modules, the most misjudged first; what may be told of this scope alone."""
    return ranked(one for one in await desk.store.weak.told(scope.agency) if _seen(scope, one))


def ranked(told: Iterable[Told]) -> list[Weak]:
    """Summed up by rule. What is told are whole blocks of people, and so is every sum of it."""
    asked: Counter[str] = Counter()
    misjudged: Counter[str] = Counter()
    for one in told:
        asked[one.rule] += one.asked
        misjudged[one.rule] += one.misjudged
    found = [Weak(rule, asked[rule], misjudged[rule]) for rule in asked]
    return sorted(found, key=lambda one: (-one.share, -one.asked, one.rule))


def _seen(scope: Scope, one: Told) -> bool:
    """The pot is of the whole agency alone."""
    return scope.units is None if one.pot else scope.covers(one.unit)
