"""A stage for notices: the app, the server, and the real way between them; kinds for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.agencies.people import Person
from bot.app import App
from bot.channels.telegram.notify import Notifier
from bot.channels.telegram.parts import Options, build
from bot.screens.screen import Screen, say
from bot.serve import behind
from bot.service.desk import Desk
from bot.service.notices.kinds import Tell
from bot.service.notices.sending import Sender
from bot.service.notices.shift import Shift
from bot.store.notices import Notice
from tests.dialogues.stage import World
from tests.loopback import LoopbackServer
from tests.store.raw import execute

MORNING = 1_727_744_400_000
"""2024-10-01, a Tuesday, 08:00 in Jakarta, in ms since 1970 UTC."""
HOUR = 3_600_000
DAY = 24 * HOUR


async def _told(_desk: Desk, notice: Notice) -> Screen | None:
    return None if notice.subject.startswith("over") else Screen((say("plain", text=notice.id),))


async def _broken(_desk: Desk, _notice: Notice) -> Screen | None:
    raise RuntimeError("a bug")


KINDS: Mapping[str, Tell] = {"test": _told, "news": _told, "broken": _broken}
NEWS = frozenset({"news"})


@dataclass(slots=True)
class Post:
    """One worker."""

    app: App
    server: LoopbackServer
    notifier: Notifier
    world: World

    def sender(self) -> Sender:
        return Sender(self.app.desk, self.notifier, KINDS, NEWS)

    def shift(self) -> Shift:
        return Shift(self.app.desk, self.notifier)

    async def person(self, number: int, *, agency: str = "DEMO", language: str = "id") -> int:
        """Somebody registered, who may be written to."""
        self.server.person(number, f"Orang {number}", start=True)
        known = Person(number, f"Orang {number}", "uji-1", 1, language, "pns", agency, None, 2)
        await self.app.store.people.add(known)
        return number

    async def plan(self, person: int, id_: str, kind: str = "test", **details: str | int) -> None:
        """A notice that is due now, unless ``due_at`` says when; its screen says its id."""
        values = {"subject": id_, "due_at": self.world.clock.now, "agency": "DEMO", **details}
        await self.app.store.notices.put(Notice(person, id_, kind, body="{}", **values))  # type: ignore[arg-type]

    async def send(self, sender: Sender | None = None) -> None:
        """Everything that is due."""
        one = sender or self.sender()
        while await one.batch():
            pass
        await one.finish()

    def read(self, person: int) -> list[str]:
        """What somebody was told, in order."""
        return [shown.text for shown in self.server.people[person].chat.messages]

    async def states(self) -> dict[str, str]:
        rows = await execute(self.app.store.database, "SELECT id, state FROM notices ORDER BY id")
        return {row["id"]: row["state"] for row in rows}


@asynccontextmanager
async def posts(tmp: Path, url: str = "", count: int = 1) -> AsyncIterator[list[Post]]:
    """So many workers on one database and one server."""
    world = World.make(tmp, url)
    world.clock.now = MORNING
    async with LoopbackServer() as server, _workers(world, server, count) as made:
        yield made


@asynccontextmanager
async def _workers(world: World, server: LoopbackServer, count: int) -> AsyncIterator[list[Post]]:
    if count == 0:
        yield []
        return
    async with (
        world.app() as app,
        _notifier(app, server) as notifier,
        _workers(world, server, count - 1) as others,
    ):
        yield [Post(app, server, notifier, world), *others]


@asynccontextmanager
async def _notifier(app: App, server: LoopbackServer) -> AsyncIterator[Notifier]:
    options = Options(api_url=server.url, chat_seconds=0, notices_per_second=1000)
    channel = build(server.token, behind(app), app.wording, options=options)
    await channel.open()
    try:
        yield channel.notifier
    finally:
        await channel.close()
