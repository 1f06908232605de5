"""The menu and the descriptions, as data."""

import pytest

from bot.channels.telegram.commands import Profile, publish
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.wire import connect
from tests.channels.telegram.stage import Stage, until
from tests.loopback import LoopbackServer

PROFILE = Profile(
    commands={"id": [("kuis", "Latihan")], "en": [("kuis", "Practice")]},
    description={"id": "Melatih netralitas.", "en": "Trains neutrality."},
    short={"id": "Netralitas ASN"},
)


async def test_both_languages_are_set_and_the_first_is_for_everybody(stage: Stage) -> None:
    await stage.end()
    stage.stop.clear()
    stage.channel = stage.new_channel()
    stage.start(PROFILE)
    await until(lambda: len(stage.server.calls.of("setMyShortDescription")) == 2)
    menus = {
        call.params.get("language_code"): call.params["commands"][0]["description"]
        for call in stage.server.calls.of("setMyCommands")
    }
    assert menus == {None: "Latihan", "id": "Latihan", "en": "Practice"}
    described = [c.params.get("language_code") for c in stage.server.calls.of("setMyDescription")]
    assert described == [None, "id", "en"]


async def test_a_refusal_is_logged_and_the_rest_is_set(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    wire = connect(server.token, server.url, AiohttpRequest(2))
    await wire.initialize()
    server.faults.too_many("setMyCommands", times=None)
    await publish(wire, PROFILE)
    await wire.shutdown()
    assert len(server.calls.of("setMyDescription")) == 3
    assert sum("setMyCommands was not set" in record.message for record in caplog.records) == 3
