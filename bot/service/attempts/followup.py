"""A follow-up: one question after a pass, asked by a notice, answered with feedback at once.

It is no attempt. It opens nothing, counts for nothing, and stands in no tally and no ledger.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.catalog.catalog import Catalog
from bot.errors import ContentError, QuizError
from bot.quiz.attempt import Answer
from bot.quiz.bank import Question
from bot.quiz.marking import points
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.attempts import practice
from bot.service.attempts.choices import Taps, listed, rows
from bot.service.attempts.questions import question_of, report_button, told
from bot.service.attempts.verdicts import grounds
from bot.service.buttons import Action, action, encode
from bot.service.desk import Visit
from bot.store.followups import FollowUp

KIND: Final = "susulan"
"""The kind of notice that asks."""


@action("fc")
class FollowChoose(Action):
    """The choice that is shown at ``place`` (from 0)."""

    id: str
    place: int


@action("fm")
class FollowMark(Action):
    """Where several are marked: these places (as bits) are marked now."""

    id: str
    places: int


@action("fs")
class FollowSend(Action):
    """The marked places (as bits) are the answer."""

    id: str
    places: int


@action("fw")
class FollowSwitch(Action):
    """Send them from now on (1), or never again (0)."""

    on: int


def ask(catalog: Catalog, one: FollowUp, *before: Phrase, marked: int = 0) -> Screen:
    """The question; ``marked`` are the places (as bits) marked so far."""
    question = question_of(catalog, one.item)
    return Screen(
        (
            *before,
            say("quiz.scenario", text=question.scenario.text),
            say(f"quiz.ask.{question.scenario.kind}"),
            *listed(question, one.item, marked),
        ),
        (*rows(question, one.item, marked, _taps(one)), (_stop(),)),
    )


async def choose(visit: Visit, action: FollowChoose) -> Screen:
    """One choice was tapped."""
    return await _answer(visit, action.id, 1 << action.place)


async def send(visit: Visit, action: FollowSend) -> Screen:
    """The marked choices were sent."""
    return await _answer(visit, action.id, action.places)


async def mark(visit: Visit, action: FollowMark) -> Screen:
    """A choice was marked or unmarked; nothing is stored until all are sent."""
    found = await _open(visit, action.id)
    if isinstance(found, Screen):
        return found
    one, catalog = found
    return ask(catalog, one, say("susulan.title"), marked=action.places)


async def answered(visit: Visit, one: FollowUp) -> Screen:
    """Right or not, why, the article, the sanction."""
    try:
        catalog = await visit.desk.library.of(one.content)
    except ContentError:
        return await menu.menu(visit, say("susulan.gone"))
    question = question_of(catalog, one.item)
    given = told(question, one.item, one.answer) if one.answer else ()
    return Screen(
        (
            say("susulan.title"),
            say("quiz.scenario", text=question.scenario.text),
            *given,
            say("quiz.why", why=question.scenario.why),
            *grounds(catalog, question.decided),
            say("susulan.counts_not"),
        ),
        ((report_button(one.id, 0),), (_stop(),), menu.back()),
    )


async def switch(visit: Visit, action: FollowSwitch) -> Screen:
    """On or off, and how to change one's mind."""
    followups = visit.desk.store.followups
    if action.on:
        await followups.resume(visit.person.id)
    else:
        await followups.stop(visit.person.id, visit.desk.clock())
    words = say("susulan.is_on" if action.on else "susulan.is_off")
    return Screen((words,), ((_switch(bool(action.on)),), menu.back()))


async def profile_row(visit: Visit) -> Rows:
    """The row of the profile that switches them."""
    return ((_switch(not await visit.desk.store.followups.stopped(visit.person.id)),),)


async def _answer(visit: Visit, id_: str, places: int) -> Screen:
    found = await _open(visit, id_)
    if isinstance(found, Screen):
        return found
    one, catalog = found
    answer = _given(question_of(catalog, one.item), one, places, visit.desk.clock())
    if answer is None:
        return ask(catalog, one, say("odd.old_button"))
    if await visit.desk.store.followups.answer(visit.person.id, id_, answer):
        return await answered(visit, replace(one, answer=answer))
    stored = await visit.desk.store.followups.get(visit.person.id, id_)
    return await answered(visit, stored or one)


def _given(question: Question, one: FollowUp, places: int, at: int) -> Answer | None:
    chosen = tuple(key for place, key in enumerate(one.item.order) if places >> place & 1)
    try:
        return Answer(0, chosen, points(question, chosen), at)
    except QuizError:
        return None


async def _open(visit: Visit, id_: str) -> tuple[FollowUp, Catalog] | Screen:
    """The question that waits for an answer; or what to show instead."""
    under_way = visit.open_attempt
    if under_way is not None and under_way.kind == "ujian":
        return await practice.resume(visit, say("exam.no_help"))
    one = await visit.desk.store.followups.get(visit.person.id, id_)
    if one is None:
        return await menu.menu(visit, say("odd.old_button"))
    if one.answer is not None:
        return await answered(visit, one)
    try:
        return one, await visit.desk.library.of(one.content)
    except ContentError:
        return await menu.menu(visit, say("susulan.gone"))


def _taps(one: FollowUp) -> Taps:
    return Taps(
        lambda place: FollowChoose(one.id, place),
        lambda places: FollowMark(one.id, places),
        lambda places: FollowSend(one.id, places),
    )


def _stop() -> Button:
    return Button(say("susulan.stop"), encode(FollowSwitch(0)))


def _switch(now_on: bool) -> Button:
    label = say("susulan.turn_off" if now_on else "susulan.turn_on")
    return Button(label, encode(FollowSwitch(int(not now_on))))
