"""Methods about the bot itself: who it is, its commands and descriptions."""

import json
import re
from typing import Any

from . import payloads
from .errors import bad_request
from .params import Params
from .world import World

COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
COMMANDS_LIMIT = 100
COMMAND_DESCRIPTION_LIMIT = 256


def get_me(world: World, params: Params) -> dict[str, Any]:
    """The bot's own user."""
    return payloads.bot_myself(world.bot)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(params: Params) -> tuple[str, str]:
    scope = params.structure("scope", "can't parse BotCommandScope: expected an Object")
    if scope is not None and (not isinstance(scope, dict) or "type" not in scope):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    return json.dumps(scope or {"type": "default"}, sort_keys=True), _language(params)


def _command(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = raw.get("command"), raw.get("description")
    if not isinstance(name, str) or not COMMAND_NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if (
        not isinstance(description, str)
        or not 1 <= len(description.strip()) <= COMMAND_DESCRIPTION_LIMIT
    ):
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def set_my_commands(world: World, params: Params) -> bool:
    """The menu of commands for a scope and a language."""
    commands = params.structure("commands", "can't parse commands: expected an Array")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array")
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_scope(params)] = [_command(raw) for raw in commands]
    return True


def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """The menu as it was set for exactly this scope and language."""
    return world.profile.commands.get(_scope(params), [])


def set_my_description(world: World, params: Params) -> bool:
    """What an empty chat shows, up to 512 characters."""
    if len(params.text("description")) > 512:
        raise bad_request("BOT_DESCRIPTION_INVALID")
    world.profile.descriptions[_language(params)] = params.text("description")
    return True


def set_my_short_description(world: World, params: Params) -> bool:
    """What the profile shows, up to 120 characters."""
    if len(params.text("short_description")) > 120:
        raise bad_request("BOT_SHORT_DESCRIPTION_INVALID")
    world.profile.short_descriptions[_language(params)] = params.text("short_description")
    return True


def log_out(world: World, params: Params) -> bool:
    """Leave the cloud server; afterwards it knows the bot no more."""
    world.profile.logged_out = True
    return True


def close(world: World, params: Params) -> bool:
    """Move between local servers: nothing to do here."""
    return True
