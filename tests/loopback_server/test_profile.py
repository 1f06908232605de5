"""The bot about itself."""

from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat

from .conftest import Caller


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ({"command": "Mulai", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "hapus-data", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "mulai", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "mulai", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_bad_command_is_refused(call: Caller, command: dict[str, Any], reason: str) -> None:
    _, answer = await call("setMyCommands", commands=[command])
    assert answer["description"] == f"Bad Request: {reason}"


async def test_a_menu_has_a_hundred_commands_at_most(call: Caller) -> None:
    commands = [{"command": f"c{number}", "description": "x"} for number in range(101)]
    _, answer = await call("setMyCommands", commands=commands)
    assert answer["description"] == "Bad Request: BOT_COMMANDS_TOO_MUCH"


async def test_menus_are_kept_by_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("mulai", "Mulai")])
    await bot.set_my_commands([BotCommand("mulai", "Start")], language_code="en")
    scope = BotCommandScopeChat(7001)
    await bot.set_my_commands([("kelola", "Kelola")], scope=scope)
    assert await bot.get_my_commands() == (BotCommand("mulai", "Mulai"),)
    assert await bot.get_my_commands(language_code="en") == (BotCommand("mulai", "Start"),)
    assert await bot.get_my_commands(scope=scope) == (BotCommand("kelola", "Kelola"),)
    assert await bot.get_my_commands(language_code="jv") == ()


async def test_descriptions_have_limits(bot: Bot, call: Caller) -> None:
    assert await bot.set_my_description("x" * 512)
    assert await bot.set_my_short_description("x" * 120, language_code="en")
    assert (await call("setMyDescription", description="x" * 513))[0] == 400
    assert (await call("setMyShortDescription", short_description="x" * 121))[0] == 400
    assert (await call("setMyDescription", description="x", language_code="indo"))[0] == 400


async def test_the_framework_knows_who_it_is(bot: Bot) -> None:
    assert bot.username == "NetralUjiBot"
    assert bot.id == 7000000001
