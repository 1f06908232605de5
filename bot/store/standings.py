"""Campaigns: what is running, who takes part, and where everybody stands at a moment.

Every statement names the agency. Statuses are computed from the rows at each call, by the rules of
:mod:`bot.agencies.campaign`; counts are made by the database and follow the same rules.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence

from bot.agencies.campaign import Campaign, Reach
from bot.store.campaign_rows import (
    Duty,
    Grant,
    Member,
    UnitCount,
    campaigns_from,
    duty_from,
    member_from,
    terms_of,
    unit_counts,
)
from bot.store.database import Args, Reads, Row

PAGE = 500
"""People in a page: few enough to be held at once."""


class Standings:
    """Only reads, so that a snapshot can be asked too."""

    def __init__(self, database: Reads) -> None:
        self._reads = database

    async def of_agency(self, agency: str) -> list[Campaign]:
        """Every campaign of an agency, ended ones too; the last to start first."""
        rows = await self._reads.fetch("campaigns_of_agency", agency=agency)
        found = campaigns_from(rows)
        return sorted(found, key=lambda one: (-one.starts_at, -one.created_at, one.id))

    async def get(self, agency: str, campaign_id: str) -> Campaign | None:
        """One campaign of one agency."""
        found = await self.of_agency(agency)
        return next((campaign for campaign in found if campaign.id == campaign_id), None)

    async def running(self, now: int) -> list[Campaign]:
        """What has begun and not ended, of all agencies, by agency."""
        rows = await self._reads.fetch("campaigns_running", at=now)
        return [
            campaign
            for agency in sorted({row["agency"] for row in rows})
            for campaign in await self.of_agency(agency)
            if campaign.stage(now) == "running"
        ]

    async def members(
        self, campaign: Campaign, now: int, size: int = PAGE
    ) -> AsyncIterator[list[Member]]:
        """Everybody who takes part, page by page: the roster first, then registered people who are
        not on it. Never more in memory than a page; one may be empty.

        Each page is a statement of its own, so that no transaction stays open meanwhile.
        """
        at = campaign.seen_at(now)
        terms, reach = terms_of(campaign), await self.reach(campaign)
        asked = _asked(campaign, at)
        entry, person = "", 0
        # A page begins with the last one of the page before: that needs no other order of entries
        # than the database's own.
        while rows := await self._roster(asked, entry, size):
            yield [member_from(row, terms, reach, at) for row in rows if reach.covers(row["unit"])]
            entry = rows[-1]["entry"]
        while rows := await self._reads.fetch(
            "campaign_people_page", **asked, after=person, limit=size
        ):
            yield [member_from(row, terms, reach, at) for row in rows if reach.covers(row["unit"])]
            person = rows[-1]["person"]

    async def _roster(self, asked: dict[str, str | int], last: str, size: int) -> list[Row]:
        rows = await self._reads.fetch("campaign_roster_page", **asked, entry=last, limit=size + 1)
        return [row for row in rows if row["entry"] != last][:size]

    async def member(self, campaign: Campaign, entry: str, now: int) -> Member | None:
        """One entry of the roster, if it takes part."""
        found = await self.some(campaign, [entry], now)
        return found[0] if found else None

    async def some(self, campaign: Campaign, entries: Sequence[str], now: int) -> list[Member]:
        """Those of these entries of the roster that take part, in the same order."""
        at = campaign.seen_at(now)
        terms, reach = terms_of(campaign), await self.reach(campaign)
        found = []
        for entry in entries:
            rows = await self._reads.fetch(
                "campaign_roster_page", **_asked(campaign, at), entry=entry, limit=1
            )
            if rows and rows[0]["entry"] == entry and reach.covers(rows[0]["unit"]):
                found.append(member_from(rows[0], terms, reach, at))
        return found

    async def grant(self, campaign: Campaign, member: Member) -> Grant:
        """Why somebody was given more time, and why they are excused."""
        rows = await self._reads.fetch("campaign_grant", **whom(campaign, member))
        return Grant(*rows[0]) if rows else Grant(None, None)

    async def find(self, agency: str, name: str, limit: int) -> list[str]:
        """Entries of the roster whose name has all the words that were typed, by name; of more
        than three words the first three count."""
        words = [f"%{word}%" for word in re.findall(r"\w+", name.lower().replace("_", " "))][:3]
        if not words:
            return []
        one, two, three = (words * 3)[:3]
        rows = await self._reads.fetch(
            "campaign_roster_find", agency=agency, one=one, two=two, three=three, limit=limit
        )
        return [row["entry"] for row in rows]

    async def counts(self, campaign: Campaign, now: int) -> list[UnitCount]:
        """How many people of each unit have which status, those on the roster apart."""
        at = campaign.seen_at(now)
        reach, cutoffs = await self.reach(campaign), terms_of(campaign).cutoffs(at)
        rows = await self._reads.fetch(
            "campaign_counts",
            **_asked(campaign, at),
            valid_from=cutoffs.valid_from,
            late_from=cutoffs.late_from,
            over=int(cutoffs.over),
        )
        counts = unit_counts(rows, reach, at)
        return sorted(counts, key=lambda one: (one.unit or "", not one.on_roster, one.status))

    async def duties(self, person: int, now: int) -> list[Duty]:
        """The running campaigns that a person takes part in, the first due first; one round trip.

        Of those who are not registered, nothing.
        """
        rows = await self._reads.fetch("campaign_duties", person=person, at=now)
        return sorted((duty_from(row, now) for row in rows), key=lambda duty: duty.due_at)

    async def reach(self, campaign: Campaign) -> Reach:
        """Whom a campaign is for and what their units were granted."""
        units = await self._reads.fetch("agency_units", agency=campaign.agency)
        granted = await self._reads.fetch(
            "campaign_extensions", agency=campaign.agency, campaign=campaign.id
        )
        return Reach(
            frozenset(campaign.units),
            {unit["code"]: unit["parent"] for unit in units},
            {row["unit"]: row["due_at"] for row in granted},
        )


def named(campaign: Campaign) -> Args:
    """The values that name a campaign."""
    return {"agency": campaign.agency, "campaign": campaign.id}


def whom(campaign: Campaign, member: Member) -> Args:
    """The values that name one person of a campaign."""
    entry, person = member.entry or "", 0 if member.entry else member.person or 0
    return {**named(campaign), "entry": entry, "person": person}


def _asked(campaign: Campaign, at: int) -> dict[str, str | int]:
    return {
        "agency": campaign.agency,
        "campaign": campaign.id,
        "module": campaign.module,
        "counts_from": campaign.counts_from,
        "at": at,
    }
