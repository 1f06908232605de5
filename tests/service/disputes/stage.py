"""A report, its ruling, and what follows from it."""

from __future__ import annotations

import json

from bot.app import App
from bot.quiz.attempt import Attempt, Version
from bot.service.disputes import remarking
from bot.service.disputes.ruling import rule
from bot.service.ledger.entering import seal_all
from bot.store.disputes import Outcome
from bot.store.notices import Notice
from tests.dialogues.stage import NOON
from tests.service.broken import faults
from tests.service.sealed import entries
from tests.store.raw import execute


async def decide(app: App, of: Version, outcome: Outcome = "upheld", reporter: int = 900) -> bool:
    """Somebody reports the version, and the operator rules."""
    await app.store.disputes.add(reporter, of, app.desk.library.current.hash, "key", NOON)
    round_ = len(await app.store.disputes.rulings_of(of)) + 1
    return await rule(app.desk, of, round_, outcome, "Terima kasih.", 9000)


async def marked(app: App, attempt: Attempt) -> tuple[int, bool]:
    found = await app.store.attempts.get(attempt.id, attempt.person)
    assert found is not None
    assert found.score is not None
    assert found.passed is not None
    return found.score, found.passed


async def settled(app: App, url: str) -> None:
    """All is sealed and marked again, and the audit has nothing to say of it."""
    for agency in ("DEMO", "LAIN"):
        await seal_all(app.store, agency, app.desk.clock())
    await remarking.run(app.desk)
    assert await app.store.withdrawals.waiting(10) == []
    assert await faults(url) == []


async def corrections(app: App, agency: str = "DEMO") -> list[dict[str, object]]:
    return [json.loads(e.body) for e in await entries(app.store, agency) if e.kind == "correction"]


async def notices(app: App, kind: str) -> list[Notice]:
    columns = "person, id, kind, subject, body, due_at, agency"
    rows = await execute(
        app.store.database, f"SELECT {columns} FROM notices WHERE kind = '{kind}' ORDER BY person"
    )
    return [Notice(*row) for row in rows]
