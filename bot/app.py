"""The composition root: the only place that knows every part."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from socket import socket
from typing import TYPE_CHECKING

from bot.agencies.agency import Agency, Unit
from bot.catalog.load import load
from bot.catalog.parts import LANGUAGES
from bot.channels.terminal import Terminal
from bot.errors import ContentError, SettingsError
from bot.screens.incoming import Incoming, Sender
from bot.screens.screen import Reply, say
from bot.screens.wording import FIRST_LANGUAGE, Wording
from bot.service import reception, reminding
from bot.service.chores import Chores
from bot.service.desk import Desk
from bot.service.keys import Keyring
from bot.service.library import Library
from bot.service.retention import periods
from bot.service.sealing import Sealer
from bot.service.shift import Shift
from bot.settings import Settings
from bot.store.store import Store, open_store

if TYPE_CHECKING:
    from bot.channels.telegram.commands import Profile
    from bot.channels.telegram.parts import Channel

log = logging.getLogger(__name__)

DEMO = Agency("DEMO", "Instansi Contoh")
DEMO_UNITS = (
    Unit("DEMO", "SETDA", "Sekretariat Daerah"),
    Unit("DEMO", "DINKES", "Dinas Kesehatan"),
    Unit("DEMO", "DISDIK", "Dinas Pendidikan"),
)
_PORT = 8080  # of the webhook, when none is set
COMMANDS = (
    "start",
    "kuis",
    "ujian",
    "cek",
    "sertifikat",
    "verifikasi",
    "menu",
    "progres",
    "pengingat",
    "profil",
    "dataku",
    "hapus",
    "bahasa",
    "penugasan",
    "rekap",
    "undang",
    "bantuan",
)


def now() -> int:
    """Now, in ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


def token() -> str:
    """An unguessable id of 11 letters (64 bits): short enough for a button."""
    return secrets.token_urlsafe(8)


def seed() -> int:
    """A seed for one draw; stored with the attempt, so that the draw can be shown to be fair."""
    return secrets.randbelow(1 << 31)


@dataclass(frozen=True, slots=True)
class App:
    """The parts in use. ``wording`` follows the content when it is reloaded."""

    desk: Desk
    wording: Wording

    @property
    def store(self) -> Store:
        """The store."""
        return self.desk.store

    async def handle(self, incoming: Incoming) -> Reply:
        """One update, answered; see :func:`reception.handle`."""
        return await reception.handle(self.desk, incoming)

    async def unreachable(self, person: int) -> None:
        """Remember that messages do not reach this person any more."""
        await self.store.people.set_reachable(person, False, self.desk.clock())

    def named(self, name: str) -> None:
        """Telegram calls the bot so."""
        self.desk.called.name = name

    def round_trips(self) -> int:
        """How often the database was asked so far."""
        return self.store.database.round_trips

    async def reload(self) -> None:
        """Take the content folder's new content, or say in the log why not and keep the old."""
        try:
            await self.desk.library.reload(self.desk.clock)
        except ContentError as error:
            for finding in error.findings:
                log.error("content refused: %s", finding)
        else:
            log.info("content reloaded: %s", self.desk.library.current.hash)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[App]:
    """The app on the database and the content of the settings; closed on the way out.

    Raises ContentError, SettingsError, NewerDatabase, StoreUnavailable or StoreError.
    """
    catalog = load(settings.content_dir)
    store = await open_store(settings.database_url)
    try:
        wording = Wording(catalog.texts)
        library = Library(catalog, settings.content_dir, store, lambda new: wording.use(new.texts))
        await library.archive(now())
        desk = Desk(
            store,
            library,
            now,
            token,
            seed,
            settings.admin_ids,
            signer=keyring(settings, store).current,
            periods=periods(settings),
            roster_key=settings.roster_key,
        )
        yield App(desk, wording)
    finally:
        await store.close()


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[App]:
    """The app as :func:`opened`, with its work in the background: completions are sealed, and
    chores are done."""
    async with opened(settings) as app:
        await keyring(settings, app.store).prepare()
        sealer = Sealer(app.store, app.desk.clock)
        async with sealer.at_work(), Chores(app.desk).at_work():
            yield replace(app, desk=replace(app.desk, finished=sealer.wake))


def keyring(settings: Settings, store: Store) -> Keyring:
    """The keys that sign, with the one of the settings if there is one."""
    return Keyring(store, settings.signing_key, now, lambda: secrets.token_bytes(32))


async def chat(settings: Settings, person: int, name: str, language: str) -> None:
    """The chat in the terminal, with the demonstration agency on the database."""
    async with serving(settings) as app:
        await app.store.agencies.put([DEMO], DEMO_UNITS)
        sender = Sender(person, name, language)
        await Terminal(app.handle, app.wording, sender, sys.stdin, sys.stdout).run()


async def poll(settings: Settings, started: float) -> None:
    """Telegram by long polling, until SIGTERM or SIGINT; SIGHUP reloads the content.

    ``started`` is when the process began, by ``time.monotonic``. Raises SettingsError for a
    token that Telegram does not accept.
    """
    # Imported only when used: the terminal and the command line start without the framework.
    from bot.channels.telegram.channel import serve_polling

    _need_token(settings)
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(_listening(settings)) if settings.port else None
        app = await stack.enter_async_context(serving(settings))
        channel = _channel(settings, app)
        if listener is not None:
            from bot.channels.web.watched import watched

            await stack.enter_async_context(
                watched(channel, listener, ping=app.store.ping, round_trips=app.round_trips)
            )
        _settle()
        stop = asyncio.Event()
        await stack.enter_async_context(Shift(app.desk, channel.notifier).at_work())
        with _signals(stop, app):
            await serve_polling(channel, stop, profile=profile(app), started=started)


async def webhook(settings: Settings, started: float) -> None:
    """Telegram by webhook, until SIGTERM or SIGINT; SIGHUP reloads the content.

    ``started`` as for :func:`poll`. Raises SettingsError too when the port cannot be used.
    """
    from bot.channels.web.secret import secret_of
    from bot.channels.web.webhook import Webhook

    _need_token(settings)
    if not settings.webhook_url:
        raise SettingsError("WEBHOOK_URL is not set: the https address that leads to this PORT")
    with _listening(settings) as listener:
        async with serving(settings) as app:
            channel = _channel(settings, app)
            door = Webhook(
                channel,
                listener,
                settings.webhook_url,
                secret_of(settings.bot_token, settings.webhook_secret),
                ping=app.store.ping,
                round_trips=app.round_trips,
            )
            _settle()
            stop = asyncio.Event()
            async with Shift(app.desk, channel.notifier).at_work():
                with _signals(stop, app):
                    await door.serve(stop, profile=profile(app), started=started)


async def remind(settings: Settings) -> Counter[str] | None:
    """Plan what is due today and send what is due now, until all is sent or SIGTERM or SIGINT.

    Gives how many notices ended in which way, or None while another worker sends. Raises as
    :func:`poll`, and StoreError.
    """
    _need_token(settings)
    async with opened(settings) as app:
        channel = _channel(settings, app)
        await channel.open()
        shift = Shift(app.desk, channel.notifier)
        await reminding.plan(app.desk)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, shift.stop)
        try:
            return await shift.until_done()
        finally:
            await channel.close()


def _need_token(settings: Settings) -> None:
    if not settings.bot_token:
        raise SettingsError("BOT_TOKEN is not set; get one from @BotFather, or use: chat")


def _channel(settings: Settings, app: App) -> Channel:
    from bot.channels.telegram.parts import Options, build

    return build(
        settings.bot_token,
        app.handle,
        app.wording,
        failure=lambda reference: reception.broken(FIRST_LANGUAGE, reference),
        unreachable=app.unreachable,
        options=Options(
            api_url=settings.bot_api_url,
            chat_seconds=settings.chat_seconds,
            notices_per_second=settings.notices_per_second,
        ),
        named=app.named,
    )


def _settle() -> None:
    """What is loaded by now stays, so the garbage collector need not look through it again and
    again: that was a tenth of all work (measured).
    """
    gc.collect()
    gc.freeze()


def _listening(settings: Settings) -> closing[socket]:
    """First of all: a port that is taken stops the start before anything is done."""
    from bot.channels.web.server import listen

    return closing(listen(settings.web_host, settings.port or _PORT))


@contextmanager
def _signals(stop: asyncio.Event, app: App) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(app.reload())
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, stop.set)
    loop.add_signal_handler(signal.SIGHUP, reload)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.remove_signal_handler(number)


def profile(app: App) -> Profile:
    """The command menu and the descriptions, in every language."""
    from bot.channels.telegram.commands import Profile

    def told(key: str) -> dict[str, str]:
        return {language: app.wording.plain(say(key), language) for language in LANGUAGES}

    commands = {
        language: [(name, app.wording.plain(say(f"command.{name}"), language)) for name in COMMANDS]
        for language in LANGUAGES
    }
    return Profile(commands, told("about.long"), told("about.short"))
