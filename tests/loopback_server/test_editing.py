"""Changing and removing messages."""

from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest

from tests.loopback import LoopbackServer, Person

from .conftest import Caller, button, inline

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


async def sent(call: Caller, **more: Any) -> int:
    _, answer = await call("sendMessage", chat_id=7001, text="Hai", **more)
    number: int = answer["result"]["message_id"]
    return number


async def edit(call: Caller, number: int, text: str = "Hai", **more: Any) -> str:
    _, answer = await call("editMessageText", chat_id=7001, message_id=number, text=text, **more)
    return str(answer.get("description", "ok"))


async def test_editing_to_the_same_is_refused(call: Caller, ani: Person) -> None:
    number = await sent(call, reply_markup=inline([button("Ya")]))
    assert await edit(call, number, reply_markup=inline([button("Ya")])) == NOT_MODIFIED
    same = await edit(
        call, number, "<i></i>Hai", reply_markup=inline([button("Ya")]), parse_mode="HTML"
    )
    assert same == NOT_MODIFIED


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Halo"},
        {"reply_markup": inline([button("Tidak")])},
        {"text": "<b>Hai</b>", "parse_mode": "HTML"},
    ],
)
async def test_any_difference_is_an_edit(call: Caller, ani: Person, change: dict[str, Any]) -> None:
    assert await edit(call, await sent(call), **change) == "ok"


async def test_without_a_keyboard_the_buttons_go(call: Caller, ani: Person) -> None:
    number = await sent(call, reply_markup=inline([button("Ya")]))
    assert await edit(call, number) == "ok"
    assert ani.last.buttons == []


async def test_formatting_goes_with_a_plain_edit(call: Caller, ani: Person) -> None:
    number = await sent(call)
    await edit(call, number, "<b>Hai</b>", parse_mode="HTML")
    assert await edit(call, number, "Hai") == "ok"
    assert ani.last.entities == []


async def test_an_unknown_message_cannot_be_edited(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    assert await edit(call, 424242) == "Bad Request: message to edit not found"
    assert await edit(call, 0) == "Bad Request: message identifier is not specified"
    budi = server.person(7002, "Budi", start=True)
    _, answer = await call("sendMessage", chat_id=budi.id, text="Hai")
    elsewhere = answer["result"]["message_id"]
    assert await edit(call, elsewhere) == "Bad Request: message to edit not found"


async def test_what_somebody_else_wrote_cannot_be_edited(call: Caller, ani: Person) -> None:
    number = (await ani.send("Hai")).message_id
    assert await edit(call, number) == "Bad Request: message can't be edited"


async def test_edits_have_the_limits_of_messages(call: Caller, ani: Person) -> None:
    number = await sent(call)
    assert await edit(call, number, "") == "Bad Request: message text is empty"
    assert await edit(call, number, "x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"


async def test_only_the_keyboard_can_be_changed(call: Caller, ani: Person) -> None:
    number = await sent(call)
    params = {"chat_id": 7001, "message_id": number}
    _, answer = await call("editMessageReplyMarkup", **params)
    assert answer["description"] == NOT_MODIFIED
    status, _ = await call("editMessageReplyMarkup", **params, reply_markup=inline([button("Ya")]))
    assert status == 200
    assert ani.last.labels == ["Ya"]
    assert ani.last.text == "Hai"


async def test_deleting_has_its_refusals(server: LoopbackServer, call: Caller, ani: Person) -> None:
    number = await sent(call)
    server.clock.advance(48 * 3600 + 1)
    _, answer = await call("deleteMessage", chat_id=7001, message_id=number)
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"
    _, answer = await call("deleteMessage", chat_id=7001, message_id=1)
    assert answer["description"] == "Bad Request: message to delete not found"
    group = server.group()
    other = await ani.send_in_group(group, "Hai")
    _, answer = await call("deleteMessage", chat_id=group.id, message_id=other.message_id)
    assert answer["description"] == "Bad Request: message can't be deleted"


async def test_the_framework_edits_and_hears_refusals(bot: Bot, ani: Person) -> None:
    message = await bot.send_message(ani.id, "<b>Satu</b>", parse_mode="HTML")
    edited = await message.edit_text("Dua")
    assert not isinstance(edited, bool)
    assert edited.text == "Dua"
    with pytest.raises(BadRequest, match="not modified"):
        await message.edit_text("Dua")
    assert await message.delete()
