"""The stage of these tests: the loopback server, a tiny service, and the real channel."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

from bot.channels.telegram.channel import serve_polling
from bot.channels.telegram.commands import Profile
from bot.channels.telegram.parts import Behind, Channel, Options, build
from bot.channels.telegram.timing import Timing
from bot.errors import StoreUnavailable
from bot.screens.incoming import Incoming, Tap, Text
from bot.screens.screen import Button, Reply, Screen, say
from bot.screens.wording import Wording
from tests.loopback import Clock, LoopbackServer

TEXTS = {
    "id": {
        "count": "Hitungan: <b>{number}</b>",
        "echo": "Anda menulis: {text}",
        "more": "Lagi",
        "open": "Buka obrolan",
        "noted": "Dicatat {number}",
        "group": "Saya hanya bekerja di obrolan pribadi.",
        "broken": "Maaf, ada gangguan. Sebutkan {reference}.",
        "empty": " ",
        "long": "{text}",
    },
    "en": {
        "count": "Count: <b>{number}</b>",
        "echo": "You wrote: {text}",
        "more": "More",
        "open": "Open chat",
        "noted": "Noted {number}",
        "group": "I only work in private chats.",
        "broken": "Sorry, something broke. Quote {reference}.",
    },
}
WORDING = Wording(TEXTS)


def counted(number: int) -> Reply:
    """The screen of most tests: a number and a button that raises it."""
    screen = Screen(
        (say("count", number=number),),
        ((Button(say("more"), f"more:{number}"),), (Button(say("open"), start="x-1"),)),
    )
    return Reply("id", screen, say("noted", number=number))


def failure(reference: str) -> Reply:
    """The polite screen for a bug."""
    return Reply("id", Screen((say("broken", reference=reference),)))


async def _away() -> None:
    """No small write is taken."""
    raise StoreUnavailable("database is locked")


class Service:
    """Counts what each person does; what it has counted is committed."""

    def __init__(self) -> None:
        self.done: list[Incoming] = []
        self.begun: list[Incoming] = []
        self.before: Callable[[Incoming], Awaitable[None]] | None = None
        self.reply: Callable[[Incoming, int], Reply] = lambda _incoming, number: counted(number)

    async def handle(self, incoming: Incoming) -> Reply:
        self.begun.append(incoming)
        if self.before is not None:
            await self.before(incoming)
        self.done.append(incoming)
        return self.reply(incoming, self.count(incoming.sender.id))

    def count(self, person: int) -> int:
        return sum(1 for incoming in self.done if incoming.sender.id == person)

    def said(self, person: int | None = None) -> list[str]:
        """The texts and button data that were committed, in order."""
        acts = [i.act for i in self.done if person in (None, i.sender.id)]
        return [
            a.text if isinstance(a, Text) else a.data for a in acts if isinstance(a, Text | Tap)
        ]


async def until(condition: Callable[[], object]) -> None:
    """Let the loop run until something holds; a test that hangs fails instead."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  # anything at all may make it true
            await asyncio.sleep(0)


class Stage:
    """Everything a test moves; time stands still until it is moved."""

    def __init__(self, server: LoopbackServer, *, options: Options | None = None) -> None:
        self.server = server
        self.clock: Clock = server.clock
        self.timing = Timing(server.clock.now, server.clock.sleep, lambda: 0.0)
        self.service = Service()
        self.gone: list[int] = []
        self.ahead: list[float | None] = []
        self.pulse: Callable[[], Awaitable[None]] = _away
        self.stop = asyncio.Event()
        self.options = options or Options(api_url=server.url)
        self.channel = self.new_channel()
        self.task: asyncio.Task[None] | None = None

    def new_channel(self, token: str | None = None) -> Channel:
        numbers = count(1)
        return build(
            token or self.server.token,
            Behind(
                self.service.handle,
                failure,
                self._unreachable,
                compared=self.ahead.append,
                pulse=self._pulse,
            ),
            WORDING,
            options=self.options,
            timing=self.timing,
            reference=lambda: f"ref-{next(numbers)}",
        )

    def start(self, profile: Profile | None = None) -> asyncio.Task[None]:
        """Begin to serve."""
        self.task = asyncio.create_task(serve_polling(self.channel, self.stop, profile=profile))
        return self.task

    async def passes(self, condition: Callable[[], object], step: float = 0.1) -> float:
        """Let time pass in steps until something holds; how much passed."""
        began = self.clock.now()
        async with asyncio.timeout(10):
            while not condition():
                for _ in range(20):
                    await asyncio.sleep(0)
                if not condition():
                    self.clock.advance(step)
        return self.clock.now() - began

    async def end(self) -> None:
        """Stop in order, whatever the test left behind."""
        self.server.faults.clear()
        self.service.before = None
        self.stop.set()
        task = self.task
        if task is None:
            await self.channel.close()
        else:
            await self.passes(task.done, 1.0)
            if not task.cancelled():
                task.exception()

    @property
    def unacknowledged(self) -> list[int]:
        """What Telegram would deliver again."""
        return list(self.server.world.updates.pending)

    async def _pulse(self) -> None:
        await self.pulse()

    async def _unreachable(self, person: int) -> None:
        self.gone.append(person)
