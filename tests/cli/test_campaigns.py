"""Campaigns on the command line: made, counted, extended, excused from, closed."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta

import pytest

from bot.agencies.agency import Agency, Unit
from bot.agencies.roster import Line
from bot.store.roster import Work
from bot.store.store import open_store
from tests.cli.run import Shell

KOTA = Agency("KOTA", "Pemerintah Kota Contoh")
UNITS = (Unit("KOTA", "BKD", "Badan Kepegawaian"), Unit("KOTA", "DINKES", "Dinas Kesehatan"))
LINES = (Line("e1", "1", "Siti Aminah", "BKD"), Line("e2", "2", "Siti Rahma", "DINKES"))
TODAY = date.today()  # noqa: DTZ011  # the command line has the real clock
FAR = f"{TODAY + timedelta(days=40):%d-%m-%Y}"
NEAR = f"{TODAY + timedelta(days=39):%d-%m-%Y}"
FARTHER = f"{TODAY + timedelta(days=60):%d-%m-%Y}"
START = f"{TODAY + timedelta(days=1):%d-%m-%Y}"


@pytest.fixture
def kota(shell: Shell) -> Shell:
    async def settle() -> None:
        store = await open_store(shell.settings["DATABASE_URL"])
        await store.agencies.put([KOTA], UNITS)
        assert await store.roster.rewrite(Work("KOTA", 0, LINES, (), (), 1, ""))
        await store.close()

    asyncio.run(settle())
    return shell


def made(shell: Shell, *more: str) -> str:
    done = shell.run("campaigns", "create", "kota", "uji", START, FAR, *more)
    assert done.code == 0, done.err
    return done.out.split()[1]


def test_a_campaign_from_its_making_to_its_end(kota: Shell) -> None:
    campaign = made(kota, "--unit", "bkd", "--unit", "dinkes", "--months", "6")
    longer = ("extend", "kota", campaign, FARTHER, "--reason", "jaringan")
    assert "extended to" in kota.run("campaigns", *longer, "--unit", "dinkes").out
    early = ("extend", "kota", campaign, NEAR, "--reason", "jaringan")
    assert "before the campaign's last day" in kota.run("campaigns", *early).err
    several = kota.run("campaigns", *longer, "--person", "siti")
    assert "Siti Aminah (BKD), Siti Rahma (DINKES)" in several.err
    excused = kota.run("campaigns", "excuse", "kota", campaign, "aminah", "--reason", "cuti")
    assert excused.out.strip() == "Siti Aminah: excused"
    shown = json.loads(kota.run("campaigns", "show", "kota", campaign, "--json").out)
    assert shown["units"] == ["BKD", "DINKES"]
    assert (shown["on_roster"]["excused"], shown["on_roster"]["not_started"]) == (1, 1)
    undone = kota.run("campaigns", "excuse", "kota", campaign, "aminah", "--undo")
    assert "has to take part again" in undone.out
    assert "BKD\tyes\tnot_started\t1" in kota.run("campaigns", "show", "kota", campaign).out
    assert kota.run("campaigns", "close", "kota", campaign).out.strip() == "closed"
    assert f"{campaign}\tuji\t" in kota.run("campaigns", "list", "kota").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("create", "kota", "uji", "besok", FAR), "'besok' is no day"),
        (("show", "kota", "tiada"), "has no campaign tiada"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(kota: Shell, words: tuple[str, ...], told: str) -> None:
    done = kota.run("campaigns", *words)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert told in done.err
