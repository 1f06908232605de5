from __future__ import annotations

import pytest

from bot.errors import CaseError, RulebookError
from bot.rulebook.facts import Condition, Vocabulary
from bot.rulebook.judge import Undetermined, idle, judge
from bot.rulebook.rulebook import Decided
from tests.rulebook.worlds import DAYS, book, fact, rule, value

KIN = fact("kin", "none", "spouse")
LEAVE = fact("leave", "yes", "no", applies=((value("kin", "spouse"),),))
TASK = fact("task", "yes", "no", applies=((value("leave", "yes"),),))
NOT_NO = Condition("leave", frozenset(["yes"]), frozenset(["no"]))
FAMILY = book(
    [KIN, LEAVE, TASK],
    [
        rule("all", (), verdict="dilarang"),
        rule("on-leave", (NOT_NO,), overrides=frozenset(["all"])),
        rule("task", (value("task", "no"),), verdict="hindari", overrides=frozenset(["on-leave"])),
    ],
)


def test_a_condition_on_a_fact_that_does_not_apply_is_false_even_with_not() -> None:
    assert judge(FAMILY, {"kin": "none"}, DAYS[0]) == Decided("all", "dilarang", "ringan")


def test_a_stated_fact_that_does_not_apply_changes_nothing() -> None:
    case = {"kin": "none", "leave": "yes", "task": "no"}
    assert judge(FAMILY, case, DAYS[0]) == Decided("all", "dilarang", "ringan")


def test_stated_facts_that_cannot_apply_are_named_down_the_chain() -> None:
    assert idle(FAMILY, {"kin": "none", "leave": "yes", "task": "no"}) == ["leave", "task"]
    assert idle(FAMILY, {"kin": "none", "task": "no"}) == ["task"]
    assert idle(FAMILY, {"kin": "spouse", "leave": "yes", "task": "no"}) == []


def test_a_fact_that_may_still_apply_is_not_called_idle() -> None:
    assert idle(FAMILY, {"leave": "yes"}) == []
    assert judge(FAMILY, {"leave": "no"}, DAYS[0]) == Decided("all", "dilarang", "ringan")
    assert judge(FAMILY, {"leave": "yes"}, DAYS[0]) == Undetermined(("kin", "task"))


@pytest.mark.parametrize(("case", "told"), [({"x": "y"}, "x"), ({"kin": "y"}, "kin")])
def test_an_unknown_fact_or_value_is_refused_by_name(case: dict[str, str], told: str) -> None:
    with pytest.raises(CaseError) as error:
        judge(FAMILY, case, DAYS[0])
    assert error.value.fact == told


def test_a_fact_may_apply_by_earlier_facts_only() -> None:
    with pytest.raises(RulebookError, match="do not precede"):
        Vocabulary([LEAVE, KIN])
    with pytest.raises(RulebookError, match="do not precede"):
        Vocabulary([fact("a", "x", "y", applies=((value("a", "x"),),))])


def test_a_fact_may_stand_only_once() -> None:
    with pytest.raises(RulebookError, match="twice"):
        Vocabulary([KIN, KIN])
