from __future__ import annotations

import pytest

from bot.errors import CaseError
from bot.quiz.bank import Kind
from bot.quiz.keys import UnclearError, harm
from bot.rulebook.rulebook import Decided
from tests.quiz.cast import BOOK, JOIN, LIKE, LOOK, PAY, act, ask


@pytest.mark.parametrize(
    ("what", "verdict"),
    [(LOOK, "boleh"), (LIKE, "hindari"), (JOIN, "dilarang"), (PAY, "dilarang")],
)
def test_the_right_verdict_is_what_the_rulebook_says(what: str, verdict: str) -> None:
    question = ask(facts=act(what))
    assert question.right == (verdict,)
    assert [choice.key for choice in question.choices] == ["boleh", "hindari", "dilarang"]


def test_the_best_option_is_the_least_harmful_and_may_still_be_forbidden() -> None:
    question = ask(act(PAY), act(JOIN), kind="pilih")
    assert question.right == ("b",)
    assert question.decided == Decided("gabung", "dilarang", "ringan")


def test_each_option_carries_what_the_rulebook_says_of_it() -> None:
    question = ask(act(PAY), act(LIKE), act(LOOK), kind="pilih")
    said = [choice.decided.rule for choice in question.choices if choice.decided]
    assert said == ["bayar", "suka", "lihat"]


@pytest.mark.parametrize("best", [LOOK, LIKE, JOIN, PAY])
def test_two_options_that_are_equally_good_have_no_best(best: str) -> None:
    with pytest.raises(UnclearError, match="no option is better"):
        ask(act(best), act(best), act(PAY), kind="pilih")


def test_the_facts_of_an_option_stand_over_those_of_the_scenario() -> None:
    question = ask({"tindakan": LOOK}, {"cuti": "ya"}, kind="pilih", facts=act(PAY))
    assert question.right == ("a",)


def test_facts_that_leave_the_verdict_open_are_named() -> None:
    with pytest.raises(UnclearError) as error:
        ask(facts={"tindakan": JOIN})
    assert (error.value.needs, error.value.option) == (("cuti",), None)


def test_an_option_that_leaves_it_open_is_named_by_its_place() -> None:
    with pytest.raises(UnclearError) as error:
        ask(act(LOOK), {"tindakan": JOIN}, kind="pilih")
    assert (error.value.needs, error.value.option) == (("cuti",), 1)


def test_unknown_facts_are_refused() -> None:
    with pytest.raises(CaseError):
        ask(facts={"tindakan": "terbang"})


def test_to_mark_are_exactly_the_forbidden_options() -> None:
    question = ask(act(LOOK), act(PAY), act(LIKE), act(JOIN), kind="tandai")
    assert question.right == ("b", "d")
    assert question.decided == Decided("bayar", "dilarang", "berat")


@pytest.mark.parametrize("acts", [(LOOK, LIKE, LOOK), (JOIN, PAY, JOIN)], ids=["none", "all"])
def test_to_mark_there_must_be_some_and_not_all(acts: tuple[str, ...]) -> None:
    with pytest.raises(UnclearError, match="some must be forbidden"):
        ask(*(act(one) for one in acts), kind="tandai")


def test_consequences_are_offered_by_group_each_once() -> None:
    """Two severities are of the group ``etik``; the third is of ``kontrak``."""
    question = ask(kind="akibat", facts=act(PAY))
    assert [choice.key for choice in question.choices] == ["etik", "kontrak"]
    assert question.right == ("etik",)


@pytest.mark.parametrize("what", [LOOK, LIKE])
def test_an_act_that_is_not_forbidden_has_no_consequence_to_name(what: str) -> None:
    with pytest.raises(UnclearError, match="not forbidden"):
        ask(kind="akibat", facts=act(what))


@pytest.mark.parametrize("kind", ["nilai", "akibat"])
def test_choices_of_the_kind_have_no_words_of_their_own(kind: Kind) -> None:
    question = ask(kind=kind, facts=act(PAY))
    assert all(choice.text is None for choice in question.choices)


def test_harm_grows_from_allowed_over_unwise_to_the_gravest_severity() -> None:
    acts = [ask(facts=act(what)).decided for what in (LOOK, LIKE, JOIN, PAY)]
    harms = [harm(BOOK, decided) for decided in acts]
    assert harms == sorted(set(harms))
