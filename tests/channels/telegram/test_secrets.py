"""The token is in no line, no error and no chain of errors; people are in no line either."""

import io
import re
import traceback

import pytest
from telegram.error import TelegramError

from bot.channels.telegram.incoming import Place
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.wire import Wire, connect
from bot.errors import NetralError, SettingsError
from tests.channels.telegram.stage import Stage, counted, until
from tests.loopback import TEST_TOKEN, LoopbackServer

SECRET = TEST_TOKEN.partition(":")[2]


def leaks(error: BaseException | None) -> bool:
    """Whether the token is anywhere in an error, its causes and its contexts."""
    while error is not None:
        if SECRET in "".join(traceback.format_exception(error)) or SECRET in repr(error):
            return True
        error = error.__cause__ or error.__context__
    return False


async def failing(wire: Wire) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await wire.call("getMe", {})
    return caught.value


async def test_no_kind_of_failure_carries_the_token(server: LoopbackServer) -> None:
    errors: list[TelegramError] = []
    for url in (server.url, "http://127.0.0.1:1", "http://bad host", "ftp://127.0.0.1", "http://"):
        wire = connect(TEST_TOKEN, url, AiohttpRequest(2))
        await wire.request.initialize()
        server.faults.drop_before("getMe")
        errors.append(await failing(wire))
        await wire.request.shutdown()
        errors.append(await failing(wire))
    server.faults.clear()
    wire = connect(TEST_TOKEN, server.url, AiohttpRequest(2))
    await wire.request.initialize()
    for status in (500, 502, 504):
        server.faults.error("getMe", status=status)
        errors.append(await failing(wire))
    server.faults.too_many("getMe")
    errors.append(await failing(wire))
    await wire.request.shutdown()
    assert len(errors) == 14
    assert not any(leaks(error) for error in errors)
    assert all(error.__cause__ is None and error.__context__ is None for error in errors)


async def test_an_answer_that_does_not_come_in_time_carries_no_token(
    server: LoopbackServer,
) -> None:
    request = AiohttpRequest(read=0.001)
    wire = Wire(TEST_TOKEN, f"{server.url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    server.faults.stall("getMe")
    error = await failing(wire)
    await request.shutdown()
    assert type(error).__name__ == "TimedOut"
    assert not leaks(error)


@pytest.mark.parametrize("token", ["7000000001:WRONG-only-for-tests-00000000000000", "1:x y"])
async def test_a_wrong_token_stops_the_start_with_one_line_that_does_not_quote_it(
    idle_stage: Stage, log_lines: io.StringIO, token: str
) -> None:
    idle_stage.channel = idle_stage.new_channel(token)
    task = idle_stage.start()
    await until(task.done)
    error = task.exception()
    assert isinstance(error, SettingsError)
    assert isinstance(error, NetralError)
    assert str(error).count("\n") == 0
    assert "BOT_TOKEN" in str(error)
    assert token not in "".join(traceback.format_exception(error))
    assert error.__context__ is None
    assert "WRONG-only" not in log_lines.getvalue()


async def test_a_whole_day_of_trouble_at_debug_level_logs_no_token(
    idle_stage: Stage, log_lines: io.StringIO
) -> None:
    stage = idle_stage
    faults = stage.server.faults
    faults.error("getMe")
    faults.error("getUpdates", status=502)
    faults.drop_before("getUpdates")
    faults.drop_after("sendMessage")
    faults.drop_before("answerCallbackQuery")
    faults.error("editMessageText", times=9)
    stage.start()
    ani = stage.server.person(7001)
    await ani.send("halo")
    await stage.passes(lambda: list(ani.chat.by_bot()))
    await ani.tap("Lagi")
    await stage.passes(lambda: "did not reach" in log_lines.getvalue())

    async def bug(_incoming: object) -> None:
        raise RuntimeError(f"cannot reach {stage.channel.wire.base_url}/sendMessage")

    stage.service.before = bug
    await ani.send("lagi")
    await stage.passes(lambda: "a bug" in log_lines.getvalue())
    await stage.end()
    lines = log_lines.getvalue()
    assert SECRET not in lines
    assert "<token>" in lines, "the framework logs addresses at DEBUG, so something was redacted"
    assert re.search(r"RuntimeError: cannot reach http://127.0.0.1:\d+/bot<token>/", lines)


async def test_our_own_lines_name_no_person(idle_stage: Stage, log_lines: io.StringIO) -> None:
    stage = idle_stage
    stage.start()
    ani = stage.server.person(7654321, first_name="Rahasia")
    stage.server.faults.error("sendMessage", times=4)
    await ani.send("isi pesan")
    await stage.passes(lambda: "did not reach" in log_lines.getvalue())

    async def bug(_incoming: object) -> None:
        raise ZeroDivisionError

    stage.service.before = bug
    await ani.send("isi pesan")
    await until(lambda: "a bug" in log_lines.getvalue())
    ours = [line for line in log_lines.getvalue().splitlines() if " bot." in line]
    assert len(ours) >= 3
    assert not any(word in line for line in ours for word in ("7654321", "Rahasia", "isi pesan"))


async def test_a_reply_that_fails_in_the_wording_leaks_nothing(
    stage: Stage, log_lines: io.StringIO
) -> None:
    await until(lambda: stage.server.calls.of("getUpdates"))
    stage.channel.drawer._wire = None  # type: ignore[assignment]  # any bug at all
    assert not await stage.channel.drawer.show(Place(7001, 7001), counted(1))
    assert SECRET not in log_lines.getvalue()
    assert "7001" not in log_lines.getvalue().replace(SECRET, "")
