"""Playing people: pressing only what is there, seeing every change."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.loopback import LoopbackServer, Person

from .conftest import Caller, button, inline


async def ask(call: Caller, *labels: str) -> int:
    keyboard = inline([button(label, label.lower()) for label in labels])
    _, answer = await call("sendMessage", chat_id=7001, text="Pilih", reply_markup=keyboard)
    number: int = answer["result"]["message_id"]
    return number


async def test_a_button_that_is_not_there_cannot_be_pressed(call: Caller, ani: Person) -> None:
    await ask(call, "Ya", "Tidak")
    with pytest.raises(AssertionError, match=r"'Mungkin' is not there.*Ya"):
        await ani.tap("Mungkin")
    with pytest.raises(AssertionError, match="2 is not there"):
        await ani.tap(2)


async def test_a_link_is_no_tap(call: Caller, ani: Person) -> None:
    keyboard = inline([{"text": "Buka", "url": "https://contoh.id"}])
    await call("sendMessage", chat_id=7001, text="x", reply_markup=keyboard)
    with pytest.raises(AssertionError, match="leads elsewhere"):
        await ani.tap("Buka")


async def test_without_a_keyboard_nothing_can_be_pressed(ani: Person) -> None:
    with pytest.raises(AssertionError, match="no such message"):
        await ani.tap("Ya")


async def test_buttons_are_pressed_by_label_index_and_message(call: Caller, ani: Person) -> None:
    old = await ask(call, "Lama")
    await ask(call, "Ya", "Tidak")
    await ani.tap("Tidak")
    await ani.tap(0)
    await ani.tap("Lama", message=old)
    _, answer = await call("getUpdates")
    pressed = [update["callback_query"]["data"] for update in answer["result"]]
    assert pressed == ["tidak", "ya", "lama"]


async def test_a_message_that_lost_its_buttons_cannot_be_pressed(call: Caller, ani: Person) -> None:
    await ask(call, "Ya")
    before = ani.last
    await call("editMessageText", chat_id=7001, message_id=before.message_id, text="Selesai")
    with pytest.raises(AssertionError, match="is not there"):
        await ani.tap("Ya", message=before)


async def test_seeing_waits_for_a_new_or_edited_message(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    waiting = asyncio.create_task(ani.sees())
    await ask(call, "Ya")
    seen = await waiting
    assert seen.text == "Pilih"
    assert not seen.edited
    await call("editMessageText", chat_id=7001, message_id=seen.message_id, text="Baik")
    edited = await ani.sees()
    assert (edited.text, edited.edited, edited.buttons) == ("Baik", True, [])
    assert seen.text == "Pilih"


async def test_every_change_is_seen_once_and_in_order(call: Caller, ani: Person) -> None:
    for word in ("satu", "dua", "tiga"):
        await call("sendMessage", chat_id=7001, text=word)
    assert (await ani.sees()).text == "satu"
    assert (await ani.sees(containing="tig")).text == "tiga"
    with pytest.raises(AssertionError, match="Ani saw nothing new"):
        await ani.sees(timeout=0)


async def test_an_own_action_makes_everything_before_it_old(call: Caller, ani: Person) -> None:
    await call("sendMessage", chat_id=7001, text="lama")
    await ani.send("Hai")
    await call("sendMessage", chat_id=7001, text="baru")
    assert (await ani.sees()).text == "baru"


async def test_a_chat_shows_both_sides_without_deleted_messages(call: Caller, ani: Person) -> None:
    sent = await ani.send("Hai")
    await call("sendMessage", chat_id=7001, text="Halo")
    assert [message.text for message in ani.chat.messages] == ["Hai", "Halo"]
    assert (await call("deleteMessage", chat_id=7001, message_id=sent.message_id))[0] == 200
    assert [message.text for message in ani.chat.messages] == ["Halo"]


async def test_there_is_no_last_message_before_the_bot_wrote(ani: Person) -> None:
    with pytest.raises(AssertionError, match="has not written"):
        _ = ani.last


async def test_only_own_messages_can_be_edited(call: Caller, ani: Person) -> None:
    number = await ask(call, "Ya")
    with pytest.raises(AssertionError, match="no message"):
        await ani.edit(number, "x")


async def test_rows_and_data_can_be_looked_at(bot: Bot, ani: Person) -> None:
    rows = [
        [InlineKeyboardButton("A", callback_data="1")],
        [InlineKeyboardButton("B", url="https://contoh.id")],
    ]
    await bot.send_message(ani.id, "x", reply_markup=InlineKeyboardMarkup(rows))
    assert [[one.label for one in row] for row in ani.last.rows] == [["A"], ["B"]]
    first, second = ani.last.buttons
    assert (first.data, second.data) == ("1", None)
    assert (second.url or "").startswith("https://contoh.id")


async def test_private_chats_share_one_count_of_message_ids(
    server: LoopbackServer, ani: Person
) -> None:
    budi = server.person(7002, "Budi")
    first = await ani.send("x")
    second = await budi.send("x")
    assert second.message_id == first.message_id + 1
