"""Whatever people do in whatever order, the tallies are what the pure recount says of it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.agencies.agency import Agency, Unit
from bot.agencies.recount import Recount, Taken
from bot.service.upkeep.audit import audit, tallies
from bot.store.database import Args, Step
from bot.store.milestones import moved, passed_after_all
from bot.store.snapshot import open_snapshot
from bot.store.store import Store
from tests.store.cast import ANI, answer, attempt, complete
from tests.store.raw import execute, teach

MONTH = 31 * 86_400_000
_examples = count()


@dataclass
class Somebody:
    """One person as the test knows them; ``open`` is the attempt that is under way."""

    id: int
    agency: str
    unit: str | None
    registered: bool = True
    taken: list[Taken] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    open: bool = False


@dataclass
class World:
    """A store, and what was done to it: agencies and people of this example alone."""

    store: Store
    number: int
    people: list[Somebody] = field(default_factory=list)
    now: int = 1_700_000_000_000

    @property
    def agencies(self) -> tuple[str, str]:
        return f"A{self.number}", f"B{self.number}"

    async def settle(self) -> None:
        agencies = [Agency(code, code) for code in self.agencies]
        units = [Unit(code, unit, unit) for code in self.agencies for unit in ("X", "Y")]
        await self.store.agencies.put(agencies, units)
        for place in range(2):
            one = Somebody(self.number * 10 + place + 1, self.agencies[place % 2], "X")
            await self.store.people.add(replace(ANI, id=one.id, agency=one.agency, unit="X"))
            self.people.append(one)

    async def start(self, one: Somebody, module: str) -> None:
        name = f"t{one.id}-{len(one.names)}"
        begun = replace(
            attempt(name=name, module=module, started_at=self.now),
            person=one.id,
            agency=one.agency,
            unit=one.unit,
        )
        assert await self.store.attempts.start(begun) is not one.open
        if not one.open:
            one.names.append(name)
            one.taken.append(Taken(one.agency, one.unit, module, False, False, self.now))
            one.open = True

    async def finish(self, one: Somebody, passed: bool) -> None:
        if one.open:
            answers = [answer(step) for step in range(3)]
            assert await self.store.attempts.finish(
                one.names[-1], one.id, answers, 50, passed, self.now
            )
            self._ended(one, completed=True, passed=passed)

    async def abandon(self, one: Somebody) -> None:
        if one.open:
            assert await self.store.attempts.abandon(one.names[-1], one.id, self.now)
            self._ended(one, completed=False, passed=False)

    def _ended(self, one: Somebody, *, completed: bool, passed: bool) -> None:
        last = one.taken[-1]
        one.taken[-1] = replace(last, completed=completed, passed=passed, finished_at=self.now)
        one.open = False

    async def mark_again(self, one: Somebody) -> None:
        """A dispute was upheld: what failed may pass after all."""
        teach(
            self.store.database,
            "uphold",
            "UPDATE attempts SET passed = 1 WHERE person = :person AND id = :attempt",
        )
        for place, taken in enumerate(one.taken):
            if taken.completed and not taken.passed:
                args: Args = {"person": one.id, "attempt": one.names[place]}
                change = Step("uphold", args)
                await self.store.database.write(
                    *passed_after_all(one.id, one.names[place], taken.finished_at or 0, change)
                )
                one.taken[place] = replace(taken, passed=True)
                return

    async def move(self, one: Somebody) -> None:
        there = self.agencies[one.agency == self.agencies[0]]
        assert await self.store.people.move(one.id, there) is one.registered
        if one.registered:
            one.agency, one.unit, one.registered = there, None, False

    async def register(self, one: Somebody, unit: str | None) -> None:
        done = await self.store.people.register(one.id, unit, self.now)
        assert done is not one.registered
        if done:
            one.unit, one.registered = unit, True

    async def change_unit(self, one: Somebody, unit: str) -> None:
        """The office moves somebody, as an import of the roster does."""
        teach(self.store.database, "place", "UPDATE people SET unit = :unit WHERE id = :person")
        change = Step("place", {"person": one.id, "unit": unit})
        await self.store.database.write(*moved(one.id, change))
        one.unit = unit

    async def erase(self, one: Somebody) -> None:
        """The person is gone; what they took stays under a number that means nobody."""
        new = -one.id
        await self.abandon(one)
        assert await self.store.rights.plan_erasure(one.id, self.now)
        assert await self.store.rights.erase(one.id, new, [], self.now)
        one.registered = False
        self.people.remove(one)
        self.people.append(replace(one, id=new))

    async def do(self, what: tuple[str, int, str]) -> None:
        verb, who, detail = what
        self.now += MONTH // 3 + 1
        one = self.people[who]
        if verb == "mark":
            await self.mark_again(one)
        elif verb == "fold":
            await self.store.tallies.fold(f"{self.number}-{self.now}", limit=4)
        elif one.id > 0:
            await self._alive(verb, one, detail)

    async def _alive(self, verb: str, one: Somebody, detail: str) -> None:
        match verb:
            case "start" if one.registered:
                await self.start(one, detail)
            case "take" if one.registered:
                await self.abandon(one)
                await self.start(one, detail)
                self.now += MONTH // 3
                await self.finish(one, passed=self.now % 2 == 0)
            case "finish":
                await self.finish(one, passed=detail == "dasar")
            case "abandon":
                await self.abandon(one)
            case "move":
                await self.move(one)
            case "register":
                await self.register(one, "Y" if detail == "dasar" else None)
            case "unit":
                await self.change_unit(one, "X" if detail == "dasar" else "Y")
            case "erase":
                await self.erase(one)

    def recount(self) -> Recount:
        recount = Recount()
        for one in self.people:
            if one.registered:
                recount.register(one.agency, one.unit)
            recount.person(one.taken)
        return recount

    async def differences(self) -> Iterator[object]:
        recount, kept = self.recount(), self.store.tallies
        totals = {total.agency: total for total in await kept.national()}
        pairs: list[tuple[object, object]] = []
        for code in self.agencies:
            total = totals[code]
            pairs += [
                (await kept.of_agency(code), recount.of_agency(code)),
                (await kept.modules_of(code), recount.modules_of(code)),
                (await kept.months_of(code), recount.months_of(code)),
                (
                    (total.registered, total.started, total.completed, total.passed),
                    recount.total(code),
                ),
            ]
        return (pair for pair in pairs if pair[0] != pair[1])


VERBS = ["take", "take", "take", "start", "finish", "abandon", "mark", "unit"]
histories = st.lists(
    st.tuples(
        st.sampled_from([*VERBS, "move", "register", "erase", "fold"]),
        st.integers(0, 1),
        st.sampled_from(["dasar", "asn"]),
    ),
    min_size=5,
    max_size=25,
)


@given(histories)
@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_tallies_are_what_a_recount_says_after_any_history(
    empty: Store, history: list[tuple[str, int, str]]
) -> None:
    world = World(empty, next(_examples))
    await world.settle()
    for what in history:
        await world.do(what)
    assert list(await world.differences()) == []


async def test_every_count_is_kept_when_all_is_folded(empty: Store) -> None:
    world = World(empty, next(_examples))
    await world.settle()
    for who in range(2):
        for verb in ("start", "finish", "move", "register", "start", "finish", "erase"):
            await world.do((verb, who, "asn"))
    while await empty.tallies.fold(f"all-{world.now}"):
        world.now += 1
    assert list(await world.differences()) == []
    assert await execute(empty.database, "SELECT * FROM tally_changes") == []


async def test_a_pass_that_is_gained_while_another_is_earned_counts_once(
    store: Store, second: Store, url: str
) -> None:
    """Two workers, each with another attempt of the same person, at the same moment."""
    uphold = "UPDATE attempts SET passed = 1 WHERE person = :person AND id = :attempt"
    teach(second.database, "uphold", uphold)
    work: list[Coroutine[object, object, object]] = []
    for number in range(50, 80):
        who = replace(ANI, id=number)
        await store.people.add(who)
        await complete(store, replace(attempt(name=f"a{number}"), person=number), passed=False)
        assert await store.attempts.start(replace(attempt(name=f"b{number}"), person=number))
        args: Args = {"person": number, "attempt": f"a{number}"}
        gained = passed_after_all(number, f"a{number}", 300, Step("uphold", args))
        given = [answer(step) for step in range(3)]
        work.append(store.attempts.finish(f"b{number}", number, given, 90, True, 400))
        work.append(second.database.write(*gained))
    await asyncio.gather(*work)
    async with open_snapshot(url) as snapshot:
        assert [str(fault) async for fault in audit(snapshot, checks=[tallies])] == []
    [dasar] = await store.tallies.modules_of("DEMO")
    assert dasar.passed == 30
