"""What is wrong with a chain, entry by entry, in memory that does not grow with it.

Each fault names an entry. Who alters one entry and seals it anew breaks the link to the next;
who seals everything after it anew as well is found by a checkpoint that was taken before, and
by nothing else: that is why an agency keeps checkpoints where we cannot reach them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.agencies.checkpoint import Checkpoint
from bot.agencies.ledger import EMPTY, Entry, Head, digest
from bot.errors import LedgerError

FaultKind: TypeAlias = Literal[
    "altered",  # its fields do not give its hash
    "foreign",  # it is of another agency
    "misnumbered",  # it continues the chain under a wrong number
    "unlinked",  # it, or the one before it, is not the one that was sealed
    "missing",
    "moved",  # it stands elsewhere than its number says
    "inserted",  # there is no place for it
    "doubled",  # there are two with its number: a fork
    "backwards",  # entered before the one before it, by its clock: a warning
    "diverged",  # not the one that a checkpoint names
    "truncated",  # the chain ends before a checkpoint
    "unreadable",  # a line of a file that is no entry
]

_KEPT: Final = 1000
"""So many entries out of their place are remembered, in order to say where they belong."""

_TWICE: Final = "there is another entry with this number before it"


class Fault(NamedTuple):
    """What is wrong at which number of the chain, in words."""

    kind: FaultKind
    number: int
    words: str

    @property
    def warning(self) -> bool:
        """Whether honest workers may leave this behind: their clocks differ."""
        return self.kind == "backwards"

    def __str__(self) -> str:
        return f"entry {self.number}: {self.kind}: {self.words}"


def faults(
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
        self._met = 0  # the last number that a checkpoint confirmed
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
            yield Fault("inserted", number, "there is no place for it in the chain")
        for gap in self._gaps:
            yield _missing(gap)
        for left in reversed(self._checkpoints):
            words = f"the chain ends at {self.head.number}, and a checkpoint names this one"
            yield Fault("truncated", left.number, words)

    def _examine(self, entry: Entry, following: Entry | None) -> Iterator[Fault]:
        place = self.head.number + 1
        computed = _computed(entry)
        linked = entry.previous in self._tips
        if computed != entry.hash:
            here = place if linked or entry.number == place else entry.number
            yield Fault("altered", here, _altered(entry, here))
            if not linked and entry.number != place:
                return
        elif entry.agency != self.agency:
            yield Fault("foreign", entry.number, f"it is of the agency {entry.agency}")
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
            yield Fault("unlinked", number, _unlinked(number))
        elif sound and entry.number != number:
            yield Fault("misnumbered", number, f"it has the number {entry.number}")
        if sound and entry.at < self._at:
            words = f"its time is {self._at - entry.at} ms before that of the entry before it"
            yield Fault("backwards", number, words)
        if self._early.pop(number, None) is not None:
            yield Fault("doubled", number, _TWICE)
        self._at = entry.at if sound else self._at
        self._tips = {entry.hash, computed or entry.hash}
        yield from self._reach(Head(number, entry.hash))

    def _reach(self, found: Head) -> Iterator[Fault]:
        """The chain goes on to here; compare with the checkpoints up to this number."""
        self.head = found
        while self._checkpoints and self._checkpoints[-1].number <= found.number:
            checkpoint = self._checkpoints.pop()
            if checkpoint.number < found.number:
                words = "a checkpoint names it, and it is not in its place"
                yield Fault("diverged", checkpoint.number, words)
            elif checkpoint.hash == found.hash:
                self._met = found.number
            else:
                yield Fault("diverged", found.number, self._replaced(found.number))

    def _remember(self, entry: Entry) -> Iterator[Fault]:
        """It stands before its place, as the one after it has a lower number."""
        if entry.number in self._early:
            yield Fault("doubled", entry.number, _TWICE)
        elif len(self._early) >= _KEPT:
            number = next(iter(self._early))
            del self._early[number]
            yield Fault("inserted", number, "it does not stand in its place")
        self._early[entry.number] = entry.hash

    def _catch_up(self) -> Iterator[Fault]:
        """Those that came too early and whose place is here."""
        while (known := self._early.pop(self.head.number + 1, None)) is not None:
            number = self.head.number + 1
            yield Fault("moved", number, "it stands before entries with lower numbers")
            self._tips = {known}
            yield from self._reach(Head(number, known))

    def _skip(self, gap: range) -> Iterator[Fault]:
        """Those are missing, unless they come later. Nothing when the gap is empty."""
        if not gap:
            return
        if len(self._gaps) >= _KEPT:
            yield _missing(self._gaps.pop(0))
        self._gaps.append(gap)
        self._tips = set()
        self.head = Head(gap[-1], "")

    def _late(self, entry: Entry) -> Iterator[Fault]:
        """Its number was passed: either it is missing there, or there are two."""
        for index, gap in enumerate(self._gaps):
            if entry.number in gap:
                rest = (range(gap[0], entry.number), range(entry.number + 1, gap[-1] + 1))
                self._gaps[index : index + 1] = [part for part in rest if part]
                yield Fault("moved", entry.number, "it stands after entries with higher numbers")
                return
        if entry.number < 1:
            yield Fault("inserted", entry.number, "numbers begin with 1")
            return
        if entry.number == self.head.number:
            self._tips.add(entry.hash)  # whichever of the two goes on is the chain
        yield Fault("doubled", entry.number, _TWICE)

    def _replaced(self, number: int) -> str:
        return (
            "it is not the one that a checkpoint names: of the entries"
            f" {min(self._met + 1, number)} to {number} at least one was replaced"
        )


def _computed(entry: Entry) -> str | None:
    try:
        return digest(entry)
    except LedgerError:
        return None


def _altered(entry: Entry, place: int) -> str:
    stands = "" if entry.number == place else f", and its number is {entry.number}"
    return f"its fields do not give its hash{stands}"


def _unlinked(number: int) -> str:
    if number == 1:
        return "it was sealed as the continuation of another entry, and is the first"
    return f"it was not sealed upon this entry {number - 1}; one of the two was replaced"


def _missing(gap: range) -> Fault:
    if len(gap) == 1:
        return Fault("missing", gap[0], "it is not there, and later ones are")
    return Fault("missing", gap[0], f"the entries {gap[0]} to {gap[-1]} are not there")
