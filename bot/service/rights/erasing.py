"""Carrying out the deletions whose day has come.

One person is one unit of work: whatever a crash leaves undone is due at the next time, and of
several workers one erases a person. What was sealed into a ledger stays there and names nobody; an
entry beside it says that its person was erased.
"""

from __future__ import annotations

import logging
import secrets
from typing import Final

from bot.agencies.ledger import Draft, Entry, draft, seal
from bot.errors import StoreError
from bot.service.desk import Desk
from bot.service.ledger.entering import TRIES, seal_all
from bot.store.rights import Due

log = logging.getLogger(__name__)

_BATCH: Final = 50  # people at a time


async def carry_out(desk: Desk) -> None:
    """Erase everybody who is due. Who cannot be erased now is left to the next time."""
    tried: set[int] = set()
    while True:
        due = await desk.store.rights.due(desk.clock(), _BATCH + len(tried))
        waiting = [one for one in due if one.person not in tried]
        if not waiting:
            return
        for one in waiting:
            tried.add(one.person)
            await _attempt(desk, one)


async def _attempt(desk: Desk, due: Due) -> None:
    try:
        await erase(desk, due)
    except StoreError as error:
        log.warning("an erasure waits: %s", error)


async def erase(desk: Desk, due: Due) -> bool:
    """Erase one person; False when that is not due any more, or another worker did it."""
    store, at = desk.store, desk.clock()
    for _ in range(TRIES):
        subjects = await store.rights.subjects(due.person)
        for agency in subjects:
            await seal_all(store, agency, at)  # what stays is to say what was before this
        entries: list[Entry] = []
        for agency, named in subjects.items():
            entries += seal(agency, await store.ledger.head(agency), _drafts(named, due), at)
        if await store.rights.erase(due.person, _nobody(), entries, at):
            return True
        person = (await store.people.state(due.person)).person
        if person is None or person.erase_at is None or person.erase_at > at:
            return False
        # Still due: a ledger has gone on meanwhile.
    return False


def _drafts(subjects: list[str], due: Due) -> list[Draft]:
    return [draft("erasure", subject, {"why": due.why}) for subject in subjects]


def _nobody() -> int:
    """An id that no person has: Telegram's are positive."""
    return -1 - secrets.randbelow(1 << 52)
