"""A worker whose clock is wrong deletes nothing and reminds nobody, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.periods import DEFAULT
from bot.service.notices.shift import IDLE_S
from bot.service.own_clock import NOISE_S, WRONG_S, OwnClock
from bot.service.upkeep.chores import CHORES, Chores
from tests.dialogues.stage import World
from tests.service.posts import posts
from tests.service.scenes import Scene
from tests.store.raw import execute

YEAR_S = 31_536_000.0


class Clocks:
    """The clock of a machine, and one that nobody sets."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_700_000_000.0, 50.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


def doubted(clocks: Clocks | None = None) -> OwnClock:
    """A clock that was not compared yet."""
    two = clocks or Clocks()
    clock = OwnClock(lambda: two.wall, lambda: two.steady)
    clock.unsure()
    return clock


@given(st.floats(-1e9, 1e9))
def test_it_is_right_or_wrong_once_it_is_compared(ahead: float) -> None:
    clock = doubted()
    assert not clock.right
    assert not clock.wrong
    clock.compared(ahead)
    assert clock.wrong is not clock.right
    assert clock.right is (abs(ahead) <= WRONG_S)


def test_where_nobody_tells_the_time_it_is_believed() -> None:
    clock = doubted()
    clock.compared(None)
    assert clock.right


def test_an_answer_without_a_date_does_not_make_a_wrong_clock_right() -> None:
    clock = doubted()
    clock.compared(YEAR_S)
    clock.compared(None)
    assert clock.wrong


def test_a_jump_is_seen_before_the_next_comparison_and_told_at_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clocks = Clocks()
    clock = doubted(clocks)
    clock.compared(0.2)
    clocks.passes(3600)
    assert clock.right
    clocks.wall += YEAR_S
    assert clock.wrong
    assert clock.ahead == pytest.approx(YEAR_S + 0.2)
    clock.compared(YEAR_S + 0.2)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    clocks.wall -= YEAR_S
    assert clock.right
    clock.compared(0.2)
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


@given(st.floats(-WRONG_S, WRONG_S), st.integers(0, 2**42))
def test_workers_whose_clocks_differ_have_a_moment_in_common(ahead: float, moment: int) -> None:
    clock = doubted()
    clock.compared(ahead)
    assert abs(clock.common(moment + round(1000 * ahead)) - moment) <= 1000 * NOISE_S


@given(st.floats(-1e9, 1e9), st.integers(0, 2**42))
def test_what_is_stored_by_a_wrong_clock_has_telegrams_time(ahead: float, moment: int) -> None:
    clock = doubted()
    assert clock.mended(moment) == moment
    clock.compared(ahead)
    shown = moment + round(1000 * ahead)
    assert abs(clock.mended(shown) - moment) <= (1 if clock.wrong else 1000 * WRONG_S)


def test_the_log_says_when_it_goes_wrong_and_when_it_is_right_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = doubted()
    for ahead in (0.3, -2 * YEAR_S, -2 * YEAR_S, None, 0.0, 0.1):
        clock.compared(ahead)
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "63072000 s behind Telegram's" in caplog.text
    assert "right again" in caplog.text


@pytest.mark.parametrize("ahead", [None, 3 * YEAR_S, -3 * YEAR_S])
async def test_nothing_is_deleted_by_a_clock_that_may_be_wrong(
    scene: Scene, ahead: float | None
) -> None:
    """The answers are older by this clock than they are kept."""
    [retention] = [chore for chore in CHORES if chore.name == "retention"]
    kept = await answers(scene)
    chores, own_clock = Chores(scene.app.desk), scene.app.desk.own_clock
    scene.later(DEFAULT.answers + 1)
    own_clock.unsure()
    if ahead is not None:
        own_clock.compared(ahead)
    assert not await chores.once(retention)
    assert await answers(scene) == kept
    own_clock.compared(0.0)
    assert await chores.once(retention)
    assert await answers(scene) < kept


async def test_what_does_not_go_by_the_date_is_done_by_any_clock(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with world.app() as app:
        app.desk.own_clock.compared(3 * YEAR_S)
        done = {chore.name for chore in CHORES if await Chores(app.desk).once(chore)}
    assert done == {"remarking", "fold", "pool"}


async def test_nothing_is_sent_unasked_by_a_clock_that_is_wrong(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        person = await post.person(7001)
        await post.plan(person, "n1")
        post.app.desk.own_clock.compared(YEAR_S)
        assert await post.shift().turn() == IDLE_S
        assert post.read(person) == []
        post.app.desk.own_clock.compared(0.0)
        await post.send()
        assert post.read(person) == ["n1"]


async def answers(scene: Scene) -> int:
    return len(await execute(scene.store.database, "SELECT * FROM answers"))
