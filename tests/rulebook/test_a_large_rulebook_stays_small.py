"""Work is counted in states, not in seconds: the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bot.rulebook.diagram import Values
from bot.rulebook.facts import Condition, Fact
from bot.rulebook.proof import prove
from bot.rulebook.rulebook import Rulebook
from bot.rulebook.rules import VERDICTS, Rule
from bot.rulebook.space import Space
from tests.rulebook.worlds import DAYS, book, fact, rule

SIZES = (4, 110, 5, 6, 3, 4, 3, 2, 5, 3, 4, 2, 3, 5, 2, 3, 4)


def large(dice: Random) -> Rulebook:
    """17 facts that all apply always, 110 acts, 150 rules of which 10 read no act at all."""
    facts = [fact(f"f{i}", *(f"v{j}" for j in range(size))) for i, size in enumerate(SIZES)]
    rules = [rule("all", (), verdict="hindari")]
    while len(rules) < 150:
        others = [about for about in facts if about.id != "f1"]
        clause = [some(dice, about, len(about.values) // 2) for about in dice.sample(others, 3)]
        if len(rules) < 140:
            clause.append(some(dice, facts[1], 6))
        rules.append(special(dice, rules, tuple(clause)))
    return book(facts, rules)


def some(dice: Random, about: Fact, most: int) -> Condition:
    values = [one.id for one in about.values]
    named = frozenset(dice.sample(values, dice.randint(1, max(1, most))))
    return Condition(about.id, named, named)


def special(dice: Random, rules: list[Rule], clause: tuple[Condition, ...]) -> Rule:
    """It beats all before it, and may begin late."""
    return rule(
        f"r{len(rules)}",
        clause,
        verdict=dice.choice(VERDICTS),
        overrides=frozenset(one.id for one in rules),
        begin=dice.choice((None, None, None, DAYS[2], DAYS[3])),
    )


class Counted(Space):
    """A space that counts the states it is asked about."""

    states = 0

    def steps(
        self, level: int, state: int, given: str | None = None
    ) -> Iterator[tuple[Values, int]]:
        self.states += 1
        return super().steps(level, state, given)


def test_a_domain_of_ten_milliards_is_built_from_few_states() -> None:
    space = large(Random(1)).space(DAYS[0])
    space.__class__ = Counted
    assert space.count() > 10**10
    assert isinstance(space, Counted)
    space.states = 0
    space.node({})
    assert space.states < 40_000


def test_rules_that_each_beat_all_before_leave_no_gap_and_no_clash() -> None:
    proof = prove(large(Random(1)), DAYS[1])
    assert len(proof.days) == 3
    assert not [flaw for flaw in proof.flaws if flaw.kind in ("gap", "clash")]
