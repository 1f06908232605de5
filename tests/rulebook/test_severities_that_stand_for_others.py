from __future__ import annotations

from bot.rulebook.judge import judge
from bot.rulebook.proof import prove
from bot.rulebook.rulebook import Decided
from bot.rulebook.rules import Instead
from tests.rulebook.worlds import DAYS, book, fact, rule, value

STAFF = fact("staff", "permanent", "contract")
BY_CONTRACT = Instead(frozenset(["berat"]), ((value("staff", "contract"),),))


def test_a_severity_stands_for_those_that_it_names_where_its_clause_holds() -> None:
    heavy = book([STAFF], [rule("all", (), verdict="dilarang", severity="berat")], BY_CONTRACT)
    for staff, severity in (("permanent", "berat"), ("contract", "kontrak")):
        assert judge(heavy, {"staff": staff}, DAYS[0]) == Decided("all", "dilarang", severity)


def test_it_leaves_the_severities_alone_that_it_does_not_name() -> None:
    light = book([STAFF], [rule("all", (), verdict="dilarang")], BY_CONTRACT)
    assert judge(light, {}, DAYS[0]) == Decided("all", "dilarang", "ringan")


def test_two_rules_clash_only_where_their_severities_still_differ() -> None:
    rules = [
        rule("berat", (), verdict="dilarang", severity="berat"),
        rule("kontrak", (), verdict="dilarang", severity="kontrak"),
    ]
    found = prove(book([STAFF], rules, BY_CONTRACT), DAYS[0]).flaws
    assert [(flaw.subject, flaw.case) for flaw in found if flaw.kind == "clash"] == [
        (("berat", "kontrak"), {"staff": "permanent"})
    ]
