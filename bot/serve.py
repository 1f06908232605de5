"""Serving people: in the terminal, by polling, by webhook; and sending what is due to be told."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from socket import socket
from typing import TYPE_CHECKING

from bot import memory
from bot.app import DEMO, DEMO_UNITS, App, opened, serving
from bot.catalog.parts import LANGUAGES
from bot.channels.terminal import Terminal
from bot.errors import SettingsError
from bot.screens.incoming import Sender
from bot.screens.screen import say
from bot.screens.wording import FIRST_LANGUAGE
from bot.service import reception
from bot.service.notices import reminding
from bot.service.notices.shift import Shift
from bot.service.upkeep.fleet import Fleet
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.telegram.commands import Profile
    from bot.channels.telegram.parts import Behind, Channel

_PORT = 8080  # of the webhook, when none is set
_NO_DEMO = (
    "This database has agencies of its own: write /start CODE, or search for one by its name.\n"
)
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
    "ekspor",
    "undang",
    "bantuan",
)


async def chat(settings: Settings, person: int, name: str, language: str) -> None:
    """The chat in the terminal. Only a database without agencies gets the demonstration agency:
    nothing takes it out of one that serves people."""
    async with serving(settings) as app:
        known = {agency.code for agency in await app.store.agencies.all()}
        if not known:
            await app.store.agencies.put([DEMO], DEMO_UNITS)
        elif DEMO.code not in known:
            sys.stdout.write(_NO_DEMO)
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
    memory.spare()
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(_listening(settings)) if settings.port else None
        app = await stack.enter_async_context(serving(settings, compared=True))
        channel = _channel(settings, app)
        fleet = Fleet.of(app.desk, channel.notifier)
        if listener is not None:
            from bot.channels.web.watched import watched

            await stack.enter_async_context(
                watched(
                    channel,
                    listener,
                    ping=app.store.ping,
                    round_trips=app.round_trips,
                    fleet=fleet,
                )
            )
        memory.settle()
        stop = asyncio.Event()
        await stack.enter_async_context(fleet.at_work())
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
    memory.spare()
    with _listening(settings) as listener:
        async with serving(settings, compared=True) as app:
            channel = _channel(settings, app)
            fleet = Fleet.of(app.desk, channel.notifier)
            door = Webhook(
                channel,
                listener,
                settings.webhook_url,
                secret_of(settings.bot_token, settings.webhook_secret),
                ping=app.store.ping,
                round_trips=app.round_trips,
                fleet=fleet,
            )
            memory.settle()
            stop = asyncio.Event()
            async with fleet.at_work():
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
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, shift.stop)
        try:
            if app.desk.own_clock.wrong:
                raise SettingsError(f"{app.desk.own_clock.told}: set it right before reminding")
            await reminding.plan(app.desk)
            return await shift.until_done()
        finally:
            await channel.close()


def _need_token(settings: Settings) -> None:
    if not settings.bot_token:
        raise SettingsError("BOT_TOKEN is not set; get one from @BotFather, or use: chat")


def _channel(settings: Settings, app: App) -> Channel:
    from bot.channels.telegram.parts import Options, build

    options = Options(
        api_url=settings.bot_api_url,
        chat_seconds=settings.chat_seconds,
        notices_per_second=settings.notices_per_second,
    )
    return build(settings.bot_token, behind(app), app.wording, options=options)


def behind(app: App) -> Behind:
    """The app as its channel knows it."""
    from bot.channels.telegram.parts import Behind

    return Behind(
        app.handle,
        failure=lambda reference: reception.broken(FIRST_LANGUAGE, reference),
        unreachable=app.unreachable,
        named=app.named,
        compared=app.desk.own_clock.compared,
        pulse=app.store.pulse,
    )


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
