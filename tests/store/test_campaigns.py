"""Campaigns in the store: who takes part, where they stand, and who decides when two change one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.agencies.agency import Unit
from bot.agencies.campaign import Campaign, Reach, Record, Status
from bot.errors import StoreError
from bot.store.campaign_drafts import taken
from bot.store.campaign_rows import Duty, Member, UnitCount, terms_of
from bot.store.store import Store
from bot.store.trail import Trace
from tests.store.cast import ANI, BUDI, CITRA, attempt, complete
from tests.store.raw import execute

DAY = 86_400_000
START = 20_000 * DAY - 7 * 3_600_000  # a midnight in Jakarta
C1 = Campaign("DEMO", "c1", "dasar", START, START + 30 * DAY, START, 12, 30, 30, START - DAY)
AFTER = C1.due_at + DAY


def trace(action: str = "campaign.create", at: int = START, name: str = "") -> Trace:
    return Trace("DEMO", at, name or f"{action}{at}", 0, action, "{}")


async def everybody(store: Store, campaign: Campaign, now: int, size: int = 2) -> list[Member]:
    return [one async for page in store.campaigns.members(campaign, now, size) for one in page]


async def statuses(store: Store, campaign: Campaign, now: int) -> dict[int | None, Status]:
    return {one.person: one.status for one in await everybody(store, campaign, now)}


async def member(store: Store, campaign: Campaign, person: int) -> Member:
    found = await everybody(store, campaign, START)
    return next(one for one in found if one.person == person)


async def test_a_campaign_is_stored_whole_and_only_its_agency_has_it(store: Store) -> None:
    wanted = replace(C1, units=("KEU", "UMUM"), follows="c0")
    assert await store.campaigns.create(wanted, trace())
    assert await store.campaigns.of_agency("DEMO") == [wanted]
    assert await store.campaigns.get("DEMO", "c1") == wanted
    assert await store.campaigns.of_agency("LAIN") == []
    assert await store.campaigns.get("LAIN", "c1") is None


async def test_creating_it_twice_leaves_one_and_one_line_in_the_trail(store: Store) -> None:
    assert await store.campaigns.create(C1, trace(name="t1"))
    assert not await store.campaigns.create(replace(C1, module="asn"), trace(name="t2"))
    assert await store.campaigns.of_agency("DEMO") == [C1]
    assert [line.id for line in await store.trail.page("DEMO", 9)] == ["t1"]


async def test_a_unit_that_is_not_there_makes_no_campaign(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.campaigns.create(replace(C1, units=("SATU",)), trace())
    assert await store.campaigns.of_agency("DEMO") == []
    assert await store.trail.page("DEMO", 9) == []


async def test_what_runs_has_begun_and_not_ended(store: Store) -> None:
    later = replace(C1, id="c2", starts_at=START + 5 * DAY)
    for each in (C1, later):
        assert await store.campaigns.create(each, trace(name=each.id))
    assert await store.campaigns.running(START - 1) == []
    assert await store.campaigns.running(START) == [C1]
    assert await store.campaigns.running(START + 5 * DAY) == [later, C1]
    assert await store.campaigns.end(C1, "closed", trace("campaign.close", START + 6 * DAY))
    assert await store.campaigns.running(START + 6 * DAY) == [later]


async def test_a_campaign_ends_once(store: Store, second: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    ends = await asyncio.gather(
        store.campaigns.end(C1, "closed", trace("campaign.close", 7)),
        second.campaigns.end(C1, "cancelled", trace("campaign.cancel", 8)),
    )
    assert sorted(ends) == [False, True]
    assert len(await store.trail.page("DEMO", 9)) == 2


async def test_what_comes_after_the_end_changes_no_status(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert await store.campaigns.end(C1, "closed", trace("campaign.close", START + DAY))
    closed = await store.campaigns.get("DEMO", "c1")
    assert closed is not None
    await complete(store, attempt(started_at=START + 2 * DAY), at=START + 2 * DAY)
    assert await statuses(store, closed, AFTER) == {ANI.id: "not_started", BUDI.id: "not_started"}
    assert not await store.campaigns.extend(closed, "", AFTER, "x", trace("campaign.extend", 9))
    ani = await member(store, closed, ANI.id)
    excuse, extend = store.campaigns.excuse, store.campaigns.extend_person
    assert not await excuse(closed, ani, "cuti", trace("campaign.excuse", 9))
    assert not await extend(closed, ani, AFTER, "cuti", trace("campaign.extend", 9))
    assert len(await store.trail.page("DEMO", 9)) == 2


async def test_only_passes_of_this_agency_and_module_count(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    there = replace(attempt(name="a1", started_at=START + 5), agency="LAIN", unit="SATU")
    await complete(store, there, at=START + 9)
    await complete(store, attempt(name="a2", module="asn", started_at=START + 5), at=START + 9)
    await complete(store, attempt(BUDI, "b1", started_at=START + 5), 10, passed=False, at=START + 9)
    assert await statuses(store, C1, START + DAY) == {ANI.id: "not_started", BUDI.id: "in_progress"}
    await complete(store, attempt(name="a3", started_at=START - 5), at=START + 9)
    assert (await statuses(store, C1, START + DAY))[ANI.id] == "completed"


async def test_an_earlier_pass_is_kept_and_does_not_count_for_a_later_campaign(
    store: Store,
) -> None:
    again = replace(
        C1, id="c2", starts_at=AFTER, due_at=AFTER + DAY, counts_from=AFTER, follows="c1"
    )
    for each in (C1, again):
        assert await store.campaigns.create(each, trace(name=each.id))
    await complete(store, attempt(started_at=START), at=START + 9)
    assert (await statuses(store, again, AFTER))[ANI.id] == "not_started"
    await complete(store, attempt(name="a2", started_at=AFTER), at=AFTER + 9)
    assert (await statuses(store, again, AFTER + DAY))[ANI.id] == "completed"
    assert (await statuses(store, C1, START + DAY))[ANI.id] == "completed"
    assert await store.attempts.get("a1", ANI.id) is not None


async def test_an_extension_reaches_everybody_a_unit_or_one_person(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert set((await statuses(store, C1, AFTER)).values()) == {"overdue"}
    budi = await member(store, C1, BUDI.id)
    extend = store.campaigns.extend_person
    assert await extend(C1, budi, AFTER + 1, "sakit", trace("campaign.extend", 1))
    assert await statuses(store, C1, AFTER) == {ANI.id: "overdue", BUDI.id: "not_started"}
    assert await store.campaigns.extend(C1, "UMUM", AFTER + 2, "x", trace("campaign.extend", 2))
    assert await statuses(store, C1, AFTER + 1) == {ANI.id: "not_started", BUDI.id: "not_started"}
    assert await store.campaigns.extend(C1, "UMUM", START, "x", trace("campaign.extend", 3))
    assert await statuses(store, C1, AFTER + 1) == {ANI.id: "overdue", BUDI.id: "overdue"}
    assert await store.campaigns.extend(C1, "", AFTER + 9, "x", trace("campaign.extend", 4))
    assert set((await statuses(store, C1, AFTER + 8)).values()) == {"not_started"}
    [duty] = await store.campaigns.duties(ANI.id, AFTER + 8)
    assert (duty.status, duty.due_at) == ("not_started", AFTER + 9)
    assert not await store.campaigns.extend(C1, "SATU", AFTER, "x", trace("campaign.extend", 5))


async def test_somebody_is_excused_and_called_back(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    ani = await member(store, C1, ANI.id)
    assert await store.campaigns.excuse(C1, ani, "cuti", trace("campaign.excuse", 1))
    assert await statuses(store, C1, AFTER) == {ANI.id: "excused", BUDI.id: "overdue"}
    assert await store.campaigns.excuse(C1, ani, None, trace("campaign.recall", 2))
    assert await statuses(store, C1, AFTER) == {ANI.id: "overdue", BUDI.id: "overdue"}


async def test_who_moves_away_leaves_the_campaign_and_who_comes_has_a_full_period(
    store: Store,
) -> None:
    assert await store.campaigns.create(C1, trace())
    await store.people.move(ANI.id, "LAIN")
    await store.people.register(ANI.id, "SATU", START + DAY)
    await store.people.move(CITRA.id, "DEMO")
    await store.people.register(CITRA.id, "UMUM", START + 20 * DAY)
    found = {one.person: one for one in await everybody(store, C1, AFTER)}
    assert {who: one.status for who, one in found.items()} == {
        BUDI.id: "overdue",
        CITRA.id: "not_started",
    }
    assert found[CITRA.id].begins_at == START + 20 * DAY
    assert found[CITRA.id].due_at == START + 50 * DAY
    assert await store.campaigns.duties(ANI.id, AFTER) == []


async def test_a_duty_says_until_when_and_after_a_pass_how_long_it_counts(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert await store.campaigns.duties(ANI.id, START - 1) == []
    assert await store.campaigns.duties(ANI.id, START) == [
        Duty(C1, "not_started", C1.due_at, None, None, START)
    ]
    await complete(store, attempt(started_at=START), at=START + 9)
    [duty] = await store.campaigns.duties(ANI.id, START + DAY)
    assert duty.status == "completed"
    assert duty.valid_until == START + 366 * DAY
    assert duty.renews_at == START + 336 * DAY


async def test_nobody_has_duties_of_another_agency_or_before_registration(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert await store.campaigns.duties(CITRA.id, START) == []
    await store.people.add(replace(ANI, id=77, registered_at=None))
    assert await store.campaigns.duties(77, START) == []
    assert await store.campaigns.duties(78, START) == []


async def test_a_draft_is_taken_up_once_and_only_as_it_was_shown(store: Store) -> None:
    drafts = store.campaign_drafts
    await drafts.put(ANI.id, "DEMO", '{"a":1}', 1)
    await drafts.put(ANI.id, "DEMO", '{"a":2}', 2)
    assert await drafts.get(ANI.id, "DEMO") == '{"a":2}'
    assert await drafts.get(BUDI.id, "DEMO") is None
    create = store.campaigns.create
    assert not await create(C1, trace(name="t1"), taken(ANI.id, "DEMO", '{"a":1}'))
    assert await create(C1, trace(name="t2"), taken(ANI.id, "DEMO", '{"a":2}'))
    again = replace(C1, id="c2")
    assert not await create(again, trace(name="t3"), taken(ANI.id, "DEMO", '{"a":2}'))
    assert await store.campaigns.of_agency("DEMO") == [C1]


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
