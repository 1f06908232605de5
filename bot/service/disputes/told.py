"""What people are told after a ruling: those who reported, and those whose result got better."""

from __future__ import annotations

import json

from bot.errors import ContentError
from bot.quiz.attempt import Version
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import ReadPledge, Review, encode
from bot.service.desk import Desk
from bot.store.notices import Notice


async def ruled(desk: Desk, notice: Notice) -> Screen | None:
    """The ruling on what the person reported, and its answer; None when their report is gone."""
    scenario, number, round_ = notice.subject.rsplit(":", 2)
    of = Version(scenario, int(number))
    mine = await desk.store.disputes.get(notice.person, of)
    rulings = await desk.store.disputes.rulings_of(of)
    ruling = next((one for one in rulings if one.round == int(round_)), None)
    if mine is None or ruling is None:
        return None
    return Screen(
        (
            say(f"dispute.told.{ruling.outcome}"),
            *await _question(desk, mine.content, of),
            say("dispute.told.answer", answer=ruling.answer),
        ),
        (menu.back(),),
    )


async def corrected(desk: Desk, notice: Notice) -> Screen | None:
    """The better result of a completion; None when it is gone."""
    attempt = await desk.store.attempts.get(notice.subject.split(":")[0], notice.person)
    if attempt is None or attempt.score is None:
        return None
    body = json.loads(notice.body)
    try:
        title = (await desk.library.of(attempt.content)).module(attempt.module).title
    except ContentError:
        return None
    gained = body["passed"] and not body["was"]["passed"]
    look = Button(say("exam.review"), encode(Review(attempt.id, 0)))
    pledge = Button(say("result.pledge"), encode(ReadPledge(attempt.id)))
    return Screen(
        (
            say("correction.title", module=title),
            say("correction.score", was=body["was"]["score"], now=body["score"]),
            *((say("correction.passed"),) if gained else ()),
            say("correction.why"),
        ),
        (
            *(((pledge,),) if gained else ()),
            *(((look,),) if attempt.kind == "ujian" else ()),
            menu.back(),
        ),
    )


async def _question(desk: Desk, content: str, of: Version) -> tuple[Phrase, ...]:
    try:
        catalog = await desk.library.of(content)
    except ContentError:
        return ()
    question = catalog.bank.questions.get(of.scenario)
    return (say("dispute.told.question", text=question.scenario.text),) if question else ()
