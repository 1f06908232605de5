"""Who may post, what, and how much; and that the rest disturbs nobody."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator

import pytest

from bot.channels.web.connection import Connection
from bot.screens.incoming import Incoming
from tests.channels.telegram.stage import until
from tests.channels.web.stage import HEADER, SECRET, Client, Worker, message, passes

LIMIT = 256 * 1024


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "ï¿½"])
async def test_without_the_right_secret_nothing_is_read(
    worker: Worker, by_hand: Client, secret: str | None
) -> None:
    assert await by_hand.post(message(1), secret=secret) == (401, "")
    assert not worker.service.begun


async def test_a_wrong_secret_is_noted_once_without_its_value(
    worker: Worker, by_hand: Client, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        await by_hand.post(message(1), secret="a-guess-of-somebody")
    notes = [r.getMessage() for r in caplog.records if "secret" in r.getMessage()]
    assert len(notes) == 1
    assert "a-guess" not in caplog.text
    assert worker.webhook.door.refused[401] == 3


async def test_the_right_secret_is_enough(worker: Worker, by_hand: Client) -> None:
    assert await by_hand.post(message(1)) == (200, "")
    assert worker.service.said() == ["halo"]


async def test_a_body_that_says_it_is_too_large_is_not_read(
    worker: Worker, by_hand: Client
) -> None:
    raw = json.dumps(message(1, "x" * LIMIT)).encode()
    assert (await by_hand.post(data=raw))[0] == 413
    assert not worker.service.begun


async def test_a_body_of_unknown_length_is_read_up_to_the_limit(
    worker: Worker, by_hand: Client
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 64 * LIMIT:
            sent += 4096
            yield b"x" * 4096

    try:
        status, _ = await by_hand.post(data=endless())
    except OSError:  # it hung up while we were still sending, which is as well
        status = 413
    assert status == 413
    assert sent < 64 * LIMIT


async def test_the_largest_allowed_body_is_taken(worker: Worker, by_hand: Client) -> None:
    raw = json.dumps(message(1)).encode()
    assert (await by_hand.post(data=raw + b" " * (LIMIT - len(raw))))[0] == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b"\xff\xfe\x00",
        b'{"update_id": 1, "x": ' + b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_refused(worker: Worker, by_hand: Client, raw: bytes) -> None:
    assert await by_hand.post(data=raw) == (400, "")
    assert (await by_hand.post(message(2)))[0] == 200


@pytest.mark.parametrize("kind", ["text/plain", "", "application/x-www-form-urlencoded"])
async def test_what_does_not_say_that_it_is_json_is_refused(
    worker: Worker, by_hand: Client, kind: str
) -> None:
    raw = json.dumps(message(1)).encode()
    assert (await by_hand.post(data=raw, headers={"Content-Type": kind}))[0] == 415
    assert not worker.service.begun


async def test_json_with_a_charset_is_json(worker: Worker, by_hand: Client) -> None:
    raw = json.dumps(message(1)).encode()
    kind = "Application/JSON; charset=utf-8"
    assert (await by_hand.post(data=raw, headers={"Content-Type": kind}))[0] == 200


async def test_only_posts_and_only_at_this_address(worker: Worker, by_hand: Client) -> None:
    path = worker.address.removeprefix(worker.url)
    assert (await by_hand.get(path))[0] == 405
    assert (await by_hand.post(message(1), address=worker.url + "/telegram/"))[0] == 404
    assert (await by_hand.post(message(1), address=worker.url + "/telegram/x"))[0] == 404
    assert not worker.service.begun


async def test_the_address_tells_neither_token_nor_secret(worker: Worker) -> None:
    token = worker.server.token
    assert not any(part in worker.address for part in (SECRET, token, *token.split(":")))


async def test_before_the_sign_in_updates_are_asked_for_again(
    idle: Worker, by_hand: Client
) -> None:
    idle.server.faults.drop_before("getMe", times=None)
    idle.start()
    assert (await by_hand.post(message(1)))[0] == 503
    idle.server.faults.clear()
    await passes(idle.server.clock, lambda: idle.channel.health.signed_in)
    assert (await by_hand.post(message(1)))[0] == 200


async def half(worker: Worker, body: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A client that has sent the headers and a part of the body."""
    host, port = "127.0.0.1", int(worker.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection(host, port)
    head = (
        f"POST {worker.address.removeprefix(worker.url)} HTTP/1.1\r\nHost: x\r\n"
        f"{HEADER}: {SECRET}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body[:20])
    await writer.drain()
    return reader, writer


async def test_slow_clients_do_not_keep_others_waiting(worker: Worker, by_hand: Client) -> None:
    body = json.dumps(message(1, "lambat")).encode()
    slow = [await half(worker, body) for _ in range(50)]
    assert (await by_hand.post(message(2, "cepat")))[0] == 200
    assert worker.service.said() == ["cepat"]
    for _, writer in slow:
        writer.write(body[20:])
    answers = [await reader.readline() for reader, _ in slow]
    assert {answer.split()[1] for answer in answers} == {b"200"}
    assert worker.service.said() == ["cepat", "lambat"], "all fifty are one update"
    for _, writer in slow:
        writer.close()


async def test_a_body_that_does_not_come_is_given_up(worker: Worker) -> None:
    worker.webhook.door._patience = 0.0
    reader, writer = await half(worker, b"x" * 100)
    assert (await reader.readline()).split()[1] == b"408"
    assert await reader.read() is not None, "and the connection is closed"
    writer.close()


@pytest.mark.parametrize("begun", [b"", b"POST / HT", b"POST / HTTP/1.1\r\nHost: x\r\n"])
async def test_a_connection_on_which_no_request_comes_is_closed(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(Connection, "patience", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(worker.url.rpartition(":")[2]))
    writer.write(begun)
    async with asyncio.timeout(10):
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
    writer.close()


async def test_a_second_request_that_begins_and_does_not_come_is_closed_too(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(worker.url.rpartition(":")[2]))
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b"200" in await reader.readline()
    monkeypatch.setattr(Connection, "patience", 0.05)
    writer.write(b"GET /hea")
    async with asyncio.timeout(10):
        with contextlib.suppress(ConnectionResetError):
            await reader.read()
    writer.close()


async def test_a_request_that_is_there_is_not_hurried(worker: Worker, by_hand: Client) -> None:
    hurried: list[bool] = []

    async def look(_incoming: Incoming) -> None:
        found = worker.webhook.server._uvicorn.server_state.connections
        hurried.extend(one._alarm is not None for one in found if isinstance(one, Connection))

    worker.service.before = look
    assert (await by_hand.post(message(1)))[0] == 200
    assert (await by_hand.post(message(2)))[0] == 200
    assert hurried
    assert not any(hurried)


async def test_a_client_that_hangs_up_in_the_middle_leaves_nothing_behind(
    worker: Worker, by_hand: Client
) -> None:
    _, writer = await half(worker, b"x" * 100)
    writer.close()
    await writer.wait_closed()
    assert (await by_hand.post(message(2)))[0] == 200
    await until(lambda: not worker.webhook.server._uvicorn.server_state.tasks)


async def test_nonsense_instead_of_http_is_refused(worker: Worker, by_hand: Client) -> None:
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", int(worker.url.rpartition(":")[2]), family=socket.AF_INET
    )
    writer.write(b"\x16\x03\x01 this is TLS, say\r\n\r\n")
    assert b"400" in await reader.read()
    writer.close()
    assert (await by_hand.post(message(2)))[0] == 200


async def test_an_answer_does_not_wait_for_the_packet_before_it(
    worker: Worker, by_hand: Client
) -> None:
    """Nagle's algorithm is off, or the body of each answer would come 40 ms after its head."""
    await by_hand.post(message(1))
    [*connections] = worker.webhook.server._uvicorn.server_state.connections
    assert connections
    for connection in connections:
        own = connection.transport.get_extra_info("socket")
        assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
