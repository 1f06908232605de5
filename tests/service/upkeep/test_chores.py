"""Chores are done when they are due, by one worker, and one that fails does not stop the others."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StoreUnavailable
from bot.service.desk import Desk
from bot.service.upkeep.chores import Chore, Chores
from tests.dialogues.stage import World


class Done:
    """Counts how often it was done."""

    def __init__(self, error: Exception | None = None) -> None:
        self.times = 0
        self.error = error

    async def __call__(self, _desk: Desk) -> None:
        self.times += 1
        if self.error is not None:
            raise self.error


async def test_of_two_workers_one_does_it_until_it_is_due_again(tmp_path: Path, url: str) -> None:
    world, done = World.make(tmp_path, url), Done()
    chore = Chore("sweep", 60.0, done)
    async with world.app() as one, world.app() as two:
        assert await Chores(one.desk).once(chore)
        assert not await Chores(two.desk).once(chore)
        world.clock.now += 59_999
        assert not await Chores(one.desk).once(chore)
        world.clock.now += 1
        assert await Chores(two.desk).once(chore)
    assert done.times == 2


@pytest.mark.parametrize("error", [RuntimeError("a bug"), StoreUnavailable("locked")])
async def test_what_goes_wrong_is_logged_and_done_again_when_it_is_due(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    world, done = World.make(tmp_path), Done(error)
    chore = Chore("sweep", 60.0, done)
    with caplog.at_level(logging.WARNING):
        async with world.app() as app:
            await Chores(app.desk).once(chore)
            world.clock.now += 60_000
            await Chores(app.desk).once(chore)
    assert done.times == 2
    assert len([r for r in caplog.records if "the chore sweep" in r.getMessage()]) == 2


async def test_a_chore_without_end_does_not_hold_up_the_stop(tmp_path: Path) -> None:
    begun, left = asyncio.Event(), asyncio.Event()

    async def endless(_desk: Desk) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            left.set()

    async with World.make(tmp_path).app() as app:
        async with Chores(app.desk, [Chore("sweep", 3600.0, endless)], last_s=0.0).at_work():
            await begun.wait()
        assert left.is_set()


async def test_a_chore_goes_on_after_an_error_that_nobody_thought_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As when the lease itself cannot be asked for."""
    world, done = World.make(tmp_path), Done()
    async with world.app() as app:
        chore = Chore("sweep", 60.0, done)
        assert not await Chores(replace(app.desk, token=_broken)).once(chore)
        assert await Chores(app.desk).once(chore)
    assert "the chore sweep failed" in caplog.text


def _broken() -> str:
    raise RuntimeError("a bug")


async def test_what_has_begun_ends_before_the_stop(tmp_path: Path) -> None:
    world, done = World.make(tmp_path), Done()
    async with world.app() as app:
        async with Chores(app.desk, [Chore("sweep", 3600.0, done)]).at_work():
            pass
        assert done.times in (0, 1)
