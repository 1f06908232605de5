"""The HTTP layer under the framework."""

import asyncio
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.failures import Flooded, NotSent, ServerError
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.wire import connect
from tests.channels.telegram.stage import until
from tests.loopback import LoopbackServer


def plain_bot(server: LoopbackServer, request: AiohttpRequest) -> Bot:
    """The framework's own bot, as anybody would make it."""
    return Bot(
        server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=request,
        get_updates_request=AiohttpRequest(1),
    )


async def test_the_frameworks_bot_works_on_it(server: LoopbackServer) -> None:
    ani = server.person(7001, start=True)
    async with plain_bot(server, AiohttpRequest()) as bot:
        assert bot.username == "NetralUjiBot"
        sent = await bot.send_message(7001, "halo")
        await bot.edit_message_text("halo lagi", 7001, sent.message_id)
        await ani.send("hai")
        updates = await bot.get_updates(timeout=0)
    assert ani.chat.shown[sent.message_id].text == "halo lagi"
    assert updates[0].message is not None
    assert updates[0].message.text == "hai"


async def test_files_are_uploaded_and_fetched(server: LoopbackServer) -> None:
    ani = server.person(7001, start=True)
    async with plain_bot(server, AiohttpRequest()) as bot:
        await bot.send_document(7001, InputFile(b"%PDF-1.7", "sertifikat.pdf"), caption="Untuk Ani")
        assert ani.last.file == b"%PDF-1.7"
        assert ani.last.text == "Untuk Ani"
        sent = await ani.send_document(b"isi berkas", "daftar.xlsx")
        file = await bot.get_file(sent.payload["document"]["file_id"])
        assert bytes(await file.download_as_bytearray()) == b"isi berkas"


async def test_calls_without_files_are_json(server: LoopbackServer) -> None:
    server.person(7001, start=True)
    wire = connect(server.token, server.url, AiohttpRequest(2))
    await wire.initialize()
    await wire.call("sendMessage", {"chat_id": 7001, "text": "é🙂\ud83d\ude42"})
    assert isinstance(server.calls.of("sendMessage")[0].params["chat_id"], int)
    await wire.shutdown()


@pytest.mark.parametrize(
    ("text", "chat", "expected"),
    [("", 7001, BadRequest), ("x", 7002, Forbidden), ("x", 7003, BadRequest)],
)
async def test_refusals_are_the_frameworks_errors(
    server: LoopbackServer, text: str, chat: int, expected: type[TelegramError]
) -> None:
    server.person(7001, start=True)
    server.person(7002)
    async with plain_bot(server, AiohttpRequest()) as bot:
        with pytest.raises(expected):
            await bot.send_message(chat, text)


async def test_each_kind_of_trouble_has_its_own_error(server: LoopbackServer) -> None:
    wire = connect(server.token, server.url, AiohttpRequest(2))
    await wire.initialize()
    seen: list[type[Exception]] = []

    async def fails(**fault: Any) -> TelegramError:
        getattr(server.faults, fault.pop("kind"))("getMe", **fault)
        with pytest.raises(TelegramError) as caught:
            await wire.get_me()
        seen.append(type(caught.value))
        return caught.value

    broken = await fails(kind="error", status=502)
    assert isinstance(broken, ServerError)
    assert broken.status == 502
    flooded = await fails(kind="too_many", retry_after=12)
    assert isinstance(flooded, Flooded)
    assert flooded.seconds == 12
    await fails(kind="drop_before")
    assert seen == [ServerError, Flooded, NetworkError]
    with pytest.raises(InvalidToken):
        await wire.call("noSuchMethod", {})
    await wire.shutdown()


async def test_a_second_poller_is_a_conflict(server: LoopbackServer) -> None:
    wire = connect(server.token, server.url, AiohttpRequest(2))
    await wire.initialize()
    first = asyncio.ensure_future(wire.updates(offset=None, seconds=30, kinds=["message"]))
    await until(lambda: server.world.polling._waiting)
    await wire.updates(offset=None, seconds=0, kinds=["message"])
    with pytest.raises(Conflict):
        await first
    await wire.shutdown()


async def test_a_server_that_is_not_there_has_not_seen_the_call() -> None:
    wire = connect("1:x", "http://127.0.0.1:1", AiohttpRequest(2))
    with pytest.raises(NotSent):
        await wire.initialize()
    await wire.shutdown()
    with pytest.raises(NotSent, match="closed"):
        await wire.call("getMe", {})


async def test_an_answer_that_is_late_times_out(server: LoopbackServer) -> None:
    request = AiohttpRequest(read=30.0)
    bot = plain_bot(server, request)
    await bot.initialize()
    server.faults.stall("getMe")
    with pytest.raises(TimedOut):
        await bot.get_me(read_timeout=0.001)
    await bot.shutdown()


async def test_a_long_poll_may_take_as_long_as_it_asks_for() -> None:
    request = AiohttpRequest(read=1.0)
    timeout = request._timeout_of((40.0, *[AiohttpRequest.DEFAULT_NONE] * 3))
    assert timeout.sock_read == 40.0
    assert timeout.total is not None
    assert timeout.total > 40.0
    assert request._timeout_of((None,) * 4).total is None


async def test_connections_are_kept_and_bounded(server: LoopbackServer) -> None:
    request = AiohttpRequest(3)
    bot = plain_bot(server, request)
    await bot.initialize()
    await asyncio.gather(*[bot.get_me() for _ in range(30)])
    session = request._session
    assert session is not None
    assert session.connector is not None
    kept = session.connector._conns
    assert sum(len(connections) for connections in kept.values()) <= 3
    await bot.shutdown()


async def test_a_rebuilt_session_works_and_the_old_one_is_closed(server: LoopbackServer) -> None:
    request = AiohttpRequest()
    bot = plain_bot(server, request)
    await bot.initialize()
    old = request._session
    await request.rebuild()
    assert old is not None
    assert old.closed
    assert (await bot.get_me()).username == "NetralUjiBot"
    await bot.shutdown()


@pytest.mark.parametrize("payload", [b"<html>", b"[1]", b"", b"\xff\xfe"])
def test_an_answer_that_is_no_object_is_an_error_that_does_not_quote_it(payload: bytes) -> None:
    with pytest.raises(NetworkError) as caught:
        AiohttpRequest.parse_json_payload(payload)
    assert str(caught.value) == "the answer is not a JSON object"
