"""Updates as Telegram sends them, and how they are read."""

from __future__ import annotations

from typing import Any

from bot.channels.telegram.incoming import parse, read
from bot.screens.incoming import Act, Incoming

Json = dict[str, Any]

ANI: Json = {"id": 7001, "is_bot": False, "first_name": "Ani", "language_code": "id"}

PRIVATE: Json = {"id": 7001, "type": "private", "first_name": "Ani"}

GROUP: Json = {"id": -1001, "type": "group", "title": "Grup"}

CHANNEL: Json = {"id": -1002, "type": "channel", "title": "Kanal"}

BOT: Json = {"id": 1, "is_bot": True, "first_name": "Netral", "username": "NetralUjiBot"}

RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
    *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
    *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    "can_delete_stories",
)


def message(*, sender: Json | None = None, chat: Json = PRIVATE, **fields: Any) -> Json:
    body = {"message_id": 5, "date": 1_760_000_000, "chat": chat, "from": sender or ANI, **fields}
    return {"update_id": 1, "message": body}


async def download(file_id: str) -> bytes:
    return file_id.encode()


def reads(raw: Json) -> Incoming | None:
    return read(parse(raw), "NetralUjiBot", download)


def act(raw: Json) -> Act | None:
    incoming = reads(raw)
    return incoming.act if incoming else None


def membership(chat: Json, before: str, after: str) -> Json:
    def member(status: str) -> Json:
        extra: Json = {"until_date": 0} if status == "kicked" else {}
        if status == "administrator":
            extra = dict.fromkeys(RIGHTS, True)
        return {"user": BOT, "status": status, **extra}

    change = {"chat": chat, "from": ANI, "date": 1_760_000_000}
    change |= {"old_chat_member": member(before), "new_chat_member": member(after)}
    return {"update_id": 1, "my_chat_member": change}


def tap(**fields: Any) -> Json:
    query = {"id": "99", "from": ANI, "chat_instance": "1", "data": "q:1", **fields}
    return {"update_id": 1, "callback_query": query}
