from __future__ import annotations

from bot.rulebook.judge import Undetermined, judge
from tests.rulebook.worlds import DAYS, book, fact, rule, value


def test_a_fact_is_not_needed_when_each_of_its_values_leads_to_the_same_further_question() -> None:
    """The same answer may be reached by other clauses in another order: still the same."""
    tests = book(
        [fact("a", "x", "y"), fact("b", "v0", "v1", "v2", "v3")],
        [
            rule(
                "few",
                (value("a", "x"), value("b", "v0", "v3")),
                (value("a", "x"), value("b", "v1")),
                (value("a", "y"), value("b", "v0", "v1", "v3")),
                overrides=frozenset(["all"]),
            ),
            rule("all", (), verdict="hindari"),
        ],
    )
    assert judge(tests, {}, DAYS[0]) == Undetermined(("b",))


def test_facts_are_needed_in_the_order_of_the_vocabulary() -> None:
    both = book(
        [fact("a", "x", "y"), fact("b", "x", "y")],
        [
            rule("special", (value("b", "x"), value("a", "x")), overrides=frozenset(["all"])),
            rule("all", (), verdict="hindari"),
        ],
    )
    assert judge(both, {}, DAYS[0]) == Undetermined(("a", "b"))
    assert judge(both, {"b": "x"}, DAYS[0]) == Undetermined(("a",))
