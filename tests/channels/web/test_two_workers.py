"""Two workers need nothing in common but the database: no answer counts twice."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.quiz.attempt import Attempt
from bot.service.buttons import Choose, Go, encode
from tests.channels.web.stage import Client, client, message, posting
from tests.dialogues.stage import CAST, ServiceDoor, World
from tests.loopback import LoopbackServer

ANI = CAST["Ani"]
REGISTERING = ("/start DEMO", "[Saya setuju]", "[Bahasa]", "[PNS]", "[Dinas Kesehatan]")


class Pair:
    """Two apps on one database file, each behind a webhook of its own."""

    def __init__(self, apps: list[App], clients: list[Client]) -> None:
        self.apps = apps
        self.clients = clients
        self.updates = 0

    async def post(self, worker: int, data: str, update_id: int = 0) -> int:
        """Ani's tap reaches one of the workers; its status."""
        self.updates += 1
        return (await self.clients[worker].post(tapped(update_id or self.updates, data)))[0]

    async def attempt(self) -> Attempt:
        attempt = (await self.apps[0].store.people.state(ANI)).attempt
        assert attempt is not None
        return attempt


def tapped(update_id: int, data: str) -> dict[str, Any]:
    user = {"id": ANI, "is_bot": False, "first_name": "Ani", "language_code": "id"}
    chat = {"id": ANI, "type": "private", "first_name": "Ani"}
    under = {"message_id": 1, "date": 1_760_000_000, "chat": chat}
    query = {"id": str(update_id), "from": user, "chat_instance": "1", "data": data}
    return {"update_id": update_id, "callback_query": {**query, "message": under}}


@asynccontextmanager
async def two_workers(tmp_path: Path) -> AsyncIterator[Pair]:
    world = World.make(tmp_path)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(LoopbackServer())
        server.person(ANI, start=True)
        apps, clients = [], []
        for _ in range(2):
            app = await stack.enter_async_context(world.app())
            webhook = await stack.enter_async_context(posting(app, server))
            url = webhook.hook._url
            clients.append(await stack.enter_async_context(client(url, url)))
            apps.append(app)
        await server.webhook.remove()  # from here on the tests deliver
        door = ServiceDoor(apps[0])
        for line in (*REGISTERING, "[Modul uji]"):
            await door.act("Ani", line)
        yield Pair(apps, clients)


async def test_the_same_tap_at_both_at_once_counts_once(tmp_path: Path) -> None:
    async with two_workers(tmp_path) as pair:
        attempt = await pair.attempt()
        tap = encode(Choose(attempt.id, 0, 0))
        statuses = await asyncio.gather(*(pair.post(worker, tap) for worker in (0, 1) * 5))
        assert set(statuses) == {200}
        assert [answer.step for answer in (await pair.attempt()).answers] == [0]


async def test_one_update_that_reaches_both_counts_once(tmp_path: Path) -> None:
    async with two_workers(tmp_path) as pair:
        tap = encode(Choose((await pair.attempt()).id, 0, 0))
        await asyncio.gather(*(pair.post(worker, tap, 77) for worker in (0, 1, 0, 1)))
        assert len((await pair.attempt()).answers) == 1


async def test_two_different_answers_to_one_question_leave_the_first(tmp_path: Path) -> None:
    async with two_workers(tmp_path) as pair:
        attempt = await pair.attempt()
        one, other = (encode(Choose(attempt.id, 0, place)) for place in (0, 1))
        await asyncio.gather(pair.post(0, one), pair.post(1, other))
        before = (await pair.attempt()).answers
        assert len(before) == 1
        await asyncio.gather(pair.post(1, one), pair.post(0, other))
        assert (await pair.attempt()).answers == before


@pytest.mark.parametrize("seed", range(5))
async def test_taps_of_all_steps_in_any_order_at_any_worker(tmp_path: Path, seed: int) -> None:
    """However they arrive, every step has one answer at most, and none is skipped."""
    dice = random.Random(seed)
    async with two_workers(tmp_path) as pair:
        attempt = await pair.attempt()
        taps = [encode(Choose(attempt.id, step, 0)) for step in range(4)] * 3
        taps += [encode(Go("menu")), f"n:{attempt.id}", "x:forged:uji", "nonsense"]
        dice.shuffle(taps)
        statuses = await asyncio.gather(*(pair.post(dice.randrange(2), tap) for tap in taps))
        assert set(statuses) == {200}
        steps = [answer.step for answer in (await pair.attempt()).answers]
        assert steps == list(range(len(steps)))


async def test_a_worker_takes_over_in_the_middle(tmp_path: Path) -> None:
    async with two_workers(tmp_path) as pair:
        attempt = await pair.attempt()
        assert await pair.post(0, encode(Choose(attempt.id, 0, 0))) == 200
        assert await pair.clients[1].post(message(900, "/start", ANI)) == (200, "")
        assert await pair.post(1, f"n:{attempt.id}") == 200
        assert len((await pair.attempt()).answers) == 1
