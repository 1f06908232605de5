"""The JSON objects Telegram sends, with every mandatory field."""

import re
from typing import Any

from .html import Entity, utf16_length

Json = dict[str, Any]

COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")


def user(
    user_id: int,
    first_name: str,
    *,
    last_name: str = "",
    username: str = "",
    language_code: str = "",
) -> Json:
    """A person as the sender of something."""
    content: Json = {"id": user_id, "is_bot": False, "first_name": first_name}
    optional = {"last_name": last_name, "username": username, "language_code": language_code}
    return content | {key: value for key, value in optional.items() if value}


def private_chat(person: Json) -> Json:
    """The chat between the bot and a person has the person's id and name."""
    chat: Json = {"id": person["id"], "type": "private"}
    names = ("first_name", "last_name", "username")
    return chat | {name: person[name] for name in names if name in person}


def bot_user(bot_id: int, username: str) -> Json:
    """The bot as the sender of its messages."""
    return {"id": bot_id, "is_bot": True, "first_name": "Netral", "username": username}


def bot_myself(bot: Json) -> Json:
    """What getMe adds to the bot's user."""
    return bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def command_entities(text: str) -> list[Entity]:
    """Telegram marks commands in what people write; frameworks route by these marks."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in COMMAND.finditer(text)
    ]


def text_fields(text: str) -> Json:
    """The text of a person's message, with its commands marked."""
    entities = command_entities(text) if "/" in text else []
    return {"text": text, "entities": entities} if entities else {"text": text}


def membership(chat: Json, actor: Json, bot: Json, moment: int, *, before: str, after: str) -> Json:
    """The bot's standing in a chat changed: blocked, unblocked, added or removed."""
    return {
        "chat": chat,
        "from": actor,
        "date": moment,
        "old_chat_member": _member(bot, before),
        "new_chat_member": _member(bot, after),
    }


def _member(bot: Json, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot, "status": status, **until}
