"""``run_bot.py webhook`` as an operator runs it: started, asked, killed."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TypeVar

import pytest

from bot.agencies.agency import Agency
from bot.store.store import open_store
from tests.channels.web.process import running
from tests.channels.web.stage import client
from tests.cli.run import Shell
from tests.loopback import TEST_TOKEN, LoopbackServer, Person, Shown

PEOPLE = 12
T = TypeVar("T")


@pytest.fixture
async def server(shell: Shell) -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer() as server:
        shell.settings["BOT_API_URL"] = server.url
        yield server


async def with_agency(shell: Shell) -> None:
    store = await open_store(shell.settings["DATABASE_URL"])
    await store.agencies.put([Agency("DEMO", "Instansi Contoh")], [])
    await store.close()


async def test_it_serves_and_ends_in_order(shell: Shell, server: LoopbackServer) -> None:
    url = f"http://127.0.0.1:{shell.settings['PORT']}"
    async with running(shell) as bot, client(url) as by_hand:
        line = await bot.says("ready: ")
        assert re.search(r"webhook on port \d+, \d\.\d\d s after the start$", line.strip())
        ani = server.person(7001)
        await ani.send("/start")
        assert "Selamat datang" in (await ani.sees()).text
        assert (await by_hand.get("/readyz"))[0] == 200
        assert "netral_updates_total" in (await by_hand.get("/metrics"))[1]
        assert await bot.ends() == 0
    said = "".join(bot.lines)
    assert "ERROR" not in said
    assert TEST_TOKEN.partition(":")[2] not in said
    assert not any(word in said for word in ("7001", "Ani", server.webhook.secret))
    assert "uvicorn" not in said, "its own lines add nothing to ours"


async def test_no_update_is_lost_when_it_is_stopped_under_load(
    shell: Shell, server: LoopbackServer
) -> None:
    await under_load(shell, server, signal.SIGTERM)


async def test_no_update_is_lost_when_it_is_killed_under_load(
    shell: Shell, server: LoopbackServer
) -> None:
    await under_load(shell, server, signal.SIGKILL)


async def under_load(shell: Shell, server: LoopbackServer, number: int) -> None:
    """People register without a pause while the process ends again and again; all get through."""
    await with_agency(shell)
    people = [server.person(7000 + n, f"P{n}", language_code="id") for n in range(PEOPLE)]
    walks = [asyncio.create_task(registers(person)) for person in people]
    for wanted in (PEOPLE, 3 * PEOPLE):
        async with running(shell) as bot:
            await bot.says("ready: ")
            await server.calls.arrives("editMessageText", wanted)
            assert await bot.ends(number) == (0 if number == signal.SIGTERM else -number)
    async with running(shell) as bot, asyncio.timeout(60):
        await bot.says("ready: ")
        await asyncio.gather(*walks)
        assert await bot.ends() == 0
    store = await open_store(shell.settings["DATABASE_URL"])
    for person in people:
        state = await store.people.state(person.id)
        assert state.person is not None
        assert state.person.employment == "pns"
        assert state.attempt is not None
    await store.close()


async def registers(person: Person) -> None:
    """From the agency's link to the first question."""
    await person.send("/start DEMO")
    for wanted in ("Saya setuju", "Bahasa Indonesia", "PNS", "Modul uji"):
        label, shown = await sees(person, partial(button, person, wanted))
        await person.tap(label, message=shown)
    await sees(person, partial(asked, person))


async def sees(person: Person, look: Callable[[], T | None]) -> T:
    """Waits for it, and writes /start where a reply was lost, as people do."""
    while (found := await person.chat.changed.until(look, 2)) is None:
        await person.send("/start")
    return found


def asked(person: Person) -> bool | None:
    return any("Soal 1/" in shown.text for shown in person.chat.by_bot()) or None


def button(person: Person, wanted: str) -> tuple[str, Shown] | None:
    for shown in person.chat.by_bot():
        for label in shown.labels:
            if wanted in label:
                return label, shown
    return None


def test_a_port_in_use_stops_the_start_with_one_line(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        shell.settings["PORT"] = str(taken.getsockname()[1])
        for command in ("webhook", "poll"):
            refused(shell, command, "PORT", "in use", "choose another")


def test_a_host_that_is_not_ours_stops_the_start_with_one_line(shell: Shell) -> None:
    shell.settings["WEB_HOST"] = "192.0.2.1"
    refused(shell, "webhook", "WEB_HOST 192.0.2.1")


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("WEBHOOK_URL", "http://bot.example", "https://"),
        ("WEBHOOK_URL", "bot.example", "https://"),
        ("WEBHOOK_URL", "", "not set"),
        ("WEBHOOK_SECRET", "with space", "1 to 256"),
        ("WEBHOOK_SECRET", "x" * 257, "1 to 256"),
        ("PORT", "0", "1 to 65535"),
        ("PORT", "http", "1 to 65535"),
        ("BOT_TOKEN", "", "@BotFather"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line(
    shell: Shell, name: str, value: str, word: str
) -> None:
    shell.settings[name] = value
    line = refused(shell, "webhook", name, word)
    assert value not in line or name != "WEBHOOK_SECRET"


def refused(shell: Shell, command: str, *words: str) -> str:
    done = shell.run(command)
    assert done.code == 2, done
    [line] = done.err.strip().splitlines()
    for word in words:
        assert word in line
    return line


async def test_nothing_optional_is_imported_to_serve(shell: Shell, server: LoopbackServer) -> None:
    shell.settings["PYTHONPROFILEIMPORTTIME"] = "1"
    async with running(shell) as bot:
        await bot.says("ready: ")
        await bot.ends()
    imported = {line.rpartition("|")[2].strip() for line in bot.lines if "import time" in line}
    assert "uvicorn" in imported
    for name in ("matplotlib", "openpyxl", "fpdf", "prometheus_client", "asyncpg"):
        assert name not in imported


async def test_polling_serves_health_when_a_port_is_set(
    shell: Shell, server: LoopbackServer
) -> None:
    url = f"http://127.0.0.1:{shell.settings['PORT']}"
    async with running(shell, "poll") as bot, client(url) as by_hand:
        await bot.says("ready: ")
        assert (await by_hand.get("/readyz"))[0] == 200
        assert await bot.ends() == 0
