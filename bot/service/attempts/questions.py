"""A question on the screen, and what is shown after its answer."""

from __future__ import annotations

from datetime import date

from bot.catalog.catalog import Catalog
from bot.quiz.attempt import Answer, Attempt, Item
from bot.quiz.bank import Question
from bot.quiz.keys import FULL
from bot.quiz.twins import DAY, Change, changes, met_before
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service.attempts.choices import Taps, listed, named, rows
from bot.service.attempts.verdicts import grounds, verdict
from bot.service.buttons import Choose, Mark, Next, Report, Send, encode
from bot.service.days import brief

_BAR = 10  # signs; as wide as a small phone shows on one line


def question_of(catalog: Catalog, item: Item) -> Question:
    """The question that the item was drawn from. Raises KeyError when the content lacks it."""
    return catalog.bank.questions[item.scenario]


def ask(
    catalog: Catalog,
    attempt: Attempt,
    marked: int = 0,
    *before: Phrase,
    minutes: int | None = None,
) -> Screen:
    """The next question of an attempt; ``marked`` are the places (as bits) marked so far, and
    ``minutes`` are left for it all."""
    step = attempt.next_step
    item = attempt.items[step]
    question = question_of(catalog, item)
    return Screen(
        (
            *before,
            header(catalog, attempt, step, minutes),
            say("quiz.scenario", text=question.scenario.text),
            say(f"quiz.ask.{question.scenario.kind}"),
            *listed(question, item, marked),
        ),
        rows(question, item, marked, _taps(attempt)),
    )


def _taps(attempt: Attempt) -> Taps:
    id_, step = attempt.id, attempt.next_step
    return Taps(
        lambda place: Choose(id_, step, place),
        lambda places: Mark(id_, step, places),
        lambda places: Send(id_, step, places),
    )


def header(catalog: Catalog, attempt: Attempt, step: int, minutes: int | None = None) -> Phrase:
    """``Soal 3/10`` with a bar, and the module; in an exam the minutes that are left."""
    total = len(attempt.items)
    filled = _BAR * (step + 1) // total
    bar = "▰" * filled + "▱" * (_BAR - filled)
    title = catalog.module(attempt.module).title
    if minutes is None:
        return say("quiz.header", step=step + 1, total=total, bar=bar, module=title)
    return say("exam.header", step=step + 1, total=total, bar=bar, module=title, n=minutes)


def feedback(catalog: Catalog, attempt: Attempt, answer: Answer) -> Screen:
    """After an answer: right or not, why, the article, the sanction; then on."""
    item = attempt.items[answer.step]
    question = question_of(catalog, item)
    last = answer.step + 1 == len(attempt.items)
    onward = Button(say("quiz.to_result" if last else "quiz.next"), encode(Next(attempt.id)))
    return Screen(
        (
            header(catalog, attempt, answer.step),
            say("quiz.scenario", text=question.scenario.text),
            *told(question, item, answer),
            *_difference(catalog, attempt, answer.step),
            say("quiz.why", why=question.scenario.why),
            *grounds(catalog, question.decided),
        ),
        ((onward,), (report_button(attempt.id, answer.step),)),
    )


def report_button(source: str, step: int) -> Button:
    """A button to report what is wrong with a question that was answered."""
    return Button(say("dispute.report"), encode(Report(source, step)))


def told(question: Question, item: Item, answer: Answer) -> tuple[Phrase, ...]:
    """Right or not, what was answered, and what is right."""
    grade = "right" if answer.points == FULL else "wrong" if answer.points == 0 else "partly"
    mark = say(f"quiz.{grade}")
    if question.scenario.kind == "nilai":
        known = verdict(question.decided)
    else:
        known = say("quiz.keys", keys=tuple(named(question, item, k) for k in question.right))
    if grade == "right":
        return (mark, say("quiz.so_it_is", key=known))
    yours = say("quiz.your_answer", chosen=chosen(question, item, answer))
    return (mark, yours, say("quiz.right_answer", key=known))


def chosen(question: Question, item: Item, answer: Answer) -> Phrase:
    """What was answered, in words."""
    keys = tuple(named(question, item, key) for key in answer.chosen)
    return say("quiz.keys", keys=keys or (say("quiz.nothing"),))


def _difference(catalog: Catalog, attempt: Attempt, step: int) -> tuple[Phrase, ...]:
    """What makes this question another one than its twin, which was asked before."""
    met = met_before(catalog.bank, attempt, step)
    if met is None:
        return ()
    earlier, twin = met
    now = question_of(catalog, attempt.items[step])
    lines = tuple(_changed(catalog, change) for change in changes(twin.scenario, now.scenario))
    return (say("quiz.difference", step=earlier + 1, facts=lines),) if lines else ()


def _changed(catalog: Catalog, change: Change) -> Phrase:
    if change.fact == DAY:
        return say("quiz.changed_day", before=_day(change.before), now=_day(change.now))
    fact = catalog.book.vocabulary.fact(change.fact)
    before, now = (
        say("quiz.no_fact") if value is None else say("plain", text=fact.value(value).label)
        for value in (change.before, change.now)
    )
    return say("quiz.changed", fact=fact.label, before=before, now=now)


def _day(stated: str | None) -> Phrase:
    """A day of a question, which has it as 2024-10-31."""
    return say("quiz.no_fact") if stated is None else brief(date.fromisoformat(stated))
