"""A disputed question in full, page by page: what was reported, its facts, and what follows from
them by which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from bot.catalog.catalog import Catalog
from bot.errors import ContentError
from bot.quiz.attempt import Version
from bot.quiz.bank import Choice, Question
from bot.rulebook.facts import Case
from bot.screens.screen import Phrase, say
from bot.service.attempts.choices import plain_choice
from bot.service.attempts.explain import explain, fact_line
from bot.service.dates import ONE_FOR_ALL, told
from bot.service.library import Library
from bot.store.disputes import Dispute, Ruling

Page: TypeAlias = tuple[Phrase, ...]

_WORDS = 5  # of reporters; on one page with the longest there may be


async def read(
    library: Library, reports: Sequence[Dispute], rulings: Sequence[Ruling], of: Version
) -> list[Page]:
    """The pages of a disputed version, by the content in which it was met last, if any is known."""
    try:
        catalog = await library.of(reports[0].content) if reports else library.current
    except ContentError:
        return [(say("dispute.gone", scenario=of.scenario, version=of.number),)]
    question = catalog.bank.questions.get(of.scenario)
    if question is None or question.published != of:
        return [(say("dispute.gone", scenario=of.scenario, version=of.number),)]
    return pages(catalog, question, reports, rulings)


def pages(
    catalog: Catalog, question: Question, reports: Sequence[Dispute], rulings: Sequence[Ruling]
) -> list[Page]:
    """The question and why it was reported; each act judged; and what people added."""
    return [
        _overview(catalog, question, reports, rulings),
        *_judged(catalog, question),
        *_added(reports),
    ]


def _overview(
    catalog: Catalog, question: Question, reports: Sequence[Dispute], rulings: Sequence[Ruling]
) -> Page:
    of = question.published
    named = say("dispute.case", scenario=of.scenario, version=of.number)
    scenario = question.scenario
    return (
        named,
        *_counted(reports),
        *(say(f"dispute.ruled_before.{one.outcome}", answer=one.answer) for one in rulings[-1:]),
        say("quiz.scenario", text=scenario.text),
        say(f"quiz.ask.{scenario.kind}"),
        say("quiz.options", options=tuple(_choice(question, one) for one in question.choices)),
        *_facts(catalog, scenario.facts),
        say("quiz.why", why=scenario.why),
    )


def _counted(reports: Sequence[Dispute]) -> Page:
    if not reports:
        return ()
    reasons = Counter(report.reason for report in reports)
    lines = tuple(
        say("dispute.reason_line", reason=say(f"dispute.reason.{reason}"), times=times)
        for reason, times in reasons.most_common()
    )
    since = told(min(report.at for report in reports), ONE_FOR_ALL)
    return (say("dispute.reported", n=len(reports), since=since), say("dispute.list", lines=lines))


def _choice(question: Question, choice: Choice) -> Phrase:
    words = plain_choice(question, choice)
    return say("dispute.right" if choice.right else "dispute.not_right", text=words)


def _facts(catalog: Catalog, facts: Case) -> Page:
    if not facts:
        return ()
    lines = tuple(fact_line(catalog, fact, (value,)) for fact, value in facts.items())
    return (say("dispute.facts", lines=lines),)


def _judged(catalog: Catalog, question: Question) -> Iterator[Page]:
    scenario = question.scenario
    if not scenario.options:
        yield (say("dispute.derivation"), *explain(catalog, scenario.facts, scenario.on, ids=True))
    for option in scenario.options:
        facts: Mapping[str, str] = {**scenario.facts, **option.facts}
        yield (
            say("dispute.derivation_of", text=option.text),
            *_facts(catalog, option.facts),
            *explain(catalog, facts, scenario.on, ids=True),
        )


def _added(reports: Sequence[Dispute]) -> Iterator[Page]:
    words = [report.words for report in reports if report.words]
    if words:
        lines = tuple(say("dispute.quote", text=text) for text in words[:_WORDS])
        yield (say("dispute.words_title", n=len(words)), say("dispute.list", lines=lines))
