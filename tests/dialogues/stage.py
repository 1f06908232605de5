"""The stage of the dialogues: the real app on a real database, and two doors into it.

The words are the product's own; rulebook and questions are a small set made for tests, so that
the dialogues stay true when lawyers change the real ones.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Protocol

from bot.agencies.agency import Agency, Unit
from bot.app import App
from bot.catalog.catalog import Catalog
from bot.catalog.files import read_files
from bot.catalog.load import load_files
from bot.channels.telegram.channel import serve_polling
from bot.channels.telegram.parts import Options, build
from bot.screens.incoming import (
    Act,
    Attachment,
    Command,
    Document,
    Edited,
    Incoming,
    Sender,
    Tap,
    Text,
)
from bot.screens.wording import Label, Wording, plain
from bot.serve import behind
from bot.service.desk import Desk
from bot.service.ledger.keys import Keyring
from bot.service.library import Library
from bot.store.store import open_store
from tests.databases import sqlite_in
from tests.loopback import LoopbackServer, Person

HERE = Path(__file__).parent
PRODUCT_TEXT = HERE.parent.parent / "content" / "text"
CAST = {"Ani": 7001, "Budi": 7002, "Citra": 7003, "Operator": 9000}
SEED = bytes(range(32))  # of the key that signs certificates
NOON = 1_727_784_000_000  # 2024-10-01 12:00 UTC, in ms
AGENCIES = (Agency("DEMO", "Instansi Contoh"), Agency("LAIN", "Badan Lain"))
UNITS = (
    Unit("DEMO", "DINKES", "Dinas Kesehatan"),
    Unit("DEMO", "DISDIK", "Dinas Pendidikan"),
)


@dataclass(slots=True)
class Shown:
    """What a person sees: plain text, and the labels of the buttons."""

    text: str
    labels: list[str]

    def __str__(self) -> str:
        return self.text + "\n" + " ".join(f"[{label}]" for label in self.labels)


@dataclass(slots=True)
class Clock:
    """Time stands still until it is moved."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


def loaded(folder: Path) -> Catalog:
    """The catalog of a folder; files that were seen before are not read a second time.

    A catalog never changes, and to read one takes a seventh of a second that most tests would feel.
    """
    return _loaded(tuple(read_files(folder).items()))


@lru_cache(maxsize=16)
def _loaded(files: tuple[tuple[str, bytes], ...]) -> Catalog:
    return load_files(dict(files))


@dataclass(slots=True)
class World:
    """What outlives a restart of the app."""

    folder: Path
    url: str
    clock: Clock = field(default_factory=Clock)
    tokens: count[int] = field(default_factory=lambda: count(1))

    @classmethod
    def make(cls, tmp: Path, url: str = "") -> World:
        """A fresh content folder below ``tmp``, and an empty database there or at ``url``."""
        folder = tmp / "content"
        shutil.copytree(HERE / "content", folder)
        shutil.copytree(PRODUCT_TEXT, folder / "text")
        return cls(folder, url or sqlite_in(tmp, "test.db"))

    @asynccontextmanager
    async def app(self) -> AsyncIterator[App]:
        """The app as in production, but for the clock and the dice."""
        catalog = loaded(self.folder)
        store = await open_store(self.url)
        try:
            wording = Wording(catalog.texts)
            library = Library(catalog, self.folder, store, lambda new: wording.use(new.texts))
            await library.archive(self.clock())
            await store.agencies.put(AGENCIES, UNITS)
            desk = Desk(
                store,
                library,
                self.clock,
                lambda: f"t{next(self.tokens)}",
                lambda: 7,
                frozenset({CAST["Operator"]}),
                signer=Keyring(store, SEED, self.clock, lambda: SEED).current,
            )
            yield App(desk, wording)
        finally:
            await store.close()


class Door(Protocol):
    """A way into the app."""

    async def act(self, name: str, line: str) -> Shown:
        """What a line of a script does, and what the person then sees."""


def attached(line: str) -> tuple[str, bytes]:
    """The name and the content of the file that ``(sends NAME)`` names, below ``files``."""
    name = line.removeprefix("(sends ").removesuffix(")")
    return name, (HERE / "files" / name).read_bytes()


class ServiceDoor:
    """Straight to the use cases."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.labels: dict[str, list[Label]] = {}

    async def act(self, name: str, line: str) -> Shown:
        act = self._act(name, line)
        reply = await self.app.handle(Incoming(Sender(CAST[name], name), act))
        if reply.screen is None:
            return Shown("", [])
        message = self.app.wording.message(reply.screen, reply.language)
        self.labels[name] = [label for row in message.rows for label in row]
        return Shown(plain(message.html), [label.text for label in self.labels[name]])

    def _act(self, name: str, line: str) -> Act:
        if line.startswith("["):
            return Tap(self._data(name, line[1:-1]))
        if line.startswith("(forged "):
            return Tap(line.removeprefix("(forged ").removesuffix(")"))
        if line == "(edited)":
            return Edited()
        if line.startswith("(sends "):
            name, content = attached(line)
            return Document(name, len(content), partial(asyncio.to_thread, lambda: content))
        if line.startswith("("):
            return Attachment(line[1:-1])
        if line.startswith("/"):
            word, _, argument = line[1:].partition(" ")
            return Command(word, argument)
        return Text(line)

    def _data(self, name: str, wanted: str) -> str:
        labels = self.labels.get(name, [])
        for label in labels:
            if wanted == label.text or wanted in label.text:
                return label.data
        raise AssertionError(f"no button {wanted!r} among {[label.text for label in labels]}")


class TelegramDoor:
    """Through the real framework, over HTTP, from the loopback server."""

    def __init__(self, server: LoopbackServer) -> None:
        self.server = server
        self.people = {
            name: server.person(id_, first_name=name, language_code="id")
            for name, id_ in CAST.items()
        }

    async def act(self, name: str, line: str) -> Shown:
        person = self.people[name]
        if line.startswith("(forged "):
            # May change nothing: Telegram refuses to edit a message into what it is already.
            edits = self.server.calls.counts["editMessageText"]
            await person.forge_tap(line.removeprefix("(forged ").removesuffix(")"))
            await self.server.calls.ends("editMessageText", edits + 1)
            shown = next(one for one in person.chat.by_bot() if one.text)
        else:
            await self._do(person, line)
            shown = await person.sees()
            while not shown.text:  # a file that an earlier screen brought along
                shown = await person.sees()
        return Shown(shown.text, list(shown.labels))

    async def _do(self, person: Person, line: str) -> None:
        if line.startswith("["):
            await person.tap(self._label(person, line[1:-1]))
        elif line == "(edited)":
            mine = await person.send("salah ketik")
            await person.sees()
            await person.edit(mine, "salah ketik lagi")
        elif line.startswith("(sends "):
            name, content = attached(line)
            await person.send_document(content, name)
        elif line.startswith("("):
            await getattr(person, f"send_{line[1:-1]}")()
        else:
            await person.send(line)

    def _label(self, person: Person, wanted: str) -> str:
        labels = next((list(one.labels) for one in person.chat.by_bot() if one.labels), [])
        return next((label for label in labels if wanted in label), wanted)


@asynccontextmanager
async def polling(app: App, server: LoopbackServer) -> AsyncIterator[None]:
    """The app served by long polling until the end of the block."""
    options = Options(api_url=server.url, chat_seconds=0)
    channel = build(server.token, behind(app), app.wording, options=options)
    stop = asyncio.Event()
    task = asyncio.create_task(serve_polling(channel, stop))
    try:
        yield
    finally:
        stop.set()
        await task
