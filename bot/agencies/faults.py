"""The faults that a chain of entries can have, and the words for them."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from bot.agencies.ledger import Entry

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


def altered(entry: Entry, place: int) -> Fault:
    """Its fields do not give its hash; ``place`` is where it stands."""
    stands = "" if entry.number == place else f", and its number is {entry.number}"
    return Fault("altered", place, f"its fields do not give its hash{stands}")


def foreign(entry: Entry) -> Fault:
    """Another agency's entry."""
    return Fault("foreign", entry.number, f"it is of the agency {entry.agency}")


def unlinked(number: int) -> Fault:
    """It names another entry as the one before it."""
    if number == 1:
        words = "it was sealed as the continuation of another entry, and is the first"
    else:
        words = f"it was not sealed upon this entry {number - 1}; one of the two was replaced"
    return Fault("unlinked", number, words)


def misnumbered(entry: Entry, place: int) -> Fault:
    """It continues the chain at ``place``."""
    return Fault("misnumbered", place, f"it has the number {entry.number}")


def missing(gap: range) -> Fault:
    """One or more entries."""
    if len(gap) == 1:
        return Fault("missing", gap[0], "it is not there, and later ones are")
    return Fault("missing", gap[0], f"the entries {gap[0]} to {gap[-1]} are not there")


def early(number: int) -> Fault:
    """It stands too far up."""
    return Fault("moved", number, "it stands before entries with lower numbers")


def late(number: int) -> Fault:
    """It stands too far down."""
    return Fault("moved", number, "it stands after entries with higher numbers")


def inserted(number: int) -> Fault:
    """No place is free for it."""
    return Fault("inserted", number, "there is no place for it in the chain")


def doubled(number: int) -> Fault:
    """A fork."""
    return Fault("doubled", number, "there is another entry with this number before it")


def backwards(number: int, milliseconds: int) -> Fault:
    """A clock that differs, or was set back."""
    words = f"its time is {milliseconds} ms before that of the entry before it"
    return Fault("backwards", number, words)


def diverged(number: int, confirmed: int) -> Fault:
    """``confirmed`` is the last number that an earlier checkpoint agrees with."""
    first = min(confirmed + 1, number)
    words = (
        "it is not the one that a checkpoint names: of the entries"
        f" {first} to {number} at least one was replaced"
    )
    return Fault("diverged", number, words)


def absent(number: int) -> Fault:
    """A checkpoint names it, and others stand where it was."""
    return Fault("diverged", number, "a checkpoint names it, and it is not in its place")


def truncated(number: int, last: int) -> Fault:
    """A checkpoint names it, and the chain ends before."""
    words = f"the chain ends at {last}, and a checkpoint names this one"
    return Fault("truncated", number, words)
