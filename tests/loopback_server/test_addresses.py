"""Addresses, tokens and the three ways to send parameters."""

import json
from typing import Any

import aiohttp
import pytest

from tests.loopback import LoopbackServer, Person

from .conftest import Caller


async def test_unknown_method_is_not_found(call: Caller) -> None:
    status, answer = await call("sendTelepathy")
    assert (status, answer["error_code"]) == (404, 404)
    assert answer["description"] == "Not Found: method not found"


async def test_wrong_token_is_unauthorized(
    server: LoopbackServer, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{server.url}/bot7000000001:WRONG/getMe") as answer:
        assert answer.status == 401
        assert (await answer.json())["description"] == "Unauthorized"


@pytest.mark.parametrize("token", ["", "abc", "0:abc", "123"])
async def test_malformed_token_is_not_found(
    server: LoopbackServer, http: aiohttp.ClientSession, token: str
) -> None:
    async with http.get(f"{server.url}/bot{token}/getMe") as answer:
        assert answer.status == 404
        assert (await answer.json())["description"] == "Not Found"


async def test_an_address_outside_the_api_is_not_found(
    server: LoopbackServer, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{server.url}/control/statistics") as answer:
        assert answer.status == 404


async def test_method_names_ignore_case(call: Caller) -> None:
    status, answer = await call("GETME")
    assert status == 200
    assert answer["result"]["is_bot"] is True


def forms() -> list[tuple[str, dict[str, Any]]]:
    values = {"chat_id": "7001", "text": "Hai", "reply_markup": '{"inline_keyboard": []}'}
    with_file = aiohttp.FormData(values)
    with_file.add_field("unused", b"x", filename="x.bin")
    return [
        ("form", {"data": values}),
        ("multipart", {"data": with_file}),
        ("json", {"json": {"chat_id": 7001, "text": "Hai"}}),
        ("query", {"params": {"chat_id": "7001", "text": "Hai"}}),
    ]


@pytest.mark.parametrize("encoding", ["form", "multipart", "json", "query"])
async def test_parameters_arrive_in_every_encoding(
    server: LoopbackServer, http: aiohttp.ClientSession, ani: Person, encoding: str
) -> None:
    address = f"{server.url}/bot{server.token}/sendMessage"
    async with http.post(address, **dict(forms())[encoding]) as answer:
        assert answer.status == 200, await answer.text()
    assert ani.last.text == "Hai"


async def test_a_body_that_is_no_json_is_refused(
    server: LoopbackServer, http: aiohttp.ClientSession
) -> None:
    address = f"{server.url}/bot{server.token}/getMe"
    headers = {"Content-Type": "application/json"}
    async with http.post(address, data=b"{", headers=headers) as answer:
        assert answer.status == 400


async def test_broken_keyboard_json_is_refused(call: Caller, ani: Person) -> None:
    status, answer = await call("sendMessage", chat_id=7001, text="x", reply_markup="{oops")
    assert status == 400
    expected = "Bad Request: can't parse reply keyboard markup JSON object"
    assert answer["description"] == expected


async def test_the_record_of_calls_never_holds_the_token(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    await call("sendMessage", chat_id=7001, text="Hai")
    await call("setWebhook", url="http://127.0.0.1:1/hook", secret_token="rahasia")
    record = repr(list(server.calls)) + repr(server)
    assert server.token not in record
    assert "rahasia" not in record
    assert json.dumps(server.calls.of("sendMessage")[0].params)


async def test_after_log_out_nothing_works(call: Caller) -> None:
    assert (await call("logOut"))[0] == 200
    assert (await call("getMe"))[1]["description"] == "Logged out"
