"""Who may be written to."""

import pytest
from telegram import Bot
from telegram.error import Forbidden

from tests.loopback import LoopbackServer, Person

from .conftest import Caller


async def refusal(call: Caller, chat_id: object) -> tuple[int, str]:
    status, answer = await call("sendMessage", chat_id=chat_id, text="Hai")
    return status, answer.get("description", "")


@pytest.mark.parametrize("chat_id", [999, "@kanal", "abc"])
async def test_an_unknown_chat_is_not_found(call: Caller, chat_id: object) -> None:
    assert await refusal(call, chat_id) == (400, "Bad Request: chat not found")


async def test_a_chat_must_be_named(call: Caller) -> None:
    assert await refusal(call, "") == (400, "Bad Request: chat_id is empty")


async def test_somebody_who_never_pressed_start_cannot_be_written_to(
    server: LoopbackServer, call: Caller
) -> None:
    budi = server.person(7002, "Budi")
    expected = "Forbidden: bot can't initiate conversation with a user"
    assert await refusal(call, budi.id) == (403, expected)
    await budi.send("/start")
    assert await refusal(call, budi.id) == (200, "")


async def test_whoever_blocked_the_bot_cannot_be_written_to(call: Caller, ani: Person) -> None:
    await ani.block()
    assert await refusal(call, ani.id) == (403, "Forbidden: bot was blocked by the user")
    await ani.unblock()
    assert await refusal(call, ani.id) == (200, "")


async def test_whoever_blocked_the_bot_cannot_write_either(ani: Person) -> None:
    await ani.block()
    with pytest.raises(AssertionError, match="blocked"):
        await ani.send("Hai")


async def test_a_deleted_account_cannot_be_written_to(call: Caller, ani: Person) -> None:
    ani.deactivate()
    assert await refusal(call, ani.id) == (403, "Forbidden: user is deactivated")


async def test_a_group_that_threw_the_bot_out_cannot_be_written_to(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    group = server.group(-1001, "Inspektorat")
    await ani.remove_bot(group)
    expected = "Forbidden: bot was kicked from the group chat"
    assert await refusal(call, group.id) == (403, expected)
    await ani.add_bot(group)
    assert await refusal(call, group.id) == (200, "")


async def test_the_framework_sees_a_block_as_forbidden(bot: Bot, ani: Person) -> None:
    await ani.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(ani.id, "Hai")


async def test_a_chat_action_needs_a_known_name(call: Caller, ani: Person) -> None:
    assert (await call("sendChatAction", chat_id=7001, action="typing"))[0] == 200
    _, answer = await call("sendChatAction", chat_id=7001, action="dancing")
    assert answer["description"] == "Bad Request: wrong parameter action in request"
