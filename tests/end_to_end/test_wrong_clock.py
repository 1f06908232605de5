"""A bot whose machine has a wrong clock goes on serving, and stores Telegram's time."""

from __future__ import annotations

from email.utils import formatdate
from time import time

import pytest

from bot.store.store import open_store
from tests.cli.run import Shell
from tests.end_to_end.process import bot, register
from tests.loopback import LoopbackServer
from tests.store.raw import execute

DAYS = 86_400.0


@pytest.mark.parametrize("off", [3 * DAYS, -3 * DAYS])
async def test_what_people_do_meanwhile_has_the_right_time(
    shell: Shell, server: LoopbackServer, off: float
) -> None:
    theirs = time() - off
    server.date = formatdate(theirs, usegmt=True)
    async with bot(shell, server) as running:
        await running.says("nothing is deleted and nobody is reminded")
        await register(server.person(7001, first_name="Ani", language_code="id"))
    store = await open_store(shell.settings["DATABASE_URL"])
    [row] = await execute(store.database, "SELECT at FROM consents")
    await store.close()
    assert row["at"] / 1000 == pytest.approx(theirs, abs=60)
