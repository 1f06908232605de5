"""The ledger: one append-only chain of entries per agency.

Every entry carries the hash of the one before it, so that none can be changed, left out or put in
without all that follow it. An entry says what happened to an attempt or a certificate, by its id,
and never to whom: a person is reached only through the attempt's row, so that a person can be
erased and the entry stays true.

What is hashed is text that anybody can write down again: eight lines, each ended by a line feed:
``netral/ledger/1``, agency, number, kind, at, subject, body, previous. SHA-256 of it is the hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from bot.errors import LedgerError

VERSION: Final = "netral/ledger/1"
"""The first line of what is hashed: another encoding gets another name, and no hash of anything
else in this program can be taken for that of an entry."""

GENESIS: Final = "0" * 64
"""What the first entry has as the hash of the one before it."""

Kind: TypeAlias = Literal[
    "completion", "pledge", "certificate", "revocation", "correction", "erasure"
]
KINDS: Final[frozenset[str]] = frozenset(get_args(Kind))
REPEATED: Final = frozenset({"correction"})
"""Kinds that may come more than once for a subject; the others are added once."""

_LINES = 8
_write = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode  # made once: twice as fast
_SAFE = 2**53  # the largest whole number that every reader of JSON understands
_SUBJECT = re.compile(r"[A-Za-z0-9_-]{1,64}")

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"


class Head(NamedTuple):
    """The end of a chain: the number and the hash of its last entry."""

    number: int
    hash: str


EMPTY: Final = Head(0, GENESIS)


class Draft(NamedTuple):
    """What is to be entered; build it with :func:`draft`."""

    kind: Kind
    subject: str
    body: str


class Entry(NamedTuple):
    """``number`` counts from 1 in each agency; ``at`` is when it was entered, ms since 1970 UTC.

    ``subject`` is the id of an attempt or a certificate, never a person's name, Telegram id or
    NIP. ``body`` is canonical JSON. ``previous`` and ``hash`` are SHA-256 in hexadecimal.
    """

    agency: str
    number: int
    kind: str
    at: int
    subject: str
    body: str
    previous: str
    hash: str


class Completion(NamedTuple):
    """What proves a completion without saying whose. Times are ms since 1970 UTC; ``content`` is
    the hash of the content it was drawn from, ``items`` how many there were.
    """

    attempt: str
    module: str
    kind: str
    content: str
    begun: int
    finished: int
    score: int
    passed: bool
    items: int

    def draft(self) -> Draft:
        """The entry that a completion gets."""
        facts = {name: value for name, value in self._asdict().items() if name != "attempt"}
        return draft("completion", self.attempt, facts)


def draft(kind: Kind, subject: str, facts: Mapping[str, Json]) -> Draft:
    """Raises LedgerError for an unknown kind, a subject that is no id, or facts with floats."""
    if kind not in KINDS:
        raise LedgerError(f"{kind!r} is no kind of entry; there are {', '.join(sorted(KINDS))}")
    if not _SUBJECT.fullmatch(subject):
        raise LedgerError("a subject is an id: 1 to 64 of A-Z a-z 0-9 _ -")
    return Draft(kind, subject, canonical(facts))


def seal(agency: str, head: Head, drafts: Sequence[Draft], at: int) -> list[Entry]:
    """The entries that continue a chain. Raises LedgerError for what cannot be hashed."""
    entries = []
    for kind, subject, body in drafts:
        entry = Entry(agency, head.number + 1, kind, at, subject, body, head.hash, "")
        entry = entry._replace(hash=digest(entry))
        entries.append(entry)
        head = Head(entry.number, entry.hash)
    return entries


def digest(entry: Entry) -> str:
    """The hash that an entry must have. Raises LedgerError when a field has a line break.

    Then two different entries could be the same text. Signs beyond ASCII are in no field either.
    """
    agency, number, kind, at, subject, body, previous, _ = entry
    text = f"{VERSION}\n{agency}\n{number}\n{kind}\n{at}\n{subject}\n{body}\n{previous}\n"
    if text.count("\n") != _LINES or not text.isascii():
        raise LedgerError("a field of an entry has a line break, or is not ASCII")
    return sha256(text.encode("ascii")).hexdigest()


def canonical(value: Json) -> str:
    """The one way to write a value: JSON in ASCII, keys sorted, no spaces, no floats.

    Raises LedgerError for what other programs would read otherwise: floats, numbers of 2^53 and
    more, keys that are no text.
    """
    _check(value)
    return _write(value)


def _check(value: Any) -> None:
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise LedgerError("canonical JSON has only texts as keys")
        for each in value.values():
            _check(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _check(each)
    elif not (value is None or isinstance(value, bool | str)) and (
        not isinstance(value, int) or abs(value) >= _SAFE
    ):
        raise LedgerError(f"canonical JSON has no {type(value).__name__} like this one")


def to_line(entry: Entry) -> str:
    """An entry as a line of an export: JSON; the body stays the very text that was hashed."""
    return _write(entry._asdict())


def from_line(line: str) -> Entry:
    """The inverse of :func:`to_line`. Raises LedgerError for any other line.

    A line must be written as we write it: were a field in it twice, two readers could see two
    different entries.
    """
    try:
        entry = Entry(**json.loads(line))
        good = to_line(entry) == line
    except (ValueError, TypeError, RecursionError):
        raise LedgerError("this is not an entry of a ledger") from None
    whole = type(entry.number) is int and type(entry.at) is int
    texts = (entry.agency, entry.kind, entry.subject, entry.body, entry.previous, entry.hash)
    if not good or not whole or not all(isinstance(text, str) for text in texts):
        raise LedgerError("this entry is not written as an export writes it")
    return entry
