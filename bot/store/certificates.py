"""Pledges and certificates. The keys and conditions of the statements decide between two taps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.agencies.ledger import Entry
from bot.store.database import Args, Database, Reads, Step

PAGE: Final = 500
"""Certificates that are held in memory at a time."""

_ADDED: Final = (
    "person",
    "serial",
    "attempt",
    "revision",
    "agency",
    "module",
    "content",
    "code",
    "issued_at",
    "valid_until",
)

End: TypeAlias = Literal["revoked", "replaced", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Pledged:
    """``typed`` is a name that waits for a yes. Without ``signed_at`` (ms since 1970 UTC) it is
    not signed; ``name`` is then None, as it is when the person was erased. ``content`` is the
    hash of the content that has the wording of this ``version``.
    """

    person: int
    attempt: str
    agency: str
    content: str
    version: str
    typed: str | None
    name: str | None
    signed_at: int | None


@dataclass(frozen=True, slots=True)
class Issued:
    """``code`` is the signed text; None when the person was erased. ``content`` is the hash of
    the content of the attempt. Times are ms since 1970 UTC; ``ended`` is None while it counts.
    """

    person: int
    serial: str
    attempt: str
    revision: int
    agency: str
    module: str
    content: str
    code: str | None
    issued_at: int
    valid_until: int
    ended: End | None = None
    ended_at: int | None = None
    reason: str | None = None


class Missing(NamedTuple):
    """A pass without a certificate; ``content`` is what it was drawn from."""

    attempt: str
    module: str
    content: str
    finished_at: int


@dataclass(frozen=True, slots=True)
class Signing:
    """What is stored of a signature: see :class:`Pledged`."""

    content: str
    version: str
    name: str
    at: int


class Register:
    """The certificates, to be read: from a store or from a snapshot of one."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    async def by_serial(self, serial: str) -> Issued | None:
        """The certificate of that serial, whosever it is."""
        rows = await self._reads.fetch("certificate_by_serial", serial=serial)
        return Issued(*rows[0]) if rows else None

    async def pages(self, agency: str) -> AsyncIterator[list[Issued]]:
        """All certificates of an agency by serial, in batches."""
        after = ""
        while page := await self._reads.fetch(
            "certificates_in", agency=agency, after=after, limit=PAGE
        ):
            yield [Issued(*row) for row in page]
            after = page[-1]["serial"]


class Certificates(Register):
    """Every method is one unit of work."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    async def pledge(self, person: int, attempt: str) -> Pledged | None:
        """What there is of the pledge of a person for their attempt."""
        rows = await self._database.fetch("pledge_of", person=person, attempt=attempt)
        return Pledged(*rows[0]) if rows else None

    async def type(self, person: int, attempt: str, signing: Signing) -> bool:
        """Remember a name until it is confirmed. False when the attempt is no pass of theirs."""
        args: Args = {
            "person": person,
            "attempt": attempt,
            "content": signing.content,
            "version": signing.version,
            "typed": signing.name,
        }
        [rows] = await self._database.write(Step("pledge_typed", args))
        return bool(rows)

    async def issue(self, issued: Issued, signing: Signing, entries: Sequence[Entry]) -> bool:
        """Sign the pledge, name the person so, issue, and enter both into the ledger.

        False, and nothing is stored, when the pledge is signed, the attempt is no pass, or the
        entries do not continue the chain any more.
        """
        steps = (
            _sign(issued, signing),
            Step("person_rename", {"id": issued.person, "name": signing.name}),
            _add(issued),
            *_entered(entries),
        )
        rows = await self._database.write(*steps)
        return bool(rows[0])

    async def reissue(
        self, old: Issued, new: Issued, name: str, entries: Sequence[Entry], *more: Step
    ) -> bool:
        """End the old one as replaced, issue the new, and enter both into the ledger.

        False, and nothing is stored, when the old one is ended, or the entries do not continue
        the chain any more.
        """
        pledge: Args = {"person": old.person, "attempt": old.attempt, "name": name}
        steps = (
            _end(old, "replaced", new.issued_at, None),
            Step("pledge_renamed", pledge, needed=True),
            Step("person_rename", {"id": old.person, "name": name}),
            _add(new),
            *_entered(entries),
            *more,
        )
        rows = await self._database.write(*steps)
        return bool(rows[0])

    async def revoke(
        self, one: Issued, at: int, reason: str, entries: Sequence[Entry], *more: Step
    ) -> bool:
        """False, and nothing is stored, when it is ended, or the entries do not continue the
        chain any more."""
        steps = (_end(one, "revoked", at, reason), *_entered(entries), *more)
        rows = await self._database.write(*steps)
        return bool(rows[0])

    async def of(self, person: int) -> list[Issued]:
        """Every certificate of a person, the newest first."""
        rows = await self._database.fetch("certificates_of", person=person)
        return [Issued(*row) for row in rows]

    async def missing(self, person: int) -> list[Missing]:
        """The last pass of each module that has no certificate yet, the newest first."""
        rows = await self._database.fetch("certificates_missing", person=person)
        return [Missing(*row) for row in rows]


def _sign(issued: Issued, signing: Signing) -> Step:
    args: Args = {
        "person": issued.person,
        "attempt": issued.attempt,
        "content": signing.content,
        "version": signing.version,
        "name": signing.name,
        "at": signing.at,
    }
    return Step("pledge_sign", args, needed=True)


def _add(issued: Issued) -> Step:
    args: Args = {name: getattr(issued, name) for name in _ADDED}
    return Step("certificate_add", args, needed=True)


def _end(issued: Issued, ended: End, at: int, reason: str | None) -> Step:
    args: Args = {
        "person": issued.person,
        "serial": issued.serial,
        "ended": ended,
        "at": at,
        "reason": reason,
    }
    return Step("certificate_end", args, needed=True)


def _entered(entries: Sequence[Entry]) -> list[Step]:
    """A step for each: the second is needed as much as the first."""
    return [Step("ledger_add", entry._asdict(), needed=True) for entry in entries]
