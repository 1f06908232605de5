from __future__ import annotations

import pytest

from bot.errors import RulebookError
from bot.rulebook.judge import beaten, judge
from bot.rulebook.rulebook import Decided
from bot.rulebook.rules import Rule, all_beaten
from tests.rulebook.worlds import DAYS, book, fact, rule, value

AB = fact("a", "x", "y")


def chain() -> list[Rule]:
    """The special beats the middle, the middle the general."""
    return [
        rule("general", (), verdict="dilarang"),
        rule("middle", (value("a", "y"),), overrides=frozenset(["general"])),
        rule("special", (value("a", "x"),), verdict="hindari", overrides=frozenset(["middle"])),
    ]


def test_a_rule_beats_what_the_rules_that_it_beats_beat() -> None:
    """Even where the rule between them does not hold."""
    tests = book([AB], chain())
    assert judge(tests, {"a": "x"}, DAYS[0]) == Decided("special", "hindari", None)
    assert beaten(tests, {"a": "x"}, DAYS[0]) == ["general"]


def test_a_rule_beats_through_one_that_is_no_longer_in_force() -> None:
    general, middle, special = chain()
    old = rule("middle", *middle.when, overrides=middle.overrides, end=DAYS[0])
    tests = book([AB], [general, old, special])
    assert judge(tests, {"a": "x"}, DAYS[3]) == Decided("special", "hindari", None)


def test_a_beaten_rule_still_beats_what_it_overrides() -> None:
    rules = [
        rule("low", (), verdict="dilarang"),
        rule("mid", (), overrides=frozenset(["low"])),
        rule("high", (), verdict="hindari", overrides=frozenset(["mid"])),
    ]
    assert judge(book([AB], rules), {}, DAYS[0]) == Decided("high", "hindari", None)


def test_the_most_special_of_equals_speaks_and_of_equally_special_the_first() -> None:
    general = rule("general", ())
    twins = [rule("first", (value("a", "x"),)), rule("second", (value("a", "x"),))]
    assert judge(book([AB], [general, *twins]), {"a": "x"}, DAYS[0]) == Decided(
        "first", "boleh", None
    )


@pytest.mark.parametrize(
    ("one", "two"), [({"one"}, set()), ({"two"}, {"one"})], ids=["itself", "each other"]
)
def test_a_circle_of_overrides_is_refused(one: set[str], two: set[str]) -> None:
    rules = [rule("one", (), overrides=frozenset(one)), rule("two", (), overrides=frozenset(two))]
    with pytest.raises(RulebookError, match="circle"):
        book([AB], rules)


def test_overriding_an_unknown_rule_is_refused() -> None:
    with pytest.raises(RulebookError, match="does not exist"):
        book([AB], [rule("one", (), overrides=frozenset(["ghost"]))])


def test_all_that_is_beaten_is_closed_over_every_chain() -> None:
    assert all_beaten(chain())["special"] == {"middle", "general"}
