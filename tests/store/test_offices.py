"""An invitation makes one person an officer of one agency, once."""

from __future__ import annotations

import asyncio

import pytest

from bot.agencies.agency import Office, Role
from bot.errors import StoreError
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA

ADMIN = 1


async def invite(
    store: Store, code_hash: str = "h1", agency: str = "DEMO", role: Role = "petugas"
) -> None:
    await store.offices.invite(code_hash, agency, role, 1000, ADMIN, 500)


async def test_without_an_invitation_there_is_no_office(store: Store) -> None:
    assert await store.offices.of(ANI.id) == []
    assert await store.offices.redeem("h1", ANI.id, 600) is None


async def test_an_invitation_gives_its_role_in_its_agency(store: Store) -> None:
    await invite(store)
    office = Office(ANI.id, "DEMO", "petugas")
    assert await store.offices.redeem("h1", ANI.id, 600) == office
    assert await store.offices.of(ANI.id) == [office]
    assert await store.offices.of(BUDI.id) == []


async def test_an_invitation_is_used_up(store: Store) -> None:
    await invite(store)
    assert await store.offices.redeem("h1", ANI.id, 600) is not None
    assert await store.offices.redeem("h1", BUDI.id, 600) is None
    assert await store.offices.redeem("h1", ANI.id, 601) is None
    assert await store.offices.of(BUDI.id) == []


@pytest.mark.parametrize(("at", "valid"), [(999, True), (1000, False), (1001, False)])
async def test_an_invitation_ends_at_its_time(store: Store, at: int, valid: bool) -> None:
    await invite(store)
    assert (await store.offices.redeem("h1", ANI.id, at) is not None) == valid
    assert bool(await store.offices.of(ANI.id)) == valid


async def test_an_officer_need_not_be_a_learner(store: Store) -> None:
    await invite(store)
    assert await store.offices.redeem("h1", 123, 600) == Office(123, "DEMO", "petugas")


async def test_of_many_who_redeem_at_once_on_two_workers_one_wins(
    store: Store, second: Store
) -> None:
    await invite(store)
    people = range(10, 30)
    won = await asyncio.gather(
        *((store, second)[person % 2].offices.redeem("h1", person, 600) for person in people)
    )
    winners = [office for office in won if office is not None]
    assert len(winners) == 1
    assert [office for p in people for office in await store.offices.of(p)] == winners


async def test_a_viewer_becomes_an_officer_and_an_officer_stays_one(store: Store) -> None:
    await invite(store, "h1", role="pengamat")
    await invite(store, "h2", role="petugas")
    await invite(store, "h3", role="pengamat")
    roles = [await store.offices.redeem(code, ANI.id, 600) for code in ("h1", "h2", "h3")]
    assert [office and office.role for office in roles] == ["pengamat", "petugas", "petugas"]


async def test_one_person_may_serve_two_agencies(store: Store) -> None:
    await invite(store, "h1", "LAIN", "pengamat")
    await invite(store, "h2", "DEMO")
    await store.offices.redeem("h1", ANI.id, 600)
    await store.offices.redeem("h2", ANI.id, 600)
    assert await store.offices.of(ANI.id) == [
        Office(ANI.id, "DEMO", "petugas"),
        Office(ANI.id, "LAIN", "pengamat"),
    ]


async def test_revoking_takes_one_office_of_one_person(store: Store) -> None:
    for code, person, agency in (("h1", ANI, "DEMO"), ("h2", ANI, "LAIN"), ("h3", CITRA, "DEMO")):
        await invite(store, code, agency)
        await store.offices.redeem(code, person.id, 600)
    assert await store.offices.revoke(ANI.id, "DEMO")
    assert not await store.offices.revoke(ANI.id, "DEMO")
    assert await store.offices.of(ANI.id) == [Office(ANI.id, "LAIN", "petugas")]
    assert await store.offices.of(CITRA.id) == [Office(CITRA.id, "DEMO", "petugas")]


async def test_an_invitation_to_an_unknown_agency_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        await invite(store, agency="TIADA")


async def test_two_invitations_never_share_a_code(store: Store) -> None:
    await invite(store, "h1", "DEMO")
    with pytest.raises(StoreError):
        await invite(store, "h1", "LAIN")
