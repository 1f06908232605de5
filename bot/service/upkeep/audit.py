"""The audit of a live database: a list of checks, each a function that names what is wrong.

All of them see one and the same moment, so that writing goes on and is never taken for a fault.
A fault names ids: of people, attempts, agencies. Never a person's name, never an invitation's
code.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from bot.agencies.chain import Chain
from bot.agencies.recount import Recount, Taken
from bot.quiz.attempt import Version
from bot.service.attempts.replay import catalog_of, hash_of, replayed
from bot.service.ledger.checking import differs, says, stored
from bot.service.upkeep.audit_campaigns import campaigns
from bot.service.upkeep.audit_certificates import certificates
from bot.store.audits import Audits, Kept
from bot.store.progress import Progress, unwatched
from bot.store.snapshot import Snapshot

_OFTEN = 500  # rows between two words on progress


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and which check found it."""

    check: str
    words: str

    def __str__(self) -> str:
        return f"{self.check}: {self.words}"


@dataclass(slots=True)
class Audit:
    """What a check is given: the questions it may ask, and how to tell how far it is."""

    ask: Audits
    tell: Callable[[int, int | None], None]
    sizes: dict[str, int] = field(default_factory=dict)
    _done: int = 0

    def one(self, rows: int, total: int) -> None:
        """So many rows more of so many in all."""
        if (self._done + rows) // _OFTEN != self._done // _OFTEN:
            self.tell(self._done + rows, total)
        self._done += rows


Check: TypeAlias = Callable[[Audit], AsyncIterator[str]]


async def audit(
    snapshot: Snapshot, progress: Progress = unwatched, checks: Sequence[Check] | None = None
) -> AsyncIterator[Fault]:
    """Every fault that the checks find, as they find it. Raises StoreUnavailable or StoreError."""
    ask = Audits(snapshot)
    sizes = await ask.sizes()
    for check in CHECKS if checks is None else checks:
        progress(check.__name__, 0, None)
        async for words in check(Audit(ask, partial(progress, check.__name__), sizes)):
            yield Fault(check.__name__, words)


async def file(audit: Audit) -> AsyncIterator[str]:
    """SQLite finds nothing broken in its file."""
    for words in await audit.ask.damage():
        yield words


async def contents(audit: Audit) -> AsyncIterator[str]:
    """Every content that an attempt was drawn from is archived, and is what its hash says."""
    for name in await audit.ask.contents():
        body = await audit.ask.content(name)
        if body is None:
            yield f"content {name}: attempts were drawn from it and it is not archived"
        elif await asyncio.to_thread(hash_of, body) != name:
            yield f"content {name}: what is archived under this hash is something else"


async def steps(audit: Audit) -> AsyncIterator[str]:
    """The answers of an attempt are at the steps 0, 1, 2 … without gaps or doubles."""
    async for row in audit.ask.steps():
        yield (
            f"{_of(row['person'], row['id'])}: {row['answers']} answers at the steps"
            f" {row['lowest']} to {row['highest']} of {row['size']}"
        )


async def ends(audit: Audit) -> AsyncIterator[str]:
    """A finished attempt has all its answers, a score and a pass or not; an open one has none."""
    async for row in audit.ask.ends():
        yield f"{_of(row['person'], row['id'])}: {row['fault']}"


async def open_attempts(audit: Audit) -> AsyncIterator[str]:
    """Nobody has more than one open attempt."""
    async for row in audit.ask.several_open():
        yield f"person {row['person']}: {row['attempts']} open attempts"


async def scores(audit: Audit) -> AsyncIterator[str]:
    """Points, score and pass come out again from the answers, on the content of the attempt."""
    total = audit.sizes["attempts"]
    withdrawn = await audit.ask.withdrawn()
    for name in await audit.ask.contents():
        body = await audit.ask.content(name)
        catalog = None if body is None else await asyncio.to_thread(catalog_of, body)
        if isinstance(catalog, str):
            yield f"content {name}: its attempts cannot be replayed: {catalog}"
            catalog = None
        async for kept in audit.ask.attempts_of(name):
            audit.one(1, total)
            given = await audit.ask.given(kept) if _asked(kept, withdrawn) else ()
            for words in replayed(kept, catalog, given):
                yield f"{_of(kept.person, kept.id)}: {words}"


async def withdrawals(audit: Audit) -> AsyncIterator[str]:
    """Whoever was asked what is withdrawn was marked again, and the last correction in the ledger
    says what the completion says."""
    async for row in audit.ask.unmarked():
        of = f"{row['scenario']} of version {row['version']}"
        yield f"{_of(row['person'], row['id'])}: not marked again since {of} is withdrawn"
    async for row in audit.ask.corrected():
        if not says(row):
            yield f"{_of(row['person'], row['id'])}: its last correction says otherwise"


async def tallies(audit: Audit) -> AsyncIterator[str]:
    """What the agencies are shown equals a recount by hand."""
    recount, total = Recount(), audit.sizes["attempts"] + audit.sizes["people"]
    async for row in audit.ask.members():
        recount.register(row["agency"], row["unit"])
        audit.one(1, total)
    async for rows in audit.ask.taken():
        recount.person(
            Taken(
                r["agency"],
                r["unit"],
                r["module"],
                r["score"] is not None,
                r["passed"] == 1,
                r["started_at"],
                r["finished_at"],
            )
            for r in rows
        )
        audit.one(len(rows), total)
    kept = audit.ask.tallies
    for code in await audit.ask.agencies():
        if await kept.of_agency(code) != recount.of_agency(code):
            yield f"agency {code}: the tally by unit differs from a recount"
        if await kept.modules_of(code) != recount.modules_of(code):
            yield f"agency {code}: the tally by module differs from a recount"
        if await kept.months_of(code) != recount.months_of(code):
            yield f"agency {code}: the tally by month differs from a recount"
    for found in await audit.ask.tallies.national():
        counted = recount.total(found.agency)
        if (found.registered, found.started, found.completed, found.passed) != counted:
            yield f"agency {found.agency}: the national tally differs from a recount"


async def registrations(audit: Audit) -> AsyncIterator[str]:
    """Who is registered has a language, an employment and an agency."""
    async for row in audit.ask.half_registered():
        yield f"person {row['id']}: registered, and something of the registration is missing"


async def erased(audit: Audit) -> AsyncIterator[str]:
    """Of people who were erased, only what is counted is left."""
    async for row in audit.ask.half_erased():
        yield f"person {row['id']}: was erased, and something of them is left"


async def orphans(audit: Audit) -> AsyncIterator[str]:
    """Whatever is referred to is there."""
    async for row in audit.ask.orphans():
        yield f"{row['what']}: there is no {row['missing']}"


async def invitations(audit: Audit) -> AsyncIterator[str]:
    """An invitation was used by somebody before it expired, and every office came from one."""
    async for row in audit.ask.invitations():
        yield f"{row['what']}: {row['fault']}"


async def ledgers(audit: Audit) -> AsyncIterator[str]:
    """Every ledger is whole, and says of each completion what its attempt says."""
    for code in await audit.ask.chains.agencies():
        async for fault in stored(audit.ask.chains, Chain(code)):
            if not fault.warning:
                yield f"agency {code}: {fault}"
    for code in await audit.ask.agencies():
        async for row in audit.ask.completions(code):
            audit.one(1, audit.sizes["attempts"])
            if row["body"] is None:
                yield f"{_of(row['person'], row['id'])}: its entry is not in the ledger of {code}"
            elif differs(row):
                yield f"{_of(row['person'], row['id'])}: entry {row['number']} says otherwise"


CHECKS: tuple[Check, ...] = (
    file,
    contents,
    steps,
    ends,
    open_attempts,
    scores,
    withdrawals,
    tallies,
    campaigns,
    registrations,
    erased,
    orphans,
    invitations,
    ledgers,
    certificates,
)


def _asked(kept: Kept, withdrawn: Collection[Version]) -> bool:
    return kept.attempt is not None and any(
        item.published in withdrawn for item in kept.attempt.items
    )


def _of(person: int, attempt: str) -> str:
    return f"attempt {attempt} of person {person}"
