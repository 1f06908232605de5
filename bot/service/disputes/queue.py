"""The operator's queue of disputes: read, then uphold or reject with a written answer.

Everybody else gets the answer of a command, or a button, that there is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.quiz.attempt import Version
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu, profile, registration
from bot.service.attempts import shortages
from bot.service.buttons import Action, action, encode
from bot.service.dates import ONE_FOR_ALL, told
from bot.service.desk import Visit
from bot.service.disputes.case import read
from bot.service.disputes.ruling import MOST, key_of, known, rule
from bot.store.disputes import Outcome, Waiting

_SHOWN = 8  # disputes as buttons at once; the most reported are first


@action("dq")
class Queue(Action):
    """What waits for a ruling, from this place on."""

    start: int


@action("dc")
class Disputed(Action):
    """A page (from 0) of a disputed question."""

    key: str
    page: int


@action("dv")
class Rule(Action):
    """Uphold (1) or reject (0) what waits about a question, as its next ruling."""

    key: str
    round: int
    uphold: int


async def command(visit: Visit, _argument: str) -> Screen:
    """``/laporan``."""
    if visit.person.id not in visit.desk.admins:
        return profile.help_(visit, say("odd.unknown_command"))
    return await _queue(visit, 0)


async def place(visit: Visit) -> Screen:
    """The same from the menu."""
    return await command(visit, "")


async def queue(visit: Visit, action: Queue) -> Screen:
    """The queue, further down."""
    return await _queue(visit, action.start) if _operator(visit) else await _no(visit)


async def disputed(visit: Visit, action: Disputed) -> Screen:
    """One page of the question, its facts and its derivation."""
    of = await known(visit.desk, action.key) if _operator(visit) else None
    return await _no(visit) if of is None else await _case(visit, of, action.page)


async def ask(visit: Visit, action: Rule) -> Screen:
    """What the ruling will do; it is given by typing the answer."""
    of = await known(visit.desk, action.key) if _operator(visit) else None
    if of is None:
        return await _no(visit)
    return _asking(action, say("dispute.answer", most=MOST))


async def answered(visit: Visit, argument: str, text: str) -> Screen:
    """The answer was typed: with that it is ruled."""
    key, round_, uphold = (*argument.split(":"), "", "")[:3]
    of = await known(visit.desk, key) if _operator(visit) and round_.isdigit() else None
    if of is None:
        return await _no(visit)
    given = Rule(key, int(round_), int(uphold == "1"))
    if len(text) > MOST:
        return _asking(given, say("dispute.too_long", n=len(text), most=MOST))
    outcome: Outcome = "upheld" if given.uphold else "rejected"
    ours = await rule(visit.desk, of, given.round, outcome, text, visit.person.id)
    if not ours:
        return await _queue(visit, 0, say("dispute.too_late"))
    short = shortages.told(visit.desk.library) if outcome == "upheld" else ()
    return await _queue(visit, 0, say(f"dispute.done.{outcome}"), *short)


def _operator(visit: Visit) -> bool:
    return visit.person.id in visit.desk.admins


async def _no(visit: Visit) -> Screen:
    return await registration.step(visit, say("odd.old_button"))


async def _queue(visit: Visit, start: int, *before: Phrase) -> Screen:
    waiting = await visit.desk.store.disputes.queue()
    if not waiting:
        return Screen((*before, say("dispute.queue"), say("dispute.none")), (menu.back(),))
    start = start if start < len(waiting) else 0
    shown = waiting[start : start + _SHOWN]
    lines = tuple(
        say(
            "dispute.line",
            scenario=one.of.scenario,
            n=one.reports,
            since=told(one.since, ONE_FOR_ALL),
        )
        for one in shown
    )
    more = (Button(say("dispute.more"), encode(Queue(start + _SHOWN))),)
    return Screen(
        (*before, say("dispute.queue"), say("dispute.list", lines=lines)),
        (*_cases(shown), *((more,) if len(waiting) > start + _SHOWN else ()), menu.back()),
    )


def _cases(shown: Sequence[Waiting]) -> Rows:
    return tuple(
        (Button(say("plain", text=one.of.scenario), encode(Disputed(key_of(one.of), 0))),)
        for one in shown
    )


async def _case(visit: Visit, of: Version, page: int) -> Screen:
    disputes, key = visit.desk.store.disputes, key_of(of)
    reports, rulings = await disputes.open(of), await disputes.rulings_of(of)
    shown = await read(visit.desk.library, reports, rulings, of)
    page = page if page < len(shown) else 0
    number = (say("dispute.page", page=page + 1, pages=len(shown)),) if len(shown) > 1 else ()
    to_queue = (Button(say("dispute.to_queue"), encode(Queue(0))),)
    return Screen(
        (*shown[page], *number),
        (
            *_turning(key, page, len(shown)),
            *(_ways(key, len(rulings) + 1) if reports else ()),
            to_queue,
        ),
    )


def _turning(key: str, page: int, pages: int) -> Rows:
    back = [Button(say("dispute.page_back"), encode(Disputed(key, page - 1)))] if page else []
    more = page + 1 < pages
    on = [Button(say("dispute.page_on"), encode(Disputed(key, page + 1)))] if more else []
    return ((*back, *on),) if back or on else ()


def _ways(key: str, round_: int) -> Rows:
    return (
        (
            Button(say("dispute.uphold"), encode(Rule(key, round_, 1))),
            Button(say("dispute.reject"), encode(Rule(key, round_, 0))),
        ),
    )


def _asking(action: Rule, *paragraphs: Phrase) -> Screen:
    means = say("dispute.means.upheld" if action.uphold else "dispute.means.rejected")
    back = (Button(say("dispute.not_yet"), encode(Disputed(action.key, 0))),)
    expects = f"ruling:{action.key}:{action.round}:{action.uphold}"
    return Screen((means, *paragraphs), (back,), expects=expects)
