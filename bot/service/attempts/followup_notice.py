"""The notice that asks a follow-up: the question is drawn when it is sent, and then stays."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.agencies.days import begins, clock_of
from bot.agencies.people import Person
from bot.catalog.catalog import Catalog, Stage
from bot.errors import ContentError
from bot.quiz.bank import Bank, Module
from bot.quiz.followup import Met, pick
from bot.quiz.keys import FULL
from bot.screens.screen import Phrase, Screen, say
from bot.service.attempts.followup import ask
from bot.service.days import brief
from bot.service.desk import Desk
from bot.store.followups import Answered, FollowUp
from bot.store.notices import Notice


async def tell(desk: Desk, notice: Notice) -> Screen | None:
    """The question; None when there is no reason any more to ask it."""
    new = desk.library.current  # once: a reload may come while something is waited for
    person = (await desk.store.people.state(notice.person)).person
    body = json.loads(notice.body)
    hello = _hello(desk, new, body)
    module = new.modules.get(body["module"])
    if person is None or person.registered_at is None or hello is None or module is None:
        return None
    if await desk.store.followups.stopped(notice.person):
        return None
    one = await _drawn(desk, new, person, notice.id, module)
    if one is None or one.answer is not None:
        return None
    try:
        catalog = await desk.library.of(one.content)
    except ContentError:
        return None
    return ask(catalog, one, hello)


def _hello(desk: Desk, catalog: Catalog, body: dict[str, str | int]) -> Phrase | None:
    module = catalog.modules.get(str(body["module"]))
    if module is None:
        return None
    if "stage" not in body:
        return say("susulan.hello", n=int(body["day"]), module=module.title)
    stages = {stage.id: stage for stage in catalog.stages}
    stage = stages.get(str(body["stage"]))
    if stage is None or stage.begins.isoformat() != body["begins"] or not _ahead(desk, stage):
        return None
    return say("susulan.stage", stage=stage.title, date=brief(stage.begins))


def _ahead(desk: Desk, stage: Stage) -> bool:
    return desk.clock() < begins(stage.begins, clock_of("WIB"))


async def _drawn(
    desk: Desk, catalog: Catalog, person: Person, id_: str, module: Module
) -> FollowUp | None:
    """The follow-up of a notice, drawn now unless it was before."""
    known = await desk.store.followups.get(person.id, id_)
    if known is not None:
        return known
    seed, withdrawn = desk.seed(), await desk.library.look()
    met = await _met(desk, await desk.store.followups.history(person.id, module.id))
    item = pick(catalog.bank, module, met, withdrawn, seed)
    if item is None:
        return None
    return await desk.store.followups.ask(
        FollowUp(person.id, id_, module.id, catalog.hash, item, desk.clock())
    )


async def _met(desk: Desk, history: Sequence[Answered]) -> list[Met]:
    """What was answered, by the rules that decided it then."""
    found: list[Met] = []
    for one in history:
        bank = await _bank(desk, one.content)
        item = one.items[one.step]
        question = bank.questions.get(item.scenario) if bank else None
        if question is not None:
            points = FULL if item.published in desk.library.withdrawn else one.points
            found.append(Met(item.scenario, question.decided.rule, points))
    return found


async def _bank(desk: Desk, content: str) -> Bank | None:
    try:
        return (await desk.library.of(content)).bank
    except ContentError:
        return None
