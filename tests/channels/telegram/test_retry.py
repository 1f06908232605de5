"""Calls that fail on the way: repeated when that is safe."""

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from bot.channels.telegram.failures import NotSent, ServerError
from bot.channels.telegram.retry import Retry, may_repeat
from bot.channels.telegram.timing import Timing
from tests.channels.telegram.stage import Stage, until
from tests.loopback import Clock


@pytest.mark.parametrize(
    ("error", "message", "edit"),
    [
        (NotSent("refused"), True, True),
        (ServerError(500), True, True),
        (ServerError(502), True, True),
        (ServerError(504), False, True),
        (TimedOut(), False, True),
        (NetworkError("broke"), False, True),
        (BadRequest("chat not found"), False, False),
    ],
)
def test_what_may_be_repeated(error: NetworkError, message: bool, edit: bool) -> None:
    assert may_repeat(error, twice=False) is message
    assert may_repeat(error, twice=True) is edit


class Calls:
    """A call that fails so many times."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.made = 0

    async def __call__(self) -> str:
        self.made += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


def instant() -> tuple[Retry, list[float]]:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    return Retry(Timing(Clock(frozen=True).now, sleep, lambda: 0.0), tries=4), waits


async def test_waits_grow() -> None:
    retry, waits = instant()
    calls = Calls(NotSent("1"), NotSent("2"), NotSent("3"))
    assert await retry(calls, twice=False) == "done"
    assert waits == [0.5, 1.0, 2.0]


async def test_jitter_takes_up_to_half_of_a_wait() -> None:
    timing = Timing(random=lambda: 0.999)
    assert timing.backoff(0) == pytest.approx(0.5, abs=0.01)
    assert Timing(random=lambda: 0.0).backoff(100) == 60.0


async def test_tries_are_limited() -> None:
    retry, _ = instant()
    calls = Calls(*[NotSent("no")] * 9)
    with pytest.raises(NotSent):
        await retry(calls, twice=True)
    assert calls.made == 4


async def test_a_refusal_is_not_repeated() -> None:
    retry, _ = instant()
    calls = Calls(Forbidden("blocked"))
    with pytest.raises(Forbidden):
        await retry(calls, twice=True)
    assert calls.made == 1


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_message_arrives_once_after_server_errors(stage: Stage, status: int) -> None:
    ani = stage.server.person(7001)
    stage.server.faults.error("sendMessage", status=status, times=2)
    await ani.send("halo")
    await stage.passes(lambda: list(ani.chat.by_bot()))
    assert len(list(ani.chat.by_bot())) == 1


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_an_edit_is_repeated_whether_or_not_it_had_happened(stage: Stage, fault: str) -> None:
    ani = stage.server.person(7001)
    await ani.send("halo")
    await ani.sees()
    getattr(stage.server.faults, fault)("editMessageText")
    await ani.tap("Lagi")
    await stage.passes(lambda: len(stage.server.calls.of("editMessageText")) == 2)
    assert ani.last.text == "Hitungan: 2"
    await until(lambda: not stage.channel.intake._replies.busy)
    assert len(list(ani.chat.by_bot())) == 1


async def test_a_message_whose_answer_was_lost_is_not_sent_twice(stage: Stage) -> None:
    ani = stage.server.person(7001)
    stage.server.faults.drop_after("sendMessage")
    await ani.send("halo")
    await ani.sees()
    await until(lambda: not stage.channel.intake._replies.busy)
    assert len(list(ani.chat.by_bot())) == 1
    await ani.send("lagi")
    assert (await ani.sees()).text == "Hitungan: 2"


async def test_an_answer_to_a_tap_is_repeated(stage: Stage) -> None:
    ani = stage.server.person(7001)
    await ani.send("halo")
    await ani.sees()
    stage.server.faults.drop_before("answerCallbackQuery")
    tap = await ani.tap("Lagi")
    await stage.passes(lambda: tap.answered)


async def test_a_reply_that_cannot_be_delivered_is_logged_and_the_next_one_goes_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    ani = stage.server.person(7001)
    stage.server.faults.error("sendMessage", times=4)
    await ani.send("satu")
    await stage.passes(lambda: any("did not reach" in r.message for r in caplog.records))
    await ani.send("dua")
    assert (await ani.sees()).text == "Hitungan: 2"
