"""Checking ledgers: of a database, or of an export, without the database and without us."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence

from bot.agencies.chain import Chain
from bot.agencies.checkpoint import Checkpoint
from bot.agencies.faults import Fault
from bot.agencies.ledger import from_line
from bot.errors import LedgerError
from bot.seal.signing import CHECKPOINT, Signature, verify
from bot.store.database import Row
from bot.store.ledger import Chains, completion_from


async def stored(chains: Chains, chain: Chain) -> AsyncIterator[Fault]:
    """The faults of an agency's chain as it is stored."""
    async for page in chains.pages(chain.agency):
        for entry in page:
            for fault in chain.take(entry):
                yield fault
    for fault in chain.end():
        yield fault


def differs(row: Row) -> bool:
    """Whether an attempt that has its entry is not what that says; ``body`` is the entry's."""
    try:
        body = completion_from(row).draft().body
    except LedgerError:  # a value that no attempt of ours has
        return True
    return body != str(row["body"])


def says(row: Row) -> bool:
    """Whether a correction (its ``body``) says of an attempt what that is now. Others than those of
    a result say nothing of it."""
    try:
        body = json.loads(row["body"])
    except ValueError:
        return False
    if not isinstance(body, dict) or "score" not in body:
        return True
    return (body["score"], body.get("passed")) == (row["score"], row["passed"] == 1)


def exported(lines: Iterable[str], chain: Chain) -> Iterator[Fault]:
    """The faults of an export, a line an entry."""
    for number, line in enumerate(lines, start=1):
        try:
            entry = from_line(line.removesuffix("\n"))
        except LedgerError as error:
            yield Fault("unreadable", chain.head.number + 1, f"line {number}: {error}")
        else:
            yield from chain.take(entry)
    yield from chain.end()


def forgeries(
    checkpoints: Sequence[Checkpoint], public_keys: Mapping[str, bytes]
) -> Iterator[tuple[Checkpoint, str]]:
    """Checkpoints that nobody with a known key signed as they are, and why; then they prove
    nothing about a chain.
    """
    for one in checkpoints:
        outcome = verify(CHECKPOINT, one.message, Signature(one.key, one.signature), public_keys)
        if outcome == "forged":
            yield one, f"it is not what the key {one.key} signed"
        elif outcome == "unknown-key":
            yield one, f"the key {one.key} is not among the public keys"
