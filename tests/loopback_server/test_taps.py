"""Answering taps."""

import asyncio

from telegram import Bot

from tests.loopback import LoopbackServer, Person, Tap, Toast

from .conftest import Caller, button, inline

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def pressed(call: Caller, ani: Person) -> Tap:
    await call("sendMessage", chat_id=7001, text="?", reply_markup=inline([button("Ya")]))
    return await ani.tap("Ya")


async def test_an_answer_flashes_up_for_the_person(call: Caller, ani: Person) -> None:
    tap = await pressed(call, ani)
    waiting = asyncio.create_task(ani.sees_toast())
    await call("answerCallbackQuery", callback_query_id=tap.id, text="Baik", show_alert=True)
    assert await waiting == Toast("Baik", alert=True)
    assert ani.toasts == [Toast("Baik", alert=True)]
    assert await tap.answer() == Toast("Baik", alert=True)


async def test_an_answer_without_words_stops_the_spinner_only(call: Caller, ani: Person) -> None:
    tap = await pressed(call, ani)
    assert not tap.answered
    await call("answerCallbackQuery", callback_query_id=tap.id)
    assert tap.answered
    assert ani.toasts == []


async def test_a_tap_is_answered_once(call: Caller, ani: Person) -> None:
    tap = await pressed(call, ani)
    assert (await call("answerCallbackQuery", callback_query_id=tap.id))[0] == 200
    status, answer = await call("answerCallbackQuery", callback_query_id=tap.id)
    assert (status, answer["description"]) == (400, TOO_OLD)


async def test_a_late_answer_is_refused(server: LoopbackServer, call: Caller, ani: Person) -> None:
    tap = await pressed(call, ani)
    server.clock.advance(16)
    _, answer = await call("answerCallbackQuery", callback_query_id=tap.id)
    assert answer["description"] == TOO_OLD


async def test_the_time_for_an_answer_can_be_set(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    server.world.taps.window = 60
    tap = await pressed(call, ani)
    server.clock.advance(59)
    assert (await call("answerCallbackQuery", callback_query_id=tap.id))[0] == 200


async def test_an_unknown_tap_cannot_be_answered(call: Caller) -> None:
    _, answer = await call("answerCallbackQuery", callback_query_id="1")
    assert answer["description"] == TOO_OLD


async def test_a_toast_has_200_characters_at_most(call: Caller, ani: Person) -> None:
    tap = await pressed(call, ani)
    _, answer = await call("answerCallbackQuery", callback_query_id=tap.id, text="x" * 201)
    assert answer["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", callback_query_id=tap.id, text="x" * 200))[0] == 200


async def test_a_double_tap_has_two_update_ids_and_two_callback_ids(
    bot: Bot, call: Caller, ani: Person
) -> None:
    await call("sendMessage", chat_id=7001, text="?", reply_markup=inline([button("Ya")]))
    first, second = await ani.double_tap("Ya")
    assert first.id != second.id
    assert len({update.update_id for update in await bot.get_updates()}) == 2


async def test_a_double_tap_may_keep_its_callback_id(call: Caller, ani: Person) -> None:
    await call("sendMessage", chat_id=7001, text="?", reply_markup=inline([button("Ya")]))
    first, second = await ani.double_tap("Ya", same_id=True)
    assert first is second
    assert len(first.update_ids) == 2
