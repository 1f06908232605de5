"""A new attempt for a person: what it asks is drawn here, and stored by who begins it."""

from __future__ import annotations

from bot.errors import NothingLeft, QuizError
from bot.quiz.attempt import Attempt, Kind
from bot.quiz.bank import Module
from bot.quiz.drawing import draw
from bot.service.desk import Visit

APART = 3  # attempts in a row that do not repeat a question, as far as the bank allows


async def drawn(visit: Visit, module: Module, kind: Kind) -> Attempt | None:
    """An attempt by the module's blueprint, of what is not withdrawn by now; its seed is stored
    with it. None when everything that it could ask is withdrawn."""
    desk, person, catalog = visit.desk, visit.person, visit.catalog
    if person.agency is None:
        raise QuizError("only a registered person can begin an attempt")
    withdrawn = await desk.library.look()
    recent = await desk.store.attempts.recent_items(person.id, module.id, APART)
    seed = desk.seed()
    try:
        items = draw(catalog.bank, module, seed, recent, withdrawn)
    except NothingLeft:
        return None
    return Attempt(
        id=desk.token(),
        person=person.id,
        agency=person.agency,
        unit=person.unit,
        module=module.id,
        kind=kind,
        seed=seed,
        content=catalog.hash,
        items=items,
        started_at=desk.clock(),
    )
