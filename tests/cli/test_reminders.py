"""What the command line says of an agency's reminders."""

import asyncio
import json
import re
import sys
from email.utils import formatdate
from time import time

from bot.agencies.agency import Agency
from bot.store.notices import Notice
from bot.store.store import open_store
from tests.cli.run import ROOT, Shell
from tests.loopback import LoopbackServer


async def plan(shell: Shell) -> None:
    store = await open_store(shell.settings["DATABASE_URL"])
    await store.agencies.put([Agency("DEMO", "Instansi Contoh")])
    for person, moment in ((7001, "opening"), (7002, "opening"), (7001, "last_day")):
        subject = "c1:" if moment == "opening" else "c1:20241030:0"
        notice = Notice(person, moment, f"remind.{moment}", subject, "{}", 5, "DEMO")
        await store.notices.put(notice)
    await store.close()


def test_the_numbers_of_an_agency_as_a_table_and_for_machines(shell: Shell) -> None:
    asyncio.run(plan(shell))
    heading, opening, last = shell.run("reminders", "demo").out.splitlines()
    assert heading.split("\t")[2:] == [
        *("moment", "waiting", "sent", "blocked", "failed", "uncertain", "dropped")
    ]
    assert opening.split("\t")[2:] == ["opening", "2", "0", "0", "0", "0", "0"]
    assert last.split("\t")[2:4] == ["last_day", "1"]
    [first, _] = json.loads(shell.run("reminders", "DEMO", "--json").out)
    assert (first["campaign"], first["waiting"]) == ("c1", 2)


def test_an_unknown_agency_ends_in_one_line(shell: Shell) -> None:
    unknown = shell.run("reminders", "LAIN")
    assert (unknown.code, unknown.err) == (2, "listing: there is no agency LAIN\n")


async def test_by_a_wrong_clock_nobody_is_reminded(shell: Shell) -> None:
    async with LoopbackServer() as server:
        server.date = formatdate(time() - 86_400, usegmt=True)
        shell.settings |= {"BOT_TOKEN": server.token, "BOT_API_URL": server.url}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "run_bot.py", "remind"),
            env=shell.environment(),
            cwd=ROOT,
            stderr=asyncio.subprocess.PIPE,
        )
        _, log = await process.communicate()
    assert process.returncode == 2
    last = log.decode().splitlines()[-1]
    assert re.search(r"is 864\d\d s ahead of Telegram's: set it right before reminding", last)
