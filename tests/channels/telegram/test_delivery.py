"""No update is lost and none is acknowledged too early."""

import asyncio

import pytest

from bot.channels.telegram.parts import Options
from bot.channels.telegram.poll import Poller
from bot.errors import StoreUnavailable
from bot.screens.incoming import Incoming, Sender, Text
from tests.channels.telegram.stage import Stage, until
from tests.loopback import LoopbackServer


async def test_a_message_is_answered_and_acknowledged(stage: Stage) -> None:
    ani = stage.server.person(7001, first_name="Ani", language_code="id")
    await ani.send("halo")
    assert (await ani.sees()).text == "Hitungan: 1"
    await until(lambda: not stage.unacknowledged)
    assert stage.service.done == [Incoming(Sender(7001, "Ani", "id"), Text("halo"))]


async def test_an_update_is_not_acknowledged_before_its_effect_is_committed(stage: Stage) -> None:
    ani = stage.server.person(7001)
    gate = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await gate.wait()

    stage.service.before = wait
    await ani.send("halo")
    await until(lambda: stage.service.begun)
    polls = len(stage.server.calls.of("getUpdates"))
    await stage.passes(lambda: len(stage.server.calls.of("getUpdates")) >= polls + 3)
    assert len(stage.unacknowledged) == 1
    assert not stage.service.done
    gate.set()
    await stage.passes(lambda: not stage.unacknowledged)
    assert stage.service.said() == ["halo"]


async def test_a_crash_between_commit_and_acknowledgement_brings_the_update_again(
    server: LoopbackServer,
) -> None:
    stage = Stage(server)
    ani = server.person(7001)
    await stage.channel.open()
    server.faults.drop_before("getUpdates", times=None).after = 1
    poller = Poller(stage.channel.wire, stage.channel.intake, stage.channel.health, stage.timing)
    await ani.send("halo")
    loop = asyncio.create_task(poller.run())
    await ani.sees()
    loop.cancel()  # the process dies: no last acknowledgement, nothing is finished
    await asyncio.wait({loop})
    await stage.channel.close()
    server.faults.clear()
    assert len(stage.unacknowledged) == 1

    stage.channel = stage.new_channel()
    stage.start()
    await until(lambda: stage.service.said() == ["halo", "halo"] and not stage.unacknowledged)
    await stage.end()


async def test_updates_wait_while_the_database_is_away(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    ani, budi = stage.server.person(7001), stage.server.person(7002, "Budi")
    away = True

    async def store(_incoming: Incoming) -> None:
        if away:
            raise StoreUnavailable("database is locked")

    stage.service.before = store
    await ani.send("satu")
    await ani.send("dua")
    await budi.send("tiga")
    await stage.passes(lambda: len(stage.service.begun) > 6)
    assert len(stage.unacknowledged) == 3
    away = False
    await stage.passes(lambda: not stage.unacknowledged)
    assert stage.service.said(7001) == ["satu", "dua"]
    assert stage.service.said(7002) == ["tiga"]
    outages = [r.message for r in caplog.records if "updates wait for the database" in r.message]
    assert outages == ["updates wait for the database: database is locked"]


async def test_a_bug_is_logged_once_shown_with_its_reference_and_does_not_block(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    ani, budi = stage.server.person(7001), stage.server.person(7002, "Budi")

    async def bug(incoming: Incoming) -> None:
        if incoming.sender.id == 7001:
            raise ZeroDivisionError

    stage.service.before = bug
    await ani.send("halo")
    assert (await ani.sees()).text == "Maaf, ada gangguan. Sebutkan ref-1."
    await budi.send("halo")
    assert (await budi.sees()).text == "Hitungan: 1"
    await until(lambda: not stage.unacknowledged)
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert len(errors) == 1
    assert "ref-1" in errors[0].getMessage()
    assert "7001" not in errors[0].getMessage()
    assert errors[0].exc_info is not None


async def test_a_handler_that_hangs_is_given_up_as_a_bug(server: LoopbackServer) -> None:
    stage = Stage(server, options=Options(api_url=server.url, patience=0.0))

    async def hang(_incoming: Incoming) -> None:
        await asyncio.Event().wait()

    stage.service.before = hang
    stage.start()
    ani = server.person(7001)
    await ani.send("halo")
    await stage.passes(lambda: not stage.unacknowledged)
    assert "ref-1" in (await ani.sees()).text
    assert len(stage.service.begun) == 3
    await stage.end()


async def test_what_takes_too_long_while_the_database_stands_still_is_not_given_up(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(server, options=Options(api_url=server.url, patience=0.0))
    frozen = True

    async def freeze(incoming: Incoming) -> None:
        if frozen and incoming.sender.id == 7001:
            await asyncio.Event().wait()  # it has a connection, and no answer comes
        if frozen:
            raise StoreUnavailable("PostgreSQL did not answer in time")

    stage.service.before = freeze
    stage.start()
    ani, budi = server.person(7001), server.person(7002, "Budi")
    await budi.send("satu")
    await stage.passes(lambda: stage.service.begun)
    await ani.send("dua")
    await stage.passes(lambda: len(stage.service.begun) > 12)
    assert len(stage.unacknowledged) == 2
    frozen = False
    await stage.passes(lambda: not stage.unacknowledged)
    assert stage.service.said(7001) == ["dua"]
    assert stage.service.said(7002) == ["satu"]
    assert [r.levelname for r in caplog.records if "a bug" in r.message] == []
    await stage.end()


async def test_what_took_too_long_once_is_done_the_next_time(server: LoopbackServer) -> None:
    stage = Stage(server, options=Options(api_url=server.url, patience=0.0))

    async def slow(_incoming: Incoming) -> None:
        if len(stage.service.begun) < 3:
            await asyncio.Event().wait()

    stage.service.before = slow
    stage.start()
    await server.person(7001).send("halo")
    await stage.passes(lambda: not stage.unacknowledged)
    assert stage.service.said() == ["halo"]
    await stage.end()


async def test_a_slow_update_that_is_delivered_again_and_again_is_handled_once(
    stage: Stage,
) -> None:
    ani, budi = stage.server.person(7001), stage.server.person(7002, "Budi")
    gate = asyncio.Event()

    async def slow(incoming: Incoming) -> None:
        if incoming.sender.id == 7001:
            await gate.wait()

    stage.service.before = slow
    await ani.send("lambat")
    await until(lambda: stage.service.begun)
    await budi.send("satu")
    await stage.passes(lambda: stage.service.said() == ["satu"])
    await budi.send("dua")
    await stage.passes(lambda: stage.service.said() == ["satu", "dua"])
    assert len(stage.unacknowledged) == 3, "the offset may not pass the slow one"
    gate.set()
    await stage.passes(lambda: not stage.unacknowledged)
    assert len(stage.service.begun) == 3


async def test_a_slow_update_does_not_make_the_loop_spin(stage: Stage) -> None:
    ani = stage.server.person(7001)
    gate = asyncio.Event()

    async def slow(_incoming: Incoming) -> None:
        await gate.wait()

    stage.service.before = slow
    await ani.send("lambat")
    await until(lambda: stage.service.begun)
    before = len(stage.server.calls.of("getUpdates"))
    began = stage.clock.now()
    await stage.passes(lambda: stage.clock.now() - began > 10)
    assert len(stage.server.calls.of("getUpdates")) - before <= 12


async def test_an_acknowledged_update_that_comes_again_is_handled_once(stage: Stage) -> None:
    stage.server.faults.redeliver(times=2)
    ani = stage.server.person(7001)
    await ani.send("satu")
    await ani.sees()
    await ani.send("dua")
    await ani.sees()
    await until(lambda: not stage.unacknowledged)
    assert stage.service.said() == ["satu", "dua"]


async def test_updates_out_of_order_are_all_handled(idle_stage: Stage) -> None:
    stage = idle_stage
    stage.server.faults.shuffle()
    people = [stage.server.person(7000 + n) for n in range(30)]
    for person in people:
        await person.send(f"dari {person.id}")
    stage.start()
    await stage.passes(lambda: not stage.unacknowledged)
    assert sorted(stage.service.said()) == [f"dari {person.id}" for person in people]


async def test_more_updates_than_fit_one_poll_are_all_handled(idle_stage: Stage) -> None:
    stage = idle_stage
    people = [stage.server.person(7000 + n) for n in range(250)]
    for person in people:
        await person.send("halo")
    stage.start()
    await until(lambda: not stage.unacknowledged)
    assert len(stage.service.done) == 250


async def test_ids_that_restart_lower_after_a_quiet_week_are_still_handled(stage: Stage) -> None:
    ani = stage.server.person(7001)
    await ani.send("satu")
    await ani.sees()
    await until(lambda: not stage.unacknowledged)
    stage.server.world.updates._next_id = 1000
    await ani.send("dua")
    await ani.sees()
    await until(lambda: not stage.unacknowledged)
    assert stage.service.said() == ["satu", "dua"]


async def test_an_update_that_the_framework_cannot_read_blocks_nobody(
    idle_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage = idle_stage
    ani = stage.server.person(7001)
    stage.server.world.emit("message", {"no": "such message"}, ("chat", 1))
    await ani.send("halo")
    stage.start()
    assert (await ani.sees()).text == "Hitungan: 1"
    await until(lambda: not stage.unacknowledged)
    assert [r.levelname for r in caplog.records if "cannot be read" in r.message] == ["ERROR"]


async def test_only_the_kinds_of_updates_that_are_used_are_asked_for(stage: Stage) -> None:
    await until(lambda: stage.server.calls.of("getUpdates"))
    assert set(stage.server.world.updates.allowed or ()) == {
        "message",
        "edited_message",
        "channel_post",
        "callback_query",
        "my_chat_member",
    }
