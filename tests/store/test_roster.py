"""Rosters: imported whole or not at all, claimed once, ended but never deleted."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.agencies.roster import Entry, Line
from bot.errors import StoreError
from bot.store.roster import Claimed, Standing, UnitCount, Work
from bot.store.secrets import Kept
from bot.store.store import Store
from bot.store.uploads import Upload
from tests.store.cast import ANI, BUDI, CITRA
from tests.store.raw import execute

RINA = Line("e-rina", "1001", "Rina Contoh", "UMUM")
SARI = Line("e-sari", "1002", "Sari Contoh", "KEU")
TONO = Line("e-tono", "1003", "Tono Contoh", None)
ALL = (RINA, SARI, TONO)


def work(*new: Line, version: int = 0, at: int = 50, **more: object) -> Work:
    return replace(Work("DEMO", version, new, (), (), at, "missing"), **more)  # type: ignore[arg-type]


def entry(line: Line, **more: object) -> Entry:
    return replace(Entry("DEMO", line.entry, line.last_four, line.name, line.unit), **more)  # type: ignore[arg-type]


@pytest.fixture
async def listed(store: Store) -> Store:
    assert await store.roster.rewrite(work(*ALL))
    return store


async def test_an_agency_without_a_roster_has_none(store: Store) -> None:
    assert await store.roster.standing("DEMO") == Standing(0, None)
    assert await store.roster.all("DEMO") == []
    assert await store.roster.page("DEMO", 10) == []
    assert await store.roster.counts("DEMO") == []


async def test_an_import_is_found_again(listed: Store) -> None:
    assert await listed.roster.standing("DEMO") == Standing(1, 50)
    assert await listed.roster.all("DEMO") == [entry(line) for line in ALL]
    assert await listed.roster.get("DEMO", "e-rina") == entry(RINA)
    assert await listed.roster.get("LAIN", "e-rina") is None


async def test_of_two_imports_on_one_version_only_the_first_counts(listed: Store) -> None:
    again = work(Line("e-x", "1", "X", None), version=0)
    assert not await listed.roster.rewrite(again)
    assert await listed.roster.rewrite(replace(again, version=1))
    assert not await listed.roster.rewrite(replace(again, version=1))
    assert len(await listed.roster.all("DEMO")) == 4


async def test_two_first_imports_at_once_are_one(store: Store, second: Store) -> None:
    done = await asyncio.gather(store.roster.rewrite(work(RINA)), second.roster.rewrite(work(SARI)))
    assert sorted(done) == [False, True]
    assert len(await store.roster.all("DEMO")) == 1


async def test_an_import_is_all_or_nothing(listed: Store) -> None:
    bad = Line("e-bad", "1004", "Bad", "TIADA")
    with pytest.raises(StoreError):
        await listed.roster.rewrite(work(bad, version=1, missing=["e-rina"]))
    assert await listed.roster.standing("DEMO") == Standing(1, 50)
    assert await listed.roster.all("DEMO") == [entry(line) for line in ALL]


async def test_whom_a_list_lacks_ends_with_a_reason_and_may_come_back(listed: Store) -> None:
    await listed.roster.rewrite(work(version=1, at=60, missing=["e-tono"]))
    gone = entry(TONO, ended_at=60, ended_reason="missing")
    assert await listed.roster.get("DEMO", "e-tono") == gone
    assert await listed.roster.ended("DEMO") == 1
    assert [one.name for one in await listed.roster.page("DEMO", 9)] == [RINA.name, SARI.name]
    await listed.roster.rewrite(work(version=2, changed=[TONO]))
    assert await listed.roster.get("DEMO", "e-tono") == entry(TONO)


async def test_who_claims_an_entry_belongs_where_it_says(listed: Store) -> None:
    done = await listed.roster.claim("DEMO", "e-sari", ANI.id, 70)
    assert done == Claimed("Sari Contoh", "KEU", 20)
    person = (await listed.people.state(ANI.id)).person
    assert person == replace(ANI, name="Sari Contoh", unit="KEU")
    assert await listed.roster.of_person(ANI.id) == [entry(SARI, person=ANI.id, claimed_at=70)]
    assert await listed.roster.last_four(ANI.id, "DEMO") == "1002"
    assert await listed.roster.last_four(ANI.id, "LAIN") is None
    assert await listed.roster.last_four(BUDI.id, "DEMO") is None


async def test_a_claim_takes_somebody_of_another_agency_here(listed: Store) -> None:
    assert await listed.roster.claim("DEMO", "e-rina", CITRA.id, 70)
    person = (await listed.people.state(CITRA.id)).person
    assert person is not None
    assert (person.agency, person.unit, person.registered_at) == ("DEMO", "UMUM", 20)


async def test_a_claim_registers_nobody_who_still_has_something_to_tell(listed: Store) -> None:
    new = replace(ANI, id=77, employment=None, agency=None, unit=None, registered_at=None)
    await listed.people.add(new)
    assert await listed.roster.claim("DEMO", "e-rina", 77, 70) == Claimed(RINA.name, "UMUM", None)


async def test_one_entry_is_one_persons_and_one_person_one_entry(listed: Store) -> None:
    assert await listed.roster.claim("DEMO", "e-rina", ANI.id, 70)
    assert await listed.roster.claim("DEMO", "e-rina", BUDI.id, 71) is None
    assert await listed.roster.claim("DEMO", "e-sari", ANI.id, 72) is None
    assert (await listed.people.state(BUDI.id)).person == BUDI


async def test_two_who_claim_at_once_do_not_share(listed: Store, second: Store) -> None:
    done = await asyncio.gather(
        listed.roster.claim("DEMO", "e-tono", ANI.id, 70),
        second.roster.claim("DEMO", "e-tono", BUDI.id, 70),
    )
    assert sorted(one is None for one in done) == [False, True]


async def test_nobody_claims_what_has_ended(listed: Store) -> None:
    await listed.roster.rewrite(work(version=1, missing=["e-tono"]))
    assert await listed.roster.claim("DEMO", "e-tono", ANI.id, 70) is None


async def test_after_a_claim_the_person_follows_the_roster(listed: Store) -> None:
    await listed.roster.claim("DEMO", "e-rina", ANI.id, 70)
    moved = replace(RINA, unit="KEU", name="Rina C")
    await listed.roster.rewrite(work(version=1, changed=[moved]))
    assert (await listed.people.state(ANI.id)).person == replace(ANI, name="Rina C", unit="KEU")


async def test_who_went_to_another_agency_does_not_follow(listed: Store) -> None:
    await listed.roster.claim("DEMO", "e-rina", ANI.id, 70)
    await listed.people.move(ANI.id, "LAIN")
    await listed.roster.rewrite(work(version=1, changed=[replace(RINA, unit="KEU")]))
    person = (await listed.people.state(ANI.id)).person
    assert person is not None
    assert (person.agency, person.unit) == ("LAIN", None)


async def test_counts_part_claimed_from_unclaimed_and_from_those_outside(listed: Store) -> None:
    await listed.roster.claim("DEMO", "e-rina", ANI.id, 70)
    assert await listed.roster.counts("DEMO") == [
        UnitCount(None, 0, 1),
        UnitCount("KEU", 0, 1),
        UnitCount("UMUM", 1, 0),
    ]
    assert await listed.roster.outside("DEMO") == {"KEU": 1}
    assert await listed.roster.outside("LAIN") == {"SATU": 1}
    await listed.roster.rewrite(work(version=1, missing=["e-rina"]))
    assert await listed.roster.outside("DEMO") == {"UMUM": 1, "KEU": 1}


async def test_pages_go_on_where_they_ended(listed: Store) -> None:
    first = await listed.roster.page("DEMO", 2)
    assert first == [entry(RINA), entry(SARI)]
    assert await listed.roster.page("DEMO", 2, first[-1]) == [entry(TONO)]


async def test_a_page_of_a_unit_has_all_below_it(listed: Store) -> None:
    assert await listed.roster.page("DEMO", 9, unit="UMUM") == [entry(RINA), entry(SARI)]
    assert await listed.roster.page("DEMO", 9, unit="KEU") == [entry(SARI)]
    assert await listed.roster.page("DEMO", 9, entry(RINA), "UMUM") == [entry(SARI)]


async def test_entries_are_found_by_a_part_of_the_name(listed: Store) -> None:
    assert await listed.roster.named("DEMO", "CONTOH", 2) == [entry(RINA), entry(SARI)]
    assert await listed.roster.named("DEMO", "sa con", 9) == [entry(SARI)]
    assert await listed.roster.named("DEMO", "%", 9) == [entry(RINA), entry(SARI), entry(TONO)]
    assert await listed.roster.named("LAIN", "rina", 9) == []


async def test_a_link_is_known_until_the_entry_is_somebodys(listed: Store) -> None:
    await listed.roster.link("DEMO", [("e-rina", "hash")])
    found = await listed.roster.by_link("hash")
    assert found == entry(RINA)
    await listed.roster.claim("DEMO", "e-rina", ANI.id, 70)
    assert await listed.roster.by_link("hash") is None
    assert [(one.entry, n) for one, n in await listed.roster.rounds("DEMO")] == [
        ("e-sari", 0),
        ("e-tono", 0),
    ]


async def test_a_released_entry_is_claimed_in_another_round(listed: Store) -> None:
    await listed.roster.claim("DEMO", "e-rina", ANI.id, 70)
    assert await listed.roster.release("DEMO", "e-rina")
    assert not await listed.roster.release("DEMO", "e-rina")
    assert (entry(RINA), 1) in await listed.roster.rounds("DEMO")
    assert await listed.roster.claim("DEMO", "e-rina", BUDI.id, 80)


async def test_tries_of_a_day_have_an_end(store: Store) -> None:
    assert [await store.roster.tried(ANI.id, 3, 2) for _ in range(3)] == [True, True, False]
    assert await store.roster.tried(BUDI.id, 3, 2)
    assert await store.roster.tried(ANI.id, 4, 2)
    kept = await execute(store.database, "SELECT person, day FROM roster_tries ORDER BY person")
    assert [tuple(row) for row in kept] == [(ANI.id, 4), (BUDI.id, 3)]


async def test_an_upload_is_found_by_who_sent_it_and_forgotten(store: Store) -> None:
    upload = Upload(ANI.id, "u1", "DEMO", 3, b"\0body", 100)
    await store.uploads.put(upload)
    assert await store.uploads.get(ANI.id, "u1") == upload
    assert await store.uploads.get(BUDI.id, "u1") is None
    assert not await store.uploads.drop(BUDI.id, "u1")
    assert await store.uploads.drop(ANI.id, "u1")
    await store.uploads.put(upload)
    await store.uploads.forget(100)
    assert await store.uploads.get(ANI.id, "u1") is not None
    await store.uploads.forget(101)
    assert await store.uploads.get(ANI.id, "u1") is None


async def test_a_secret_is_written_once(store: Store) -> None:
    assert await store.secrets.get("roster") is None
    assert await store.secrets.add("roster", Kept("f", b"\1\2"), 5)
    assert not await store.secrets.add("roster", Kept("g", None), 6)
    assert await store.secrets.get("roster") == Kept("f", b"\1\2")


async def test_a_large_import_is_one_unit_of_work_in_chunks(store: Store) -> None:
    many = [Line(f"e{n:05}", "0001", f"Orang {n:05}", "UMUM") for n in range(2500)]
    assert await store.roster.rewrite(work(*many))
    assert await store.roster.counts("DEMO") == [UnitCount("UMUM", 0, 2500)]
