"""Who works in an agency, as the agency says, and who of them is which person of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.agencies.roster import Entry, Line
from bot.store.database import Args, Database, Row, Step
from bot.store.milestones import moved

_CHUNK: Final = 1000
"""Rows of a step: PostgreSQL's patience is with one step, not with a whole import."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An agency's roster: ``version`` 0 when there never was one; a new number after each change.

    ``imported_at`` is None as long as only units changed: then there is no roster.
    """

    version: int
    imported_at: int | None


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Entries of one unit (None: of none) that have not ended: with a person and without."""

    unit: str | None
    claimed: int
    unclaimed: int


@dataclass(frozen=True, slots=True)
class Work:
    """What an import writes. ``version`` is the one that was reported on; 0 for the first."""

    agency: str
    version: int
    new: Sequence[Line]
    changed: Sequence[Line]
    missing: Sequence[str]
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """Where somebody belongs after a claim; ``registered_at`` is None until nothing is missing."""

    name: str
    unit: str | None
    registered_at: int | None


class Roster:
    """Lists come sorted, so that both databases agree; pages come by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def standing(self, agency: str) -> Standing:
        """Whether there is a roster, and which version of it."""
        rows = await self._database.fetch("roster_of", agency=agency)
        return Standing(*rows[0]) if rows else Standing(0, None)

    async def all(self, agency: str) -> list[Entry]:
        """Every entry, ended ones too."""
        return _entries(await self._database.fetch("roster_all", agency=agency))

    async def get(self, agency: str, entry: str) -> Entry | None:
        """One entry of one agency."""
        rows = await self._database.fetch("roster_get", agency=agency, entry=entry)
        return Entry(*rows[0]) if rows else None

    async def of_person(self, person: int) -> list[Entry]:
        """What a person claimed, by agency: one entry of each at most, ended ones too."""
        return _entries(await self._database.fetch("roster_of_person", person=person))

    async def last_four(self, person: int, agency: str) -> str | None:
        """The last digits of a person's NIP, when the agency's roster has them."""
        return next((e.last_four for e in await self.of_person(person) if e.agency == agency), None)

    async def by_link(self, link: str) -> Entry | None:
        """The entry of the personal link with this hash, as long as it can be claimed."""
        rows = await self._database.fetch("roster_by_link", link=link)
        return Entry(*rows[0]) if rows else None

    async def counts(self, agency: str) -> list[UnitCount]:
        """How many entries, by unit (None first)."""
        rows = await self._database.fetch("roster_counts", agency=agency)
        return sorted((UnitCount(*row) for row in rows), key=lambda count: count.unit or "")

    async def ended(self, agency: str) -> int:
        """How many entries have ended."""
        [row] = await self._database.fetch("roster_ended", agency=agency)
        return int(row["ended"])

    async def outside(self, agency: str) -> dict[str | None, int]:
        """Registered people of the agency whom its roster does not list, by unit."""
        rows = await self._database.fetch("roster_outside", agency=agency)
        return {row["unit"]: row["people"] for row in rows}

    async def page(
        self, agency: str, most: int, after: Entry | None = None, unit: str | None = None
    ) -> list[Entry]:
        """Entries that have not ended, by name, after one of them; of a unit and all below it."""
        name, entry = (after.name, after.entry) if after else ("", "")
        if unit is None:
            rows = await self._database.fetch(
                "roster_page", agency=agency, name=name, entry=entry, most=most
            )
        else:
            rows = await self._database.fetch(
                "roster_page_of_unit", agency=agency, name=name, entry=entry, most=most, unit=unit
            )
        return [Entry(*row) for row in rows]

    async def named(self, agency: str, part: str, most: int) -> list[Entry]:
        """Entries, ended ones too, whose name has this part, by name. Case does not count."""
        words = "%".join(part.replace("%", " ").replace("_", " ").lower().split())
        rows = await self._database.fetch(
            "roster_named", agency=agency, part=f"%{words}%", most=most
        )
        return [Entry(*row) for row in rows]

    async def rewrite(self, work: Work, *also: Step) -> bool:
        """Import, all or nothing. False when the roster changed since it was reported on."""
        args: Args = {"agency": work.agency, "version": work.version, "at": work.at}
        begin, turn = (
            Step("roster_begin", args, needed=True),
            Step("roster_turn", args, needed=True),
        )
        changed = _listed(work, work.changed)
        steps = [
            turn if work.version else begin,
            *_each("roster_add", _listed(work, work.new)),
            *_each("roster_change", changed),
            *_each("roster_people_hold", changed),
            *_each("roster_people_leave", changed),
            *_each("roster_people_follow", changed),
            *_each("roster_people_arrive", changed),
            *_each("roster_end", _ended(work)),
            *also,
        ]
        [turned, *_] = await self._database.write(*steps)
        return bool(turned)

    async def claim(self, agency: str, entry: str, person: int, at: int) -> Claimed | None:
        """Make an entry a person's, who belongs where it says from now on.

        None when it is somebody's, has ended, or the person is another entry of this agency that
        lasts. One that has ended is left: a new NIP, or a corrected one, is a new entry.
        """
        args: Args = {"agency": agency, "entry": entry, "person": person, "at": at}
        *_, followed, _ = await self._database.write(
            Step("roster_leave", args),
            Step("roster_claim", args, needed=True),
            *moved(person, Step("roster_person_follows", args, needed=True)),
        )
        return Claimed(*followed[0]) if followed else None

    async def release(self, agency: str, entry: str, *also: Step) -> bool:
        """Make an entry nobody's again. False when it was nobody's."""
        args: Args = {"agency": agency, "entry": entry}
        [rows, *_] = await self._database.write(Step("roster_release", args, needed=True), *also)
        return bool(rows)

    async def rounds(self, agency: str) -> list[tuple[Entry, int]]:
        """The entries that can be claimed, with how often each was claimed before."""
        rows = await self._database.fetch("roster_rounds", agency=agency)
        found = [(Entry(agency, *tuple(row)[:4]), row["round"]) for row in rows]
        return sorted(found, key=lambda one: (one[0].name, one[0].entry))

    async def link(self, agency: str, links: Sequence[tuple[str, str]], *also: Step) -> None:
        """Keep the hashes of personal links, by entry."""
        args: list[Args] = [
            {"agency": agency, "entry": entry, "link": link} for entry, link in links
        ]
        await self._database.write(*_each("roster_link", args), *also)

    async def tried(self, person: int, day: int, most: int) -> bool:
        """Count one more try on a day (days since 1970). False when there were ``most``."""
        args: Args = {"person": person, "day": day, "most": most}
        tried, _ = await self._database.write(
            Step("roster_try", args), Step("roster_tries_forget", args)
        )
        return bool(tried)


def _entries(rows: Sequence[Row]) -> list[Entry]:
    found = (Entry(*row) for row in rows)
    return sorted(found, key=lambda entry: (entry.agency, entry.entry))


def _listed(work: Work, lines: Sequence[Line]) -> list[Args]:
    # In the order of the entries, so that two imports at once never wait for each other.
    return [
        {
            "agency": work.agency,
            "entry": line.entry,
            "last_four": line.last_four,
            "name": line.name,
            "unit": line.unit,
            "at": work.at,
        }
        for line in sorted(lines, key=lambda line: line.entry)
    ]


def _ended(work: Work) -> list[Args]:
    return [
        {"agency": work.agency, "entry": entry, "at": work.at, "reason": work.reason}
        for entry in sorted(work.missing)
    ]


def _each(query: str, args: Sequence[Args]) -> Iterator[Step]:
    for start in range(0, len(args), _CHUNK):
        yield Step(query, args[start : start + _CHUNK])
