"""``python -m bench.certificates``: how fast certificates are verified and issued.

Verifying: 10,000 codes with the public key alone, as ``certificate verify --public-key`` does it.
Issuing: from the signature to the files, on SQLite, while another task ticks every millisecond as
the answering of others would; the longest that it had to wait is told.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import tempfile
import time
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
from bot.service.certificate_check import offline
from bot.service.desk import Desk
from bot.service.issuing import Issuer
from bot.service.library import Library
from bot.service.press import printed
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


async def issue(desk: Desk) -> tuple[list[float], float]:
    """Milliseconds for each, and the longest that somebody else waited for the worker."""
    longest, stop = 0.0, asyncio.Event()

    async def tick() -> None:
        nonlocal longest
        while not stop.is_set():
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - begun - 0.001)

    took, content = [], desk.library.current.hash
    for number in range(1, ISSUED + 1):
        attempt = await passed(desk.store, content, number)
        if number == 2:  # the first one loads the libraries
            ticking = asyncio.create_task(tick())
        begun = time.perf_counter()
        signing = Signing(content, "v", f"Orang {'A' * (number % 30)}", NOW)
        issued = await Issuer(desk.store, KEY, NOW, token).issue(attempt, signing, LATER)
        assert len(await printed(desk, issued)) == 2
        took.append((time.perf_counter() - begun) * 1000)
    stop.set()
    await ticking
    return took, longest * 1000


async def main() -> None:
    """Both, and what they gave."""
    print(f"{MANY:,} verified by the public key alone: {verify():.2f} s")
    folder = Path(tempfile.mkdtemp())
    store = await open_store(f"sqlite:///{folder}/bench.db")
    try:
        await store.agencies.put([Agency("KOTA", "Pemerintah Kota Contoh")], [])
        library = Library(load(ROOT / "content"), ROOT / "content", store)
        await library.archive(NOW)
        (first, *took), longest = await issue(Desk(store, library, lambda: NOW, token, lambda: 1))
    finally:
        await store.close()
        shutil.rmtree(folder)
    p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    print(f"issued, with PDF and picture: median {p50:.0f} ms, 95th percentile {p95:.0f} ms")
    print(f"the first one of a worker, which loads the libraries: {first:.0f} ms")
    print(f"longest wait of others meanwhile: {longest:.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
