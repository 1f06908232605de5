"""Of any people in any campaign, pages, counts and duties tell what the rules tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.agencies.agency import Unit
from bot.agencies.campaign import Campaign, Reach, Record
from bot.store.campaign_rows import Member, UnitCount, terms_of
from bot.store.store import Store
from tests.store.campaigns import C1, DAY, START, everybody, trace
from tests.store.cast import ANI
from tests.store.raw import execute

PLACES = [("DEMO", "UMUM"), ("DEMO", "KEU"), ("DEMO", "POLI"), ("DEMO", None), ("LAIN", "SATU")]

TREE = {"UMUM": None, "KEU": "UMUM", "POLI": None}

around = st.integers(-6, 18).map(lambda halves: START + halves * DAY // 2)
"""Few enough moments that some of them are the same, and midnights among them."""

later = st.integers(2, 24).map(lambda halves: START + halves * DAY // 2)


@dataclass(frozen=True)
class Try:
    """An attempt of somebody; ``length`` None: never ended."""

    place: tuple[str, str | None]
    module: str
    at: int
    length: int | None
    passed: bool


@dataclass(frozen=True)
class Listed:
    """An entry on a roster."""

    place: tuple[str, str | None]
    joined: int
    ended: int | None

    def lasts(self, now: int) -> bool:
        return self.joined <= now and (self.ended is None or self.ended > now)


@dataclass(frozen=True)
class Somebody:
    """A person, or with ``known`` False only an entry; grants are theirs or their entry's."""

    place: tuple[str, str | None]
    joined: int | None
    tries: Sequence[Try]
    listed: Listed | None
    known: bool
    due: int | None
    excused: bool
    by_entry: bool

    def home(self, now: int) -> tuple[str | None, int] | None:
        """The unit in DEMO, and since when; None for somebody who does not take part."""
        if self.listed is not None and self.listed.place[0] == "DEMO":
            return (self.listed.place[1], self.listed.joined) if self.listed.lasts(now) else None
        if not self.known or self.joined is None or self.joined > now or self.place[0] != "DEMO":
            return None
        return self.place[1], self.joined

    @property
    def entry(self) -> bool:
        return self.listed is not None and self.listed.place[0] == "DEMO"

    def record(self, campaign: Campaign, reach: Reach, now: int) -> Record:
        unit, joined = self.home(now) or (None, 0)
        mine = [
            (each.at, None if each.length is None else each.at + each.length, each.passed)
            for each in self.tries
            if each.place[0] == "DEMO" and each.module == "dasar" and each.at <= now and self.known
        ]
        ends = [
            end
            for _, end, passed in mine
            if passed and end is not None and campaign.counts_from <= end <= now
        ]
        granted = self.known or (self.by_entry and self.entry)
        dues = [due for due in (granted and self.due, reach.extended_to(unit)) if due]
        return Record(
            joined,
            any(at >= campaign.counts_from for at, _, _ in mine),
            max(ends, default=None),
            max(dues, default=None),
            granted and self.excused,
        )


def _one_open(made: list[Try]) -> list[Try]:
    """A person has one open attempt at most."""
    opened = [each for each in made if each.length is None]
    return [each for each in made if each.length is not None] + opened[:1]


places = st.sampled_from(PLACES)

tries = st.builds(
    Try,
    place=places,
    module=st.sampled_from(["dasar", "dasar", "asn"]),
    at=around,
    length=st.none() | st.sampled_from([0, 1, DAY, 3 * DAY]),
    passed=st.booleans(),
)

somebody = st.builds(
    Somebody,
    place=places,
    joined=st.none() | around,
    tries=st.lists(tries, max_size=2).map(_one_open),
    listed=st.none() | st.builds(Listed, place=places, joined=around, ended=st.none() | around),
    known=st.booleans() | st.just(True),
    due=st.none() | later,
    excused=st.sampled_from([False, False, False, True]),
    by_entry=st.booleans(),
)

campaigns = st.builds(
    replace,
    st.just(C1),
    due_at=st.integers(1, 3).map(lambda days: START + days * DAY),
    counts_from=around,
    months=st.just(1),
    late_days=st.integers(1, 3),
    units=st.sampled_from([(), ("UMUM",), ("KEU", "POLI")]),
)

grants = st.dictionaries(st.sampled_from(["", "UMUM", "KEU"]), later, max_size=2)

nows = around | later | later | st.integers(28, 42).map(lambda days: START + days * DAY)


@given(st.lists(somebody, min_size=1, max_size=6), campaigns, grants, nows)
@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_pages_counts_and_duties_tell_what_the_rules_tell(
    store: Store,
    people: list[Somebody],
    campaign: Campaign,
    granted: dict[str, int],
    now: int,
) -> None:
    await _store(store, people, campaign, granted)
    reach, terms = Reach(frozenset(campaign.units), TREE, granted), terms_of(campaign)
    expected = {
        (f"e{number}" if one.entry else None, number if one.known else None): (
            home[0],
            terms.status(one.record(campaign, reach, now), now),
        )
        for number, one in enumerate(people, start=1)
        if (home := one.home(now)) is not None and reach.covers(home[0])
    }
    found = await everybody(store, campaign, now)
    assert {(one.entry, one.person): (one.unit, one.status) for one in found} == expected
    counted = Counter((unit, entry is not None, s) for (entry, _), (unit, s) in expected.items())
    assert await store.campaigns.counts(campaign, now) == sorted(
        (UnitCount(unit, listed, status, n) for (unit, listed, status), n in counted.items()),
        key=lambda one: (one.unit or "", not one.on_roster, one.status),
    )
    for number, one in enumerate(people, start=1):
        here = one.place[0] == "DEMO" and one.joined is not None and one.joined <= now
        told = [status for (_, who), (_, status) in expected.items() if who == number]
        duties = [duty.status for duty in await store.campaigns.duties(number, now)]
        assert duties == (told if here and campaign.stage(now) == "running" else [])


async def _store(
    store: Store, people: Sequence[Somebody], campaign: Campaign, granted: dict[str, int]
) -> None:
    for table in ("campaign_people", "campaign_extensions", "campaign_units", "campaigns", "trail",
                  "roster", "answers", "attempts", "consents", "people"):  # fmt: skip
        await execute(store.database, f"DELETE FROM {table}")
    await store.agencies.put([], [Unit("DEMO", "POLI", "Poliklinik")])
    assert await store.campaigns.create(campaign, trace())
    for number, (unit, due) in enumerate(granted.items()):
        assert await store.campaigns.extend(campaign, unit, due, "x", trace(name=f"g{number}"))
    for number, one in enumerate(people, start=1):
        await _come(store, number, one)
        await _grant(store, campaign, number, one)


async def _come(store: Store, number: int, one: Somebody) -> None:
    if one.listed is not None:
        values = f"{one.listed.joined}, 1, {one.listed.joined}, {_sql(one.listed.ended)}"
        await execute(
            store.database,
            "INSERT INTO roster (agency, entry, last_four, name, unit, person, added_at,"
            f" changed_at, joined_at, ended_at) VALUES ({_sql(one.listed.place[0])}, 'e{number}',"
            f" '', 'x', {_sql(one.listed.place[1])}, {_sql(number if one.known else None)},"
            f" {values})",
        )
    if one.known:
        agency, unit = one.place
        who = replace(ANI, id=number, agency=agency, unit=unit, registered_at=one.joined)
        await store.people.add(who)
        for name, each in enumerate(one.tries):
            await _take(store, number, f"t{name}", each)


async def _grant(store: Store, campaign: Campaign, number: int, one: Somebody) -> None:
    entry = f"e{number}" if one.by_entry and one.entry else None
    who = Member(entry, number, "", None, "excused", 0, None)
    if one.due is not None:
        extend = store.campaigns.extend_person
        assert await extend(campaign, who, one.due, "x", trace("campaign.extend", number))
    if one.excused:
        assert await store.campaigns.excuse(campaign, who, "x", trace("campaign.excuse", number))


async def _take(store: Store, person: int, name: str, one: Try) -> None:
    ended = None if one.length is None else one.at + one.length
    values = [person, name, *one.place, one.module, "latihan", 1, "c", "[]", 1, one.at, ended]
    result = [None, None] if ended is None else [50, int(one.passed)]
    await execute(
        store.database,
        "INSERT INTO attempts (person, id, agency, unit, module, kind, seed, content, items,"
        " size, started_at, finished_at, score, passed) VALUES"
        f" ({', '.join(_sql(value) for value in (*values, *result))})",
    )


def _sql(value: str | int | None) -> str:
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"
