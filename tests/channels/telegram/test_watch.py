"""A poll that hangs, a network that is away, another poller."""

from itertools import pairwise

import pytest

from bot.channels.telegram.watchdog import TelegramSilent
from tests.channels.telegram.stage import Stage, until


async def test_a_poll_that_hangs_is_given_up_and_polling_goes_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stall = stage.server.faults.stall("getUpdates")
    ani = stage.server.person(7001)
    await stall.reached.wait()
    await ani.send("satu")
    passed = await stage.passes(lambda: stage.service.said() == ["satu"], 1.0)
    assert 60 <= passed <= 70
    assert any("took too long" in record.message for record in caplog.records)


async def test_after_three_minutes_without_success_the_session_is_rebuilt(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await until(lambda: stage.channel.polling._session)
    stage.server.faults.error("getUpdates", times=None)
    old = stage.channel.polling._session
    await stage.server.person(7001).send("halo")
    passed = await stage.passes(lambda: stage.channel.polling._session is not old, 1.0)
    assert 180 <= passed <= 190
    assert old is not None
    await until(lambda: old.closed)
    stage.server.faults.clear()
    await stage.passes(lambda: not stage.unacknowledged)
    logged = [record.message for record in caplog.records]
    assert sum("opening new connections" in message for message in logged) == 1
    assert any("polling works again" in message for message in logged)


async def test_after_fifteen_minutes_the_program_stops_with_a_clear_error(stage: Stage) -> None:
    stage.server.faults.drop_before("getUpdates", times=None)
    await stage.server.person(7001).send("halo")
    assert stage.task is not None
    passed = await stage.passes(stage.task.done, 1.0)
    assert 900 <= passed <= 920
    with pytest.raises(TelegramSilent, match="no poll has worked for 15 minutes"):
        await stage.task


async def test_the_last_success_can_be_read(stage: Stage) -> None:
    ani = stage.server.person(7001)
    stage.clock.advance(40)
    await ani.send("halo")
    await ani.sees()
    assert stage.channel.health.last_success == stage.clock.now()
    stage.server.faults.error("getUpdates", times=None)
    await ani.send("lagi")
    await until(lambda: stage.server.calls.statuses[500])
    stage.clock.advance(100)
    assert stage.clock.now() - stage.channel.health.alive_at == 100


async def test_another_poller_is_named_as_the_cause(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await until(lambda: stage.server.calls.of("getUpdates"))
    other = stage.new_channel()
    await other.open()
    await until(lambda: stage.server.world.polling._waiting)
    await other.wire.updates(offset=None, seconds=0, kinds=["message"])
    await until(lambda: any("another process" in record.message for record in caplog.records))
    await other.close()
    ani = stage.server.person(7001)
    await ani.send("halo")
    await stage.passes(lambda: list(ani.chat.by_bot()))


async def test_waits_between_failures_grow_to_a_minute(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await until(lambda: stage.server.world.polling._waiting)
    stage.server.faults.error("getUpdates", times=None)
    await stage.server.person(7001).send("halo")
    await stage.passes(lambda: len(stage.server.calls.of("getUpdates")) >= 11, 1.0)
    failed = [call.at for call in stage.server.calls.of("getUpdates") if call.status == 500]
    waits = [round(later - at) for at, later in pairwise(failed)]
    assert waits[:6] == [1, 2, 4, 8, 16, 32]
    assert set(waits[6:]) <= {60, 61}
    assert (
        sum("a poll failed" in r.message for r in caplog.records if r.levelname == "WARNING") == 1
    )


async def test_a_429_for_polls_is_obeyed(stage: Stage) -> None:
    await until(lambda: stage.server.world.polling._waiting)
    stage.server.faults.too_many("getUpdates", retry_after=33)
    ani = stage.server.person(7001)
    await ani.send("satu")
    await until(lambda: stage.server.calls.statuses[429])
    await ani.send("dua")
    passed = await stage.passes(lambda: stage.service.count(7001) == 2, 1.0)
    assert passed >= 33


async def test_a_network_that_is_away_at_the_start_is_waited_for(
    idle_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage = idle_stage
    stage.server.faults.drop_before("getMe", times=3)
    stage.start()
    ani = stage.server.person(7001)
    await ani.send("halo")
    await stage.passes(lambda: list(ani.chat.by_bot()))
    assert sum("cannot sign in" in record.message for record in caplog.records) == 3


async def test_a_webhook_that_is_set_is_taken_down_and_loses_nothing(idle_stage: Stage) -> None:
    stage = idle_stage
    ani = stage.server.person(7001)
    await ani.send("halo")
    earlier = stage.new_channel()
    await earlier.wire.initialize()
    await earlier.wire.set_webhook("http://127.0.0.1:1/nobody-there")
    await earlier.close()
    stage.start()
    assert (await ani.sees()).text == "Hitungan: 1"


async def test_an_answer_that_is_no_list_of_updates_does_not_end_the_loop(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await until(lambda: stage.server.world.polling._waiting)
    ani = stage.server.person(7001)
    stage.server.world.updates.pending.clear()
    broken = stage.server.world.updates
    await ani.send("halo")
    update_id, update = next(iter(broken.pending.items()))
    broken.pending[update_id] = type(update)(
        update_id, update.kind, b'"surprise"', update.expires, update.lane
    )
    await until(lambda: any("no list of updates" in record.message for record in caplog.records))
    broken.pending[update_id] = update
    await stage.passes(lambda: stage.service.said() == ["halo"])
