"""The command menu and the descriptions that Telegram shows of the bot."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from telegram.error import TelegramError

from bot.channels.telegram.request import JsonObject
from bot.channels.telegram.wire import Wire

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Profile:
    """What Telegram shows, by language; the ``first`` is for everybody without an own one.

    ``commands`` are (name, description), ``description`` fills the empty chat before /start
    (512 characters), ``short`` goes with shared links (120 characters).
    """

    commands: Mapping[str, Sequence[tuple[str, str]]]
    description: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    first: str = "id"


async def publish(wire: Wire, profile: Profile) -> None:
    """Set the profile; what Telegram refuses is logged and left as it was.

    It often answers 429 here when a program restarts often; nothing depends on it.
    """
    for method, parameters in _calls(profile):
        try:
            await wire.call(method, parameters)
        except TelegramError as error:
            log.warning("%s was not set: %s", method, error)


def _calls(profile: Profile) -> list[tuple[str, JsonObject]]:
    calls: list[tuple[str, JsonObject]] = []
    for language, commands in profile.commands.items():
        menu = [{"command": name, "description": text} for name, text in commands]
        calls += _in(language, profile.first, "setMyCommands", {"commands": menu})
    for language, text in profile.description.items():
        calls += _in(language, profile.first, "setMyDescription", {"description": text})
    for language, text in profile.short.items():
        short = {"short_description": text}
        calls += _in(language, profile.first, "setMyShortDescription", short)
    return calls


def _in(language: str, first: str, method: str, body: JsonObject) -> list[tuple[str, JsonObject]]:
    """Once for the language; the first one also as the default of all others."""
    own = (method, {**body, "language_code": language})
    return [(method, body), own] if language == first else [own]
