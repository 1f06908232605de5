"""A chain under examination, entry by entry, in memory that does not grow with it.

Each fault names an entry. Who alters one entry and seals it anew breaks the link to the next;
who seals everything after it anew as well is found by a checkpoint that was taken before, and
by nothing else: that is why an agency keeps checkpoints where we cannot reach them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bot.agencies import faults
from bot.agencies.checkpoint import Checkpoint
from bot.agencies.faults import Fault
from bot.agencies.ledger import EMPTY, Entry, Head, digest
from bot.errors import LedgerError

_KEPT: Final = 1000
"""So many entries out of their place are remembered, in order to say where they belong."""


def faults_of(
    agency: str, entries: Iterable[Entry], checkpoints: Iterable[Checkpoint] = ()
) -> Iterator[Fault]:
    """Every fault of a chain, in the order in which they are noticed."""
    chain = Chain(agency, checkpoints)
    for entry in entries:
        yield from chain.take(entry)
    yield from chain.end()


class Chain:
    """A chain under examination: :meth:`take` each entry in order, then :meth:`end` it."""

    def __init__(self, agency: str, checkpoints: Iterable[Checkpoint] = ()) -> None:
        self.agency = agency
        self.count = 0
        self.head = EMPTY
        self._at = 0
        self._tips = {EMPTY.hash}  # what the next entry may continue; empty when nobody knows
        self._held: Entry | None = None
        self._early: dict[int, str] = {}  # hashes of entries that came before their place
        self._gaps: list[range] = []
        self._confirmed = 0  # the last number that a checkpoint confirmed
        self._checkpoints = sorted(checkpoints, key=lambda one: one.number, reverse=True)

    def take(self, entry: Entry) -> Iterator[Fault]:
        """The next entry; gives what is wrong with the one before it, which needed this one."""
        held, self._held = self._held, entry
        self.count += 1
        if held is not None:
            yield from self._examine(held, entry)

    def end(self) -> Iterator[Fault]:
        """There is no further entry."""
        held, self._held = self._held, None
        if held is not None:
            yield from self._examine(held, None)
        yield from self._catch_up()
        for number in self._early:
            yield faults.inserted(number)
        for gap in self._gaps:
            yield faults.missing(gap)
        for left in reversed(self._checkpoints):
            yield faults.truncated(left.number, self.head.number)

    def _examine(self, entry: Entry, following: Entry | None) -> Iterator[Fault]:
        place = self.head.number + 1
        computed = _computed(entry)
        linked = entry.previous in self._tips
        if computed != entry.hash:
            here = place if linked or entry.number == place else entry.number
            yield faults.altered(entry, here)
            if not linked and entry.number != place:
                return
        elif entry.agency != self.agency:
            yield faults.foreign(entry)
            return
        elif not linked and entry.number != place:
            yield from self._elsewhere(entry, following)
            return
        yield from self._place(entry, computed)

    def _elsewhere(self, entry: Entry, following: Entry | None) -> Iterator[Fault]:
        """It does not continue what is here: others are missing, or it is out of its place."""
        if entry.number > self.head.number:
            if following is not None and following.number < entry.number:
                yield from self._remember(entry)
                return
            yield from self._catch_up()
        if entry.number <= self.head.number:
            yield from self._late(entry)
            return
        yield from self._skip(range(self.head.number + 1, entry.number))
        yield from self._place(entry, entry.hash)

    def _place(self, entry: Entry, computed: str | None) -> Iterator[Fault]:
        """The entry stands where it belongs; look at how it continues the chain."""
        number, sound = self.head.number + 1, computed == entry.hash
        linked = not self._tips or entry.previous in self._tips
        if sound and not linked:
            yield faults.unlinked(number)
        elif sound and entry.number != number:
            yield faults.misnumbered(entry, number)
        if sound and entry.at < self._at:
            yield faults.backwards(number, self._at - entry.at)
        if self._early.pop(number, None) is not None:
            yield faults.doubled(number)
        self._at = entry.at if sound else self._at
        self._tips = {entry.hash, computed or entry.hash}
        yield from self._reach(Head(number, entry.hash))

    def _reach(self, found: Head) -> Iterator[Fault]:
        """The chain goes on to here; compare with the checkpoints up to this number."""
        self.head, agreed = found, self._confirmed
        while self._checkpoints and self._checkpoints[-1].number <= found.number:
            checkpoint = self._checkpoints.pop()
            if checkpoint.number < found.number:
                yield faults.absent(checkpoint.number)
            elif checkpoint.hash == found.hash:
                agreed = found.number
            else:
                yield faults.diverged(found.number, self._confirmed)
        self._confirmed = agreed  # only now: of two at one number each speaks for itself

    def _remember(self, entry: Entry) -> Iterator[Fault]:
        """It stands before its place, as the one after it has a lower number."""
        if entry.number in self._early:
            yield faults.doubled(entry.number)
        elif len(self._early) >= _KEPT:
            number = next(iter(self._early))
            del self._early[number]
            yield faults.inserted(number)
        self._early[entry.number] = entry.hash

    def _catch_up(self) -> Iterator[Fault]:
        """Those that came too early and whose place is here."""
        while (known := self._early.pop(self.head.number + 1, None)) is not None:
            number = self.head.number + 1
            yield faults.early(number)
            self._tips = {known}
            yield from self._reach(Head(number, known))

    def _skip(self, gap: range) -> Iterator[Fault]:
        """Those are missing, unless they come later. Nothing when the gap is empty."""
        if not gap:
            return
        self._gaps.append(gap)
        self._tips = set()
        self.head = Head(gap[-1], "")
        for number in [one for one in self._early if one in gap]:
            del self._early[number]
            self._fill(number)
            yield faults.early(number)
        while len(self._gaps) > _KEPT:
            yield faults.missing(self._gaps.pop(0))

    def _fill(self, number: int) -> bool:
        """Whether the number was missing; it is not any more."""
        for index, gap in enumerate(self._gaps):
            if number in gap:
                rest = (range(gap[0], number), range(number + 1, gap[-1] + 1))
                self._gaps[index : index + 1] = [part for part in rest if part]
                return True
        return False

    def _late(self, entry: Entry) -> Iterator[Fault]:
        """Its number was passed: either it is missing there, or there are two."""
        if self._fill(entry.number):
            yield faults.late(entry.number)
        elif entry.number < 1:
            yield faults.inserted(entry.number)
        else:
            yield faults.doubled(entry.number)
        if entry.number == self.head.number:
            self._tips.add(entry.hash)  # whichever of the two goes on is the chain


def _computed(entry: Entry) -> str | None:
    try:
        return digest(entry)
    except LedgerError:
        return None
