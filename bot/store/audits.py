"""What an audit asks of a snapshot: everything in batches, so that memory stays flat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.quiz.attempt import Attempt, Version
from bot.store.attempt_rows import attempt_from
from bot.store.certificates import Issued
from bot.store.database import Row, Value
from bot.store.keys import kept_keys
from bot.store.ledger import Chains
from bot.store.snapshot import Snapshot
from bot.store.standings import Standings
from bot.store.tallies import Counts
from bot.store.withdrawals import withdrawals_of

_BEFORE = 5  # columns of an answer and of the attempt's size, before the person's


@dataclass(frozen=True, slots=True)
class Kept:
    """An attempt as it is kept; ``attempt`` is None when its items or answers cannot be read."""

    person: int
    id: str
    size: int
    attempt: Attempt | None


@dataclass(frozen=True, slots=True)
class Registered:
    """A certificate beside the bodies of the entries that tell of it and of its end, if any."""

    issued: Issued
    body: str | None
    revocation: str | None


class Audits:
    """Every method raises StoreUnavailable or StoreError. No row has anybody's name."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.tallies = Counts(snapshot)
        self.standings = Standings(snapshot)
        self.chains = Chains(snapshot)
        self._snapshot = snapshot

    async def sizes(self) -> dict[str, int]:
        """The rows of people, attempts and answers."""
        [row] = await self._snapshot.fetch("audit_sizes")
        return {name: row[name] for name in ("people", "attempts", "answers")}

    async def damage(self) -> list[str]:
        """What the database itself finds broken."""
        return await self._snapshot.damage()

    async def agencies(self) -> list[str]:
        """The codes of all agencies."""
        return sorted(row["code"] for row in await self._snapshot.fetch("agencies_all"))

    async def contents(self) -> list[str]:
        """The hash of every content that is archived or named, sorted."""
        return sorted(row["hash"] for row in await self._snapshot.fetch("audit_contents"))

    async def content(self, content_hash: str) -> bytes | None:
        """An archived content."""
        rows = await self._snapshot.fetch("content_get", hash=content_hash)
        return bytes(rows[0]["body"]) if rows else None

    async def attempts_of(self, content_hash: str) -> AsyncIterator[Kept]:
        """The attempts that were drawn from a content, with their answers."""
        async for rows in _grouped(self._each("audit_attempts", content=content_hash), "id"):
            yield _kept(rows)

    async def withdrawn(self) -> frozenset[Version]:
        """The versions of scenarios that are withdrawn."""
        return frozenset(one.of for one in await withdrawals_of(self._snapshot))

    async def given(self, kept: Kept) -> frozenset[Version]:
        """The withdrawals that the result of a completion takes into account."""
        rows = await self._snapshot.fetch("remarks_of", person=kept.person, attempt=kept.id)
        return frozenset(
            Version(scenario, number) for scenario, number, at in rows if at is not None
        )

    def unmarked(self) -> AsyncIterator[Row]:
        """person, id, scenario, version of completions that no search found."""
        return self._each("audit_unmarked")

    def corrected(self) -> AsyncIterator[Row]:
        """person, id, score, passed of corrected attempts, and the body of the last correction."""
        return self._each("audit_corrected")

    async def taken(self) -> AsyncIterator[list[Row]]:
        """The attempts of each person who has any: agency, unit, module, score, passed, times."""
        async for rows in _grouped(self._each("audit_taken")):
            yield rows

    def members(self) -> AsyncIterator[Row]:
        """agency, unit of each registered person."""
        return self._each("audit_members")

    def steps(self) -> AsyncIterator[Row]:
        """person, id, answers, lowest, highest, size of attempts with gaps or doubles."""
        return self._each("audit_steps")

    def ends(self) -> AsyncIterator[Row]:
        """person, id, fault of attempts whose end does not fit their answers."""
        return self._each("audit_ends")

    def several_open(self) -> AsyncIterator[Row]:
        """person, attempts of people with more than one open attempt."""
        return self._each("audit_open")

    def half_registered(self) -> AsyncIterator[Row]:
        """The id of people who are registered though something of it is missing."""
        return self._each("audit_registered")

    def half_erased(self) -> AsyncIterator[Row]:
        """The id of nobody where something of a person who was erased is left."""
        return self._each("audit_erased")

    def stray_grants(self) -> AsyncIterator[Row]:
        """agency, campaign, missing: what was granted in a campaign to nobody that there is."""
        return self._each("audit_grants")

    def orphans(self) -> AsyncIterator[Row]:
        """what, missing: what refers to something that is not there."""
        return self._each("audit_orphans")

    def completions(self, agency: str) -> AsyncIterator[Row]:
        """The sealed attempts of an agency, each with the ``number`` and ``body`` of its entry."""
        return self._each("ledger_completions", agency=agency)

    def invitations(self) -> AsyncIterator[Row]:
        """what, fault of invitations and offices."""
        return self._each("audit_invitations")

    async def public_keys(self) -> dict[str, bytes]:
        """Every public key by id."""
        return {one.id: one.public for one in await kept_keys(self._snapshot)}

    async def certificates(self, agency: str) -> AsyncIterator[Registered]:
        """The certificates of an agency."""
        async for row in self._each("audit_certificates", agency=agency):
            *issued, body, revocation = row
            yield Registered(Issued(*issued), body, revocation)

    def pledges(self) -> AsyncIterator[Row]:
        """person, attempt, fault of signed pledges that lack what belongs to them."""
        return self._each("audit_pledges")

    def lost_certificates(self) -> AsyncIterator[Row]:
        """agency, subject of certificates that only the ledger has."""
        return self._each("audit_lost_certificates")

    async def _each(self, query: str, **args: Value) -> AsyncIterator[Row]:
        async for batch in self._snapshot.stream(query, **args):
            for row in batch:
                yield row


async def _grouped(rows: AsyncIterator[Row], *names: str) -> AsyncIterator[list[Row]]:
    """Rows of one person (and of the same values under ``names``), which follow each other."""
    group: list[Row] = []
    async for row in rows:
        if group and any(group[0][name] != row[name] for name in ("person", *names)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _kept(rows: list[Row]) -> Kept:
    person, attempt_id, size = rows[0]["person"], rows[0]["id"], rows[0]["size"]
    try:
        attempt = attempt_from(person, rows, _BEFORE + 1)
    except (ValueError, TypeError):  # no JSON, or not of that shape
        attempt = None
    return Kept(person, attempt_id, size, attempt)
