from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.errors import CaseError
from bot.rulebook.judge import judge
from bot.rulebook.rulebook import Decided
from tests.rulebook.worlds import book, fact, rule

FIRST, LAST = date(2024, 2, 11), date(2024, 2, 13)
DAY = timedelta(days=1)
QUIET = book(
    [fact("a", "x", "y")],
    [
        rule("always", (), verdict="hindari"),
        rule(
            "quiet",
            (),
            verdict="dilarang",
            begin=FIRST,
            end=LAST,
            overrides=frozenset(["always"]),
        ),
    ],
)


@pytest.mark.parametrize(
    ("on", "deciding"),
    [(FIRST - DAY, "always"), (FIRST, "quiet"), (LAST, "quiet"), (LAST + DAY, "always")],
)
def test_a_rule_is_in_force_from_its_first_day_to_its_last(on: date, deciding: str) -> None:
    found = judge(QUIET, {}, on)
    assert isinstance(found, Decided)
    assert found.rule == deciding


def test_the_days_are_those_on_which_the_rules_in_force_change() -> None:
    assert QUIET.days(FIRST - DAY) == [FIRST - DAY, FIRST, LAST + DAY]
    assert QUIET.days(LAST) == [LAST, LAST + DAY]


def test_a_rule_without_an_end_in_the_calendar_changes_nothing_later() -> None:
    ever = book([fact("a", "x", "y")], [rule("ever", (), end=date.max)])
    assert ever.days(FIRST) == [FIRST]
    assert judge(ever, {}, date.max) == Decided("ever", "boleh", None)


def test_a_day_without_any_rule_in_force_has_a_gap() -> None:
    later = book([fact("a", "x", "y")], [rule("later", (), begin=FIRST)])
    with pytest.raises(CaseError, match="no rule in force"):
        judge(later, {}, FIRST - DAY)
