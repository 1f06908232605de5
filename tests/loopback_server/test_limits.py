"""Lengths, keyboards and buttons."""

from typing import Any

import pytest

from tests.loopback import Person

from .conftest import Caller, button, inline


@pytest.mark.parametrize("text", ["", "   ", "<b></b>", "\n"])
async def test_empty_text_is_refused(call: Caller, ani: Person, text: str) -> None:
    status, answer = await call("sendMessage", chat_id=7001, text=text, parse_mode="HTML")
    assert (status, answer["description"]) == (400, "Bad Request: message text is empty")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("a" * 4096, 200),
        ("a" * 4097, 400),
        ("👍" * 2048, 200),
        ("👍" * 2049, 400),
        ("&amp;" * 4096, 200),
        ("<b>" + "a" * 4096 + "</b>", 200),
    ],
)
async def test_text_is_measured_in_utf16_units_after_parsing(
    call: Caller, ani: Person, text: str, status: int
) -> None:
    found, answer = await call("sendMessage", chat_id=7001, text=text, parse_mode="HTML")
    assert found == status
    if status == 400:
        assert answer["description"] == "Bad Request: message is too long"


BAD_BUTTONS: list[tuple[dict[str, Any], str]] = [
    ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
    ({"text": "", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
    (
        {"callback_data": "x"},
        'can\'t parse inline keyboard button: Field "text" must be of type String',
    ),
    (
        {"text": "x"},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "url": "javascript://x.y"},
        "inline keyboard button URL 'javascript://x.y' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "x", "url": "http://localhost/a"},
        "inline keyboard button URL 'http://localhost/a' is invalid: Wrong HTTP URL",
    ),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_BUTTONS)
async def test_a_bad_button_is_refused(
    call: Caller, ani: Person, bad: dict[str, Any], reason: str
) -> None:
    status, answer = await call("sendMessage", chat_id=7001, text="x", reply_markup=inline([bad]))
    assert (status, answer["description"]) == (400, f"Bad Request: {reason}")


@pytest.mark.parametrize(
    "good",
    [
        {"text": "x", "callback_data": "é" * 32},
        {"text": "x", "url": "https://contoh.id"},
        {"text": "x", "url": "tg://user?id=1"},
        {"text": "x", "url": "http://127.0.0.1:8080/v/1"},
    ],
)
async def test_a_good_button_is_shown(call: Caller, ani: Person, good: dict[str, Any]) -> None:
    status, _ = await call("sendMessage", chat_id=7001, text="x", reply_markup=inline([good]))
    assert status == 200
    assert ani.last.labels == ["x"]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([[button("x")] * 8], 200),
        ([[button("x")] * 9], 400),
        ([[button("x")] * 5] * 20, 200),
        ([[button("x")] * 5] * 20 + [[button("x")]], 400),
        ([[button("panjang" * 10, "d" * 64)]] * 99, 400),
    ],
)
async def test_a_keyboard_has_a_size(
    call: Caller, ani: Person, rows: list[list[dict[str, str]]], status: int
) -> None:
    found, answer = await call("sendMessage", chat_id=7001, text="x", reply_markup=inline(*rows))
    assert found == status
    if status == 400:
        assert answer["description"] == "Bad Request: reply markup is too long"


async def test_a_reply_keyboard_is_accepted_but_is_not_part_of_the_message(
    call: Caller, ani: Person
) -> None:
    markup = {"keyboard": [[{"text": "x"}]]}
    status, answer = await call("sendMessage", chat_id=7001, text="x", reply_markup=markup)
    assert status == 200
    assert "reply_markup" not in answer["result"]


async def test_a_reply_must_point_to_a_message(call: Caller, ani: Person) -> None:
    wanted = {"message_id": 1}
    _, answer = await call("sendMessage", chat_id=7001, text="x", reply_parameters=wanted)
    assert answer["description"] == "Bad Request: message to be replied not found"
    wanted["message_id"] = (await ani.send("Hai")).message_id
    _, answer = await call("sendMessage", chat_id=7001, text="x", reply_parameters=wanted)
    assert answer["result"]["reply_to_message"]["text"] == "Hai"
