"""``python -m bench.certificates``: how fast certificates are verified and issued.

Verifying: 10,000 codes with the public key alone, as ``certificate verify --public-key`` does it.
Issuing: from the signature to the files, on SQLite, while another task ticks every millisecond as
the answering of others would; how much later than due it is served is told.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bench.contenders import ROOT
from bot.agencies.agency import Agency
from bot.agencies.people import Person
from bot.app import token
from bot.catalog.load import load
from bot.quiz.attempt import Answer, Attempt, Item
from bot.quiz.certificate import Certificate, serial_from
from bot.seal.code import to_code
from bot.seal.keys import SigningKey
from bot.seal.signing import CERTIFICATE, sign
from bot.service.certificates.check import offline
from bot.service.certificates.issuing import Issuer
from bot.service.certificates.press import printed
from bot.service.desk import Desk
from bot.service.library import Library
from bot.store.certificates import Signing
from bot.store.store import Store, open_store

MANY = 10_000
ISSUED = 60
KEY = SigningKey(bytes(range(32)))
NOW = 1_790_000_000_000
LATER = NOW + 31_536_000_000
ONE = Certificate(
    "ABCDEFGH2345", "KOTA", "dasar", "Ani Lestari, S.Sos.", "1234", 95, NOW, LATER, 7, "0" * 16
)


def codes() -> list[str]:
    """As many different certificates."""
    made = []
    for number in range(MANY):
        message = replace(ONE, serial=serial_from(str(number)), entry=number).message()
        made.append(to_code(message, sign(KEY, CERTIFICATE, message)))
    return made


def verify() -> float:
    """Seconds for all of them."""
    waiting, keys = codes(), {KEY.id: KEY.public}
    begun = time.perf_counter()
    assert all(offline(code, keys, NOW).outcome == "valid" for code in waiting)
    return time.perf_counter() - begun


async def passed(store: Store, content: str, number: int) -> Attempt:
    """Somebody who passed a practice of one question."""
    person = Person(number, f"Orang {number}", "v", 1, "id", "pns", "KOTA", None, 2)
    await store.people.add(person)
    items = (Item("x", 1, ("a", "b")),)
    begun = Attempt(f"a{number}", number, "KOTA", None, "dasar", "latihan", 1, content, items, 10)
    assert await store.attempts.start(begun)
    assert await store.attempts.answer_and_finish(
        begun.id, number, Answer(0, ("a",), 100, 20), 100, True, 20
    )
    return replace(begun, finished_at=20, score=100, passed=True)


class Ticker:
    """Somebody else who is served every millisecond; ``waits`` are how much later it was, ms."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Until it is stopped."""
        while not self._stop.is_set():
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            self.waits.append((time.perf_counter() - begun) * 1000 - 1)

    @asynccontextmanager
    async def ticking(self) -> AsyncIterator[None]:
        """Until the end of the block."""
        task = asyncio.create_task(self.run())
        yield
        self._stop.set()
        await task

    def p99(self) -> float:
        """The 99th percentile."""
        return statistics.quantiles(self.waits, n=100)[-1]


async def issue(desk: Desk, number: int) -> tuple[float, float]:
    """Milliseconds by the clock, and of processor time of this process."""
    content = desk.library.current.hash
    attempt = await passed(desk.store, content, number)
    begun, worked = time.perf_counter(), time.process_time()
    signing = Signing(content, "v", f"Orang {'A' * (number % 30)}", NOW)
    issued = await Issuer(desk.store, KEY, NOW, token).issue(attempt, signing, LATER)
    assert len(await printed(desk, issued)) == 2
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


async def measure(desk: Desk) -> None:
    """Issue many, with somebody else being served meanwhile, and say what it took."""
    first, _ = await issue(desk, 1)
    idle, busy = Ticker(), Ticker()
    async with idle.ticking():
        await asyncio.sleep(3)
    async with busy.ticking():
        took = [await issue(desk, number) for number in range(2, ISSUED + 1)]
    clock, worked = ([one[place] for one in took] for place in (0, 1))
    p50, p95 = statistics.median(clock), statistics.quantiles(clock, n=20)[-1]
    print(f"issued, with PDF and picture: median {p50:.0f} ms, 95th percentile {p95:.0f} ms")
    print(f"processor time of one: median {statistics.median(worked):.0f} ms")
    print(f"the first one of a worker, which loads the libraries: {first:.0f} ms")
    print(
        f"others waited meanwhile, 99th percentile: {busy.p99():.1f} ms;"
        f" without it {idle.p99():.1f} ms"
    )


async def main() -> None:
    """Both, and what they gave."""
    print(f"{MANY:,} verified by the public key alone: {verify():.2f} s")
    folder = Path(tempfile.mkdtemp())
    store = await open_store(f"sqlite:///{folder}/bench.db")
    try:
        await store.agencies.put([Agency("KOTA", "Pemerintah Kota Contoh")], [])
        library = Library(load(ROOT / "content"), ROOT / "content", store)
        await library.archive(NOW)
        await measure(Desk(store, library, lambda: NOW, token, lambda: 1))
    finally:
        await store.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    asyncio.run(main())
