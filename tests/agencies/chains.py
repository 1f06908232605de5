"""Chains for tests: those that were sealed as they should be, and what a hand can do to them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from bot.agencies.chain import faults_of
from bot.agencies.checkpoint import Checkpoint
from bot.agencies.faults import Fault
from bot.agencies.ledger import EMPTY, Completion, Draft, Entry, Head, digest, draft, seal

AGENCY = "DEMO"
AT = 1_727_784_000_000


def completion(number: int) -> Draft:
    """Somebody completed something."""
    return Completion(f"t{number}", "uji", "latihan", "c0ffee", 1, 2, 80, True, 10).draft()


def chain(length: int, agency: str = AGENCY) -> list[Entry]:
    """Entries of several kinds, a second apart."""
    entries: list[Entry] = []
    for number in range(1, length + 1):
        what = completion(number) if number % 3 else draft("correction", f"t{number}", {"was": 70})
        entries += seal(agency, head(entries), [what], AT + number * 1000)
    return entries


def head(entries: Sequence[Entry]) -> Head:
    """Its end."""
    return Head(entries[-1].number, entries[-1].hash) if entries else EMPTY


def checkpoint(entries: Sequence[Entry], number: int) -> Checkpoint:
    """At one of its entries, unsigned."""
    return Checkpoint(AGENCY, number, entries[number - 1].hash, AT, "A" * 13)


def resealed(entry: Entry) -> Entry:
    """With the hash that its fields give."""
    return entry._replace(hash=digest(entry))


def found(entries: Sequence[Entry], *checkpoints: Checkpoint) -> list[Fault]:
    """What is wrong with it, without warnings."""
    return [one for one in faults_of(AGENCY, entries, checkpoints) if not one.warning]


def told(entries: Sequence[Entry], *checkpoints: Checkpoint) -> list[tuple[str, int]]:
    """The kinds and numbers of what is wrong with it."""
    return [(one.kind, one.number) for one in found(entries, *checkpoints)]


lengths = st.integers(2, 12)


@st.composite
def places(draw: st.DrawFn, least: int = 1) -> tuple[int, int]:
    """A length, and a number in such a chain."""
    length = draw(st.integers(least, 12))
    return length, draw(st.integers(1, length))
