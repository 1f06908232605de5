"""The clock of the machine is compared with the dates of Telegram's answers."""

from __future__ import annotations

from email.utils import formatdate
from time import time

import pytest

from tests.channels.telegram.stage import Stage, until

YEAR = 31_536_000


async def test_a_right_clock_is_known_to_be_right_once_the_bot_has_signed_in(stage: Stage) -> None:
    await until(lambda: stage.channel.health.signed_in)
    [ahead] = stage.ahead
    assert ahead is not None
    assert abs(ahead) < 60


@pytest.mark.parametrize("years", [2, -2])
async def test_a_wrong_clock_is_told_by_how_much(idle_stage: Stage, years: int) -> None:
    idle_stage.server.date = formatdate(time() - years * YEAR, usegmt=True)
    idle_stage.start()
    await until(lambda: idle_stage.channel.health.signed_in)
    [ahead] = idle_stage.ahead
    assert ahead == pytest.approx(years * YEAR, abs=60)


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 99 Nov 2026 00:00:00 GMT"])
async def test_answers_that_tell_no_time_compare_nothing(idle_stage: Stage, date: str) -> None:
    idle_stage.server.date = date
    idle_stage.start()
    await until(lambda: idle_stage.channel.health.signed_in)
    assert idle_stage.ahead == [None]


async def test_it_is_compared_again_every_minute_by_whatever_call_comes(stage: Stage) -> None:
    await until(lambda: stage.channel.health.signed_in)
    for _ in range(3):
        await stage.channel.wire.get_me()
    assert len(stage.ahead) == 1
    stage.server.date = formatdate(time() - YEAR, usegmt=True)
    stage.clock.advance(60)
    await stage.channel.wire.get_me()
    assert stage.ahead[1:] == [pytest.approx(YEAR, abs=60)]
