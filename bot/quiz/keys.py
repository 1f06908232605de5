"""The keys: what is right is derived from the rulebook, and what it scores from the policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import QuizError
from bot.quiz.bank import Choice, Option, Question, Scenario
from bot.rulebook.judge import Undetermined, judge
from bot.rulebook.rulebook import Decided, Rulebook
from bot.rulebook.rules import VERDICTS, Verdict

FULL = 100


@dataclass(frozen=True, slots=True)
class Policy:
    """How answers are graded by the harm they would do; points of 100.

    ``judge[truth][said]`` for saying a verdict of an act; ``choose[verdict]`` for choosing an act
    of that verdict when a better one was on offer.
    """

    judge: Mapping[Verdict, Mapping[Verdict, int]]
    choose: Mapping[Verdict, int]


class UnclearError(QuizError):
    """A scenario has no single right answer; ``needs`` are the facts it leaves open, if any."""

    def __init__(
        self, message: str, needs: tuple[str, ...] = (), option: int | None = None
    ) -> None:
        super().__init__(message)
        self.needs = needs
        self.option = option


def question(book: Rulebook, policy: Policy, scenario: Scenario) -> Question:
    """The scenario with its key. Raises UnclearError when the rulebook gives it none, CaseError
    when its facts are not in the vocabulary."""
    if scenario.kind == "nilai":
        decided = _decide(book, scenario)
        points = policy.judge[decided.verdict]
        verdicts = tuple(Choice(v, None, points[v], v == decided.verdict) for v in VERDICTS)
        return Question(scenario, verdicts, decided)
    if scenario.kind == "akibat":
        return _consequence(book, scenario)
    options = [(option, _decide(book, scenario, i)) for i, option in enumerate(scenario.options)]
    if scenario.kind == "tandai":
        return _mark_all(book, scenario, options)
    return _choose(book, policy, scenario, options)


def harm(book: Rulebook, decided: Decided) -> int:
    """How harmful an act is: 0 allowed, 1 better left alone, above that forbidden, by severity."""
    if decided.severity is not None:
        return 1 + book.severities[decided.severity].rank
    return {"boleh": 0, "hindari": 1, "dilarang": 2}[decided.verdict]


def _decide(book: Rulebook, scenario: Scenario, option: int | None = None) -> Decided:
    extra = scenario.options[option].facts if option is not None else {}
    result = judge(book, {**scenario.facts, **extra}, scenario.on)
    if isinstance(result, Undetermined):
        raise UnclearError("the facts leave the verdict open", result.needs, option)
    return result


def _consequence(book: Rulebook, scenario: Scenario) -> Question:
    decided = _decide(book, scenario)
    if decided.severity is None:
        raise UnclearError("a consequence is asked of an act that is not forbidden")
    right = book.severities[decided.severity].group
    groups = dict.fromkeys(severity.group for severity in book.severities.values())
    choices = tuple(Choice(g, None, FULL if g == right else 0, g == right) for g in groups)
    return Question(scenario, choices, decided)


def _choose(
    book: Rulebook, policy: Policy, scenario: Scenario, options: list[tuple[Option, Decided]]
) -> Question:
    harms = [harm(book, decided) for _, decided in options]
    best = min(harms)
    if harms.count(best) != 1:
        raise UnclearError("no option is better than all the others")
    choices = tuple(
        Choice(
            option.key,
            option.text,
            FULL if h == best else policy.choose[decided.verdict],
            h == best,
            decided,
        )
        for (option, decided), h in zip(options, harms, strict=True)
    )
    return Question(scenario, choices, options[harms.index(best)][1])


def _mark_all(
    book: Rulebook, scenario: Scenario, options: list[tuple[Option, Decided]]
) -> Question:
    forbidden = [decided.verdict == "dilarang" for _, decided in options]
    if not any(forbidden) or all(forbidden):
        raise UnclearError("of the options some must be forbidden and some not")
    choices = tuple(
        Choice(option.key, option.text, 0, wrong, decided)
        for (option, decided), wrong in zip(options, forbidden, strict=True)
    )
    worst = max((decided for _, decided in options), key=lambda decided: harm(book, decided))
    return Question(scenario, choices, worst)
