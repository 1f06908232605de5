"""A learner reports a question: a reason, a few words if they like, and back to where they were."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import ContentError
from bot.quiz.attempt import Answer, Attempt, Item
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.attempts import followup, practice, review
from bot.service.attempts.questions import feedback
from bot.service.buttons import Action, Report, Review, action, encode
from bot.service.dates import told
from bot.service.desk import Visit
from bot.store.disputes import Dispute
from bot.store.followups import FollowUp

REASONS = ("key", "law", "story", "language", "other")
MOST = 500
"""Letters that may be added to a reason."""


@action("dr")
class Reason(Action):
    """Why the question at that place is reported."""

    source: str
    step: int
    reason: str


@action("db")
class Back(Action):
    """Back to the answer that was to be reported."""

    source: str
    step: int


@dataclass(frozen=True, slots=True)
class _Met:
    """An answered question of the person: in an attempt, or in a follow-up."""

    content: str
    item: Item
    answer: Answer
    of: Attempt | FollowUp


async def report(visit: Visit, action: Report) -> Screen:
    """What is wrong with it? Or what became of the report that there is already."""
    met = await _met(visit, action.source, action.step)
    if isinstance(met, Screen):
        return met
    if met.item.published in await visit.desk.library.look():
        return Screen((say("dispute.withdrawn"),), _back(action.source, action.step))
    mine = await visit.desk.store.disputes.get(visit.person.id, met.item.published)
    if mine is not None:
        return await _reported(visit, action, mine)
    rows = tuple(
        (
            Button(
                say(f"dispute.reason.{reason}"), encode(Reason(action.source, action.step, reason))
            ),
        )
        for reason in REASONS
    )
    return Screen(
        (say("dispute.title"), say("dispute.why")), (*rows, *_back(action.source, action.step))
    )


async def reason(visit: Visit, action: Reason) -> Screen:
    """The reason is stored at once; words may follow."""
    met = await _met(visit, action.source, action.step)
    if isinstance(met, Screen):
        return met
    if action.reason not in REASONS:
        return await menu.menu(visit, say("odd.old_button"))
    if met.item.published not in await visit.desk.library.look():
        await visit.desk.store.disputes.add(
            visit.person.id, met.item.published, met.content, action.reason, visit.desk.clock()
        )
    return await report(visit, Report(action.source, action.step))


async def words(visit: Visit, argument: str, text: str) -> Screen:
    """What was typed is added to the report; then back to where they were."""
    source, _, step = argument.partition(":")
    place = Report(source, int(step) if step.isdigit() else 0)
    met = await _met(visit, place.source, place.step)
    if isinstance(met, Screen):
        return met
    if len(text) > MOST:
        long = say("dispute.too_long", n=len(text), most=MOST)
        return _asking(place, say("dispute.title"), long)
    added = await visit.desk.store.disputes.add_words(visit.person.id, met.item.published, text)
    return await _where(visit, met, say("dispute.added" if added else "dispute.no_words"))


async def back(visit: Visit, action: Back) -> Screen:
    """The answer as it was shown."""
    met = await _met(visit, action.source, action.step)
    return met if isinstance(met, Screen) else await _where(visit, met)


async def _reported(visit: Visit, place: Report, mine: Dispute) -> Screen:
    if mine.round is None:
        known = say("dispute.thanks", reason=say(f"dispute.reason.{mine.reason}"))
        return _asking(place, say("dispute.title"), known, say("dispute.words", most=MOST))
    rulings = await visit.desk.store.disputes.rulings_of(mine.of)
    answers = [ruling.answer for ruling in rulings if ruling.round == mine.round]
    at = told(mine.at, await visit.zone())
    ruled = say("dispute.was_rejected", at=at, answer=next(iter(answers), "–"))
    return Screen((say("dispute.title"), ruled), _back(place.source, place.step))


def _asking(place: Report, *paragraphs: Phrase) -> Screen:
    expects = f"dispute:{place.source}:{place.step}"
    return Screen(paragraphs, _back(place.source, place.step), expects=expects)


def _back(source: str, step: int) -> Rows:
    return ((Button(say("dispute.back"), encode(Back(source, step))),),)


async def _where(visit: Visit, met: _Met, *before: Phrase) -> Screen:
    if isinstance(met.of, FollowUp):
        screen = await followup.answered(visit, met.of)
    elif met.of.kind == "ujian":
        screen = await review.review(visit, Review(met.of.id, met.answer.step))
    else:
        try:
            catalog = await visit.desk.library.of(met.content)
        except ContentError:
            if met.of.score is None:  # if it is still open, it ends there with a word of its own
                return await practice.resume(visit, *before)
            return await menu.menu(visit, *before, say("quiz.gone"))
        screen = feedback(catalog, met.of, met.answer)
    return replace(screen, paragraphs=(*before, *screen.paragraphs))


async def _met(visit: Visit, source: str, step: int) -> _Met | Screen:
    """What was answered there; or what to show instead, as while an exam is under way."""
    under_way, attempt, person = visit.open_attempt, visit.attempt, visit.person.id
    if under_way is not None and under_way.kind == "ujian":
        return await practice.resume(visit, say("exam.no_help"))
    if attempt is None or attempt.id != source:
        attempt = await visit.desk.store.attempts.get(source, person)
    if attempt is not None and step < len(attempt.answers):
        return _Met(attempt.content, attempt.items[step], attempt.answers[step], attempt)
    asked = await visit.desk.store.followups.get(person, source)
    if asked is not None and asked.answer is not None and step == 0:
        return _Met(asked.content, asked.item, asked.answer, asked)
    return await menu.menu(visit, say("odd.old_button"))
