from __future__ import annotations

import pytest

from bot.rulebook.judge import UnsureError, judge
from bot.rulebook.proof import prove
from bot.rulebook.rulebook import Decided, Rulebook
from bot.rulebook.rules import Rule
from tests.rulebook.worlds import DAYS, book, fact, rule, value

FACTS = [fact("a", "x", "y", "z")]


def unsure(*rules: Rule, ids: str) -> Rulebook:
    sure = book(FACTS, rules)
    return Rulebook(sure.vocabulary, rules, sure.sources, sure.severities, frozenset(ids.split()))


def kinds(tests: Rulebook) -> list[tuple[str, tuple[str, ...]]]:
    flaws = prove(tests, DAYS[0]).flaws
    return [(flaw.kind, flaw.subject) for flaw in flaws if flaw.kind != "idle-value"]


def test_where_one_may_speak_there_is_no_gap_and_no_clash() -> None:
    tests = unsure(rule("x", (value("a", "x"),)), rule("half", (), verdict="dilarang"), ids="half")
    assert kinds(tests) == []


def test_where_none_may_speak_gaps_and_clashes_are_found() -> None:
    rules = (
        rule("half", (value("a", "x"),)),
        rule("one", (value("a", "y"),)),
        rule("two", (value("a", "y"),), verdict="hindari"),
    )
    assert kinds(unsure(*rules, ids="half")) == [("gap", ()), ("clash", ("one", "two"))]


def test_nothing_is_said_of_a_case_that_one_may_decide() -> None:
    rules = (rule("half", (value("a", "x"),)), rule("y", (value("a", "y", "z"),)))
    tests = unsure(*rules, ids="half")
    assert judge(tests, {"a": "y"}, DAYS[0]) == Decided("y", "boleh", None)
    for case in ({"a": "x"}, {}):
        with pytest.raises(UnsureError):
            judge(tests, case, DAYS[0])


def test_one_that_is_beaten_does_not_matter() -> None:
    rules = (rule("half", ()), rule("x", (value("a", "x"),), overrides=frozenset(["half"])))
    assert judge(unsure(*rules, ids="half"), {"a": "x"}, DAYS[0]) == Decided("x", "boleh", None)


def test_a_rule_is_idle_though_another_is_unsure() -> None:
    rules = (
        rule("half", (value("a", "z"),)),
        rule("lost", (value("a", "x"),)),
        rule("x", (value("a", "x", "y"),), verdict="hindari", overrides=frozenset(["lost"])),
    )
    assert kinds(unsure(*rules, ids="half")) == [("idle-rule", ("lost",))]
