"""Five million people: how fast are the tallies, and does an answer notice how many there are?

``python -m bench.scale sqlite:///FILE`` or ``postgresql://…`` fills an empty database (one
statement a table, the same for both) and measures; without an address it does so for both, with a
server of its own. ``--share 0.01`` makes a hundredth of everything. A database that is filled
already is only measured.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

from bench.scale_filling import COUNTED, Filling, filling
from bot.agencies.agency import Agency
from bot.agencies.people import Person
from bot.quiz.attempt import Answer, Attempt, Item
from bot.store.store import Store, open_store
from tests.databases import PostgresServer

ITEMS = tuple(Item(f"soal-{n}", 1, ("boleh", "hindari", "dilarang")) for n in range(10))
_IDS = count(int(time.time()) * 10_000)
"""Of those who come new, so that a filled database can be measured again."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything."""

    agencies: int = 700
    units: int = 60_000
    people: int = 5_000_000

    def times(self, share: float) -> Size:
        """A share of it, of each at least a few."""
        return Size(
            max(5, round(self.agencies * share)),
            max(50, round(self.units * share)),
            max(500, round(self.people * share)),
        )


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """How long it takes, in ms."""
    begun = time.perf_counter()
    await work()
    return (time.perf_counter() - begun) * 1000


def p(share: float, times: Sequence[float]) -> float:
    """A percentile, as 0.95."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


async def tallies(store: Store, size: Size, dice: Random) -> list[str]:
    """One agency's tally with its units, and the national one; a thousand milestones unfolded."""
    for _ in range(100):
        await _take(store, person(f"A{dice.randrange(size.agencies)}"), steps=0)
    one = []
    for _ in range(400):
        code = f"A{dice.randrange(size.agencies)}"
        one.append(await timed(lambda code=code: _whole(store, code)))  # type: ignore[misc]
    largest = [await timed(lambda: _whole(store, "A0")) for _ in range(50)]
    national = [await timed(store.tallies.national) for _ in range(60)]
    return [
        _line("one agency with its units, ms", one),
        _line("the largest agency, ms", largest),
        _line("all agencies, ms", national),
    ]


async def _whole(store: Store, code: str) -> None:
    await store.tallies.of_agency(code)
    await store.tallies.modules_of(code)


def _line(what: str, times: Sequence[float]) -> str:
    told = ", ".join(f"p{share * 100:.0f} {p(share, times):.2f}" for share in (0.5, 0.95, 0.99))
    return f"{what}: {told}"


def person(agency: str) -> Person:
    """Somebody new, of no unit."""
    return Person(next(_IDS), "Orang Baru", "v1", 1, "id", "pns", agency, None, 1)


async def _take(store: Store, who: Person, steps: int) -> list[float]:
    """Milliseconds of each answer: the person's state is read, then the answer is stored."""
    await store.people.add(who)
    now = 1_760_000_000_000
    attempt = Attempt(
        f"b{who.id}",
        who.id,
        who.agency or "",
        who.unit,
        "dasar",
        "latihan",
        7,
        "c0ffee",
        ITEMS,
        now,
    )
    await store.attempts.start(attempt)
    times = []
    for step in range(steps):
        answer = Answer(step, ("boleh",), 100, now + step)

        async def record(answer: Answer = answer) -> None:
            await store.people.state(who.id)
            assert await store.attempts.answer(attempt.id, who.id, answer)

        times.append(await timed(record))
    return times


async def measure(url: str, empty: str, size: Size) -> list[str]:
    """All figures of a filled database, beside an empty one of the same kind."""
    dice = Random(1)
    full, bare = await open_store(url), await open_store(empty)
    try:
        while await full.tallies.fold(f"bench-{time.time_ns()}"):
            pass
        await bare.agencies.put([Agency("A0", "x")])
        told = await tallies(full, size, dice)
        few, many = [], []
        for _ in range(300):  # in turns, so that whatever else the machine does hits both
            few += await _take(bare, person("A0"), steps=9)
            many += await _take(full, person(f"A{dice.randrange(size.agencies)}"), steps=9)
    finally:
        await full.close()
        await bare.close()
    times = ", ".join(
        f"{p(share, many) / p(share, few):.2f} (p{share * 100:.0f})" for share in (0.1, 0.25, 0.5)
    )
    return [
        *told,
        _line("an answer, ms", many),
        _line("the same in an empty database, ms", few),
        f"an answer takes so many times as long as in an empty database: {times}",
    ]


async def fill(into: Filling, size: Size) -> None:
    """Everything, and how long each part took."""
    numbers = {"agencies": size.agencies, "units": size.units, "people": size.people}
    items = str([[item.scenario, 1, list(item.order)] for item in ITEMS]).replace("'", '"')
    await into.begin()
    for name, purpose in into.parts():
        took = await timed(lambda name=name: into.run(name, {**numbers, "items": items}))  # type: ignore[misc]
        if took > 500:
            print(f"  {name}: {took / 1000:.1f} s, {purpose}", file=sys.stderr, flush=True)
    for name, work in (("indexes", into.index), ("the counts, as the upgrade does", into.count)):
        print(f"  {name}: {await timed(work) / 1000:.1f} s", file=sys.stderr, flush=True)
    await into.end()


async def scale(url: str, empty: str, size: Size) -> None:
    """Fill the database unless it is filled, and print the figures."""
    await (await open_store(url)).close()
    async with filling(url) as into:
        if not await into.rows("people"):
            begun = time.perf_counter()
            await fill(into, size)
            print(f"  filled in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        counts = [f"{table} {await into.rows(table):,}" for table in COUNTED]
    print(f"{url.partition(':')[0]}: {', '.join(counts)}")
    for line in await measure(url, empty, size):
        print(f"  {line}")


@asynccontextmanager
async def _server() -> AsyncIterator[PostgresServer]:
    server = PostgresServer(durable=True)
    try:
        yield server
    finally:
        server.stop()


async def _all(url: str, size: Size) -> None:
    folder = Path(tempfile.mkdtemp(prefix="netral-scale-"))
    try:
        if not url or url.startswith("sqlite"):
            await scale(url or f"sqlite:///{folder}/full.db", f"sqlite:///{folder}/empty.db", size)
        if not url:
            async with _server() as server:
                await scale(await server.fresh(), await server.fresh(), size)
        elif not url.startswith("sqlite"):
            async with _server() as server:
                await scale(url, await server.fresh(), size)
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("url", nargs="?", default="")
    parser.add_argument("--share", type=float, default=1.0)
    wanted = parser.parse_args()
    asyncio.run(_all(wanted.url, Size().times(wanted.share)))


if __name__ == "__main__":
    main()
