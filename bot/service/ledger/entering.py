"""Entering things into an agency's ledger.

Any number of workers may do so at once: each reads the end of the chain, seals, and asks the
database to append, which refuses what does not continue the chain as it is by then. Who was
refused begins again. No lock is held, here or there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.agencies.checkpoint import Checkpoint
from bot.agencies.ledger import EMPTY, Draft, Entry, seal
from bot.errors import LedgerError, StoreUnavailable
from bot.seal.keys import SigningKey
from bot.seal.signing import CHECKPOINT, sign
from bot.store.store import Store

TRIES: Final = 100
"""One of all that try at once succeeds each time, so that many must be unlucky to need so many."""

BATCH: Final = 200
"""Completions that are sealed together. More would make the taps that wait behind them slow."""


async def append(store: Store, agency: str, draft: Draft, at: int) -> Entry:
    """Enter one thing; when it was entered before, that entry and nothing new.

    A correction is entered each time. ``at`` is now, ms since 1970 UTC. Raises StoreUnavailable
    when that may pass later.
    """
    for _ in range(TRIES):
        found = await store.ledger.find(agency, draft)
        if found is not None:
            return found
        [entry] = seal(agency, await store.ledger.head(agency), [draft], at)
        if await store.ledger.add([entry]):
            return entry
    raise StoreUnavailable(f"the ledger of {agency} is too busy; try again later")


async def seal_batch(store: Store, agency: str, at: int) -> int:
    """Enter the completions that have waited longest, :data:`BATCH` at most.

    Gives how many were dealt with, by us or by another worker meanwhile; 0 when none waits. Raises
    StoreUnavailable or StoreError; nothing was done then, or all of it.
    """
    for _ in range(TRIES):
        waiting = await store.ledger.unsealed(agency, BATCH)
        if not waiting:
            return 0
        head = await store.ledger.head(agency)
        entries = seal(agency, head, [one.draft() for one in waiting], at)
        if done := await store.ledger.add_completions(agency, entries, waiting[-1].finished):
            return done
    raise StoreUnavailable(f"the ledger of {agency} is too busy; try again later")


async def seal_all(store: Store, agency: str, at: int) -> int:
    """Enter every completion that waits in an agency; gives how many."""
    total = 0
    while done := await seal_batch(store, agency, at):
        total += done
    return total


async def checkpoint(store: Store, agency: str, key: SigningKey, at: int) -> Checkpoint:
    """The signed end of an agency's chain as it is now, with every completion entered before.

    Raises LedgerError when there is no such agency, or nothing in its ledger.
    """
    if not await store.ledger.known(agency):
        raise LedgerError(f"there is no agency {agency}")
    await seal_all(store, agency, at)
    head = await store.ledger.head(agency)
    if head == EMPTY:
        raise LedgerError(f"the ledger of {agency} has no entry yet")
    return signed(Checkpoint(agency, head.number, head.hash, at, key.id), key)


def signed(checkpoint: Checkpoint, key: SigningKey) -> Checkpoint:
    """The same, with the key's id and its signature."""
    named = replace(checkpoint, key=key.id)
    return replace(named, signature=sign(key, CHECKPOINT, named.message).value)
