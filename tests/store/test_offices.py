"""An invitation makes one person an officer of one agency, once."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from bot.agencies.agency import Office
from bot.agencies.offices import Holder, Invitation
from bot.errors import StoreError
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA, offer, trace

ids = count(1)


async def invite(store: Store, offered: Invitation) -> Invitation:
    assert await store.offices.invite(offered, trace(f"i{next(ids)}", offered.agency))
    return offered


async def redeem(
    store: Store, offered: Invitation, person: int, now: Office | None = None, at: int = 600
) -> Office | None:
    told = trace(f"r{next(ids)}", offered.agency, "office.grant")
    return await store.offices.redeem(offered, person, now, at, told)


async def actions(store: Store, agency: str = "DEMO") -> list[str]:
    return [told.action for told in await store.trail.page(agency, 100)]


async def test_without_an_invitation_there_is_no_office(store: Store) -> None:
    assert await store.offices.of(ANI.id) == []
    assert await redeem(store, offer(), ANI.id) is None
    assert await actions(store) == []


async def test_an_invitation_gives_its_role_in_its_agency(store: Store) -> None:
    offered = await invite(store, offer(unit="UMUM", role="pengamat"))
    office = Office(ANI.id, "DEMO", "pengamat", "UMUM")
    assert await redeem(store, offered, ANI.id) == office
    assert await store.offices.of(ANI.id) == [office]
    assert await store.offices.of(BUDI.id) == []
    assert await store.offices.holders("DEMO") == [Holder(office, 600, 1, "Ani")]
    assert await store.offices.holders("LAIN") == []


async def test_an_invitation_is_used_up(store: Store) -> None:
    offered = await invite(store, offer())
    assert await redeem(store, offered, ANI.id) is not None
    assert await redeem(store, offered, BUDI.id) is None
    assert await redeem(store, offered, ANI.id, Office(ANI.id, "DEMO", "petugas")) is None
    assert await store.offices.of(BUDI.id) == []
    assert (await actions(store)).count("office.grant") == 1


@pytest.mark.parametrize(("at", "valid"), [(999, True), (1000, False), (1001, False)])
async def test_an_invitation_ends_at_its_time(store: Store, at: int, valid: bool) -> None:
    offered = await invite(store, offer())
    assert (await store.offices.invitation("h1", at) == offered) == valid
    assert (await store.offices.invitations("DEMO", at) == [offered]) == valid
    assert (await redeem(store, offered, ANI.id, at=at) is not None) == valid
    assert bool(await store.offices.of(ANI.id)) == valid


async def test_an_officer_need_not_be_a_learner(store: Store) -> None:
    offered = await invite(store, offer())
    assert await redeem(store, offered, 123) == Office(123, "DEMO", "petugas")
    [holder] = await store.offices.holders("DEMO")
    assert holder.name is None


async def test_of_many_who_redeem_at_once_on_two_workers_one_wins(
    store: Store, second: Store
) -> None:
    offered = await invite(store, offer())
    people = range(10, 30)
    won = await asyncio.gather(
        *(redeem((store, second)[person % 2], offered, person) for person in people)
    )
    winners = [office for office in won if office is not None]
    assert len(winners) == 1
    assert [office for p in people for office in await store.offices.of(p)] == winners


async def test_a_role_is_replaced_only_by_comparison_with_what_it_is(store: Store) -> None:
    viewer = Office(ANI.id, "DEMO", "pengamat", "KEU")
    await redeem(store, await invite(store, offer("h1", role="pengamat", unit="KEU")), ANI.id)
    offered = await invite(store, offer("h2"))
    for other in (None, Office(ANI.id, "DEMO", "pengamat"), Office(ANI.id, "DEMO", "petugas")):
        assert await redeem(store, offered, ANI.id, other) is None
        assert await store.offices.of(ANI.id) == [viewer]
    officer = Office(ANI.id, "DEMO", "petugas")
    assert await redeem(store, offered, ANI.id, viewer) == officer
    assert await store.offices.of(ANI.id) == [officer]


async def test_one_person_may_serve_two_agencies(store: Store) -> None:
    for offered in (offer("h1", "LAIN", "pengamat"), offer("h2")):
        await redeem(store, await invite(store, offered), ANI.id)
    assert await store.offices.of(ANI.id) == [
        Office(ANI.id, "DEMO", "petugas"),
        Office(ANI.id, "LAIN", "pengamat"),
    ]


async def test_revoking_takes_one_office_of_one_person(store: Store) -> None:
    for code, person, agency in (("h1", ANI, "DEMO"), ("h2", ANI, "LAIN"), ("h3", CITRA, "DEMO")):
        await redeem(store, await invite(store, offer(code, agency)), person.id)
    mine = Office(ANI.id, "DEMO", "petugas")
    assert await store.offices.revoke(mine, 700, trace("x1"))
    assert not await store.offices.revoke(mine, 701, trace("x2"))
    assert await store.offices.of(ANI.id) == [Office(ANI.id, "LAIN", "petugas")]
    assert await store.offices.of(CITRA.id) == [Office(CITRA.id, "DEMO", "petugas")]


async def test_an_office_that_changed_is_not_revoked(store: Store) -> None:
    await redeem(store, await invite(store, offer()), ANI.id)
    for other in (Office(ANI.id, "DEMO", "pengamat"), Office(ANI.id, "DEMO", "petugas", "KEU")):
        assert not await store.offices.revoke(other, 700, trace("x1"))
    assert await store.offices.of(ANI.id) == [Office(ANI.id, "DEMO", "petugas")]


async def test_who_loses_an_office_leaves_no_open_invitation(store: Store) -> None:
    await redeem(store, await invite(store, offer()), ANI.id)
    mine = await invite(store, offer("h2", by=ANI.id))
    others = await invite(store, offer("h3", by=BUDI.id))
    there = await invite(store, offer("h4", "LAIN", by=ANI.id))
    assert await store.offices.revoke(Office(ANI.id, "DEMO", "petugas"), 700, trace("x1"))
    assert await store.offices.invitations("DEMO", 700) == [others]
    assert await store.offices.invitations("LAIN", 700) == [there]
    assert await redeem(store, mine, BUDI.id, at=700) is None


async def test_a_withdrawn_invitation_gives_nothing_and_is_withdrawn_once(store: Store) -> None:
    offered = await invite(store, offer())
    assert await store.offices.withdraw(offered, 600, trace("w1", action="office.withdraw"))
    assert not await store.offices.withdraw(offered, 601, trace("w2", action="office.withdraw"))
    assert await redeem(store, offered, ANI.id) is None
    assert await actions(store) == ["office.withdraw", "export"]


async def test_a_used_invitation_is_not_withdrawn(store: Store) -> None:
    offered = await invite(store, offer())
    await redeem(store, offered, ANI.id)
    assert not await store.offices.withdraw(offered, 700, trace("w1"))


async def test_who_opens_it_before_naming_an_agency_joins_it(store: Store) -> None:
    fresh = BUDI.id + 1
    await store.people.add(type(BUDI)(fresh, "Dewi", "v1", 10))
    await redeem(store, await invite(store, offer("h1")), fresh)
    await redeem(store, await invite(store, offer("h2", "LAIN")), BUDI.id)
    for person in (fresh, BUDI.id):
        found = (await store.people.state(person)).person
        assert found is not None
        assert found.agency == "DEMO"


async def test_an_invitation_to_an_unknown_agency_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        await invite(store, offer(agency="TIADA"))


async def test_two_invitations_never_share_a_code(store: Store) -> None:
    offered = await invite(store, offer("h1"))
    assert not await store.offices.invite(offer("h1", "LAIN"), trace("t", "LAIN"))
    assert await store.offices.invitation("h1", 600) == offered
    assert await actions(store, "LAIN") == []


async def test_a_unit_is_found_with_all_below_it(store: Store) -> None:
    assert await store.agencies.below("DEMO", "UMUM") == {"UMUM", "KEU"}
    assert await store.agencies.below("DEMO", "KEU") == {"KEU"}
    assert await store.agencies.below("LAIN", "UMUM") == frozenset()


async def test_units_in_a_circle_come_to_an_end(store: Store) -> None:
    from tests.store.raw import execute

    await execute(store.database, "UPDATE units SET parent = 'KEU' WHERE code = 'UMUM'")
    assert await store.agencies.below("DEMO", "UMUM") == {"UMUM", "KEU"}
