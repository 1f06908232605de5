"""Near misses: the smallest changes of fact that would flip the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.rulebook.facts import Case
from bot.rulebook.judge import judge
from bot.rulebook.rulebook import Decided, Rulebook
from bot.rulebook.shortest import shortest


@dataclass(frozen=True, slots=True)
class NearMiss:
    """With ``fact`` one of ``values`` (and ``also``, facts that come into play) it is ``then``."""

    fact: str
    values: tuple[str, ...]
    also: tuple[tuple[str, str], ...]
    then: Decided


def near_misses(book: Rulebook, case: Case, on: date) -> list[NearMiss]:
    """The changes of one fact that flip the verdict or its severity, those only that bring the
    fewest further facts into play.

    Facts that are asked late come first: they are the fine print ("on leave?"), the early ones
    another act altogether. Empty when the case is undetermined.
    """
    decided = judge(book, case, on)
    if not isinstance(decided, Decided):
        return []
    found = [miss for fact in case for miss in _by_fact(book, case, on, decided, fact)]
    least = min((len(miss.also) for miss in found), default=0)
    order = [fact.id for fact in book.vocabulary.facts]
    found.sort(key=lambda miss: -order.index(miss.fact))
    return _gathered([miss for miss in found if len(miss.also) == least])


def _by_fact(
    book: Rulebook, case: Case, on: date, decided: Decided, fact: str
) -> Iterator[NearMiss]:
    space = book.space(on)

    def flips(outcome: object) -> bool:
        return isinstance(outcome, Decided) and (outcome.verdict, outcome.severity) != (
            decided.verdict,
            decided.severity,
        )

    for value in book.vocabulary.fact(fact).values:
        if value.id == case[fact]:
            continue
        changed = {**case, fact: value.id}
        also = shortest(space.node(changed), flips)
        if also is not None:
            then = judge(book, {**changed, **also}, on)
            if isinstance(then, Decided):
                yield NearMiss(fact, (value.id,), tuple(also.items()), then)


def _gathered(misses: list[NearMiss]) -> list[NearMiss]:
    """Values of one fact that lead to the same verdict and severity become one."""
    together: dict[tuple[object, ...], NearMiss] = {}
    for miss in misses:
        key = (miss.fact, miss.also, miss.then.verdict, miss.then.severity)
        first = together.get(key)
        values = (*first.values, *miss.values) if first else miss.values
        together[key] = NearMiss(miss.fact, values, miss.also, first.then if first else miss.then)
    return list(together.values())
