"""A Telegram update as what a person did, and where to answer it.

Read from the JSON as it came: the framework's objects cost a sixth of all work on a tap.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from telegram import ChatMember
from telegram.constants import ChatType, MessageAttachmentType

from bot.channels.telegram.names import clean_name, storable
from bot.channels.telegram.request import JsonObject
from bot.screens.incoming import (
    Act,
    Attachment,
    Command,
    Document,
    Edited,
    Incoming,
    InGroup,
    Reachable,
    Sender,
    Tap,
    Text,
)

KINDS = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member")
"""What the bot asks Telegram for; everything else is not even sent."""

Download: TypeAlias = Callable[[str], Awaitable[bytes]]
"""Reads a file by its id. Raises FetchError."""

_COMMAND = re.compile(
    r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?![A-Za-z0-9_@/])(.*)", re.DOTALL
)
_ABSENT = (ChatMember.LEFT, ChatMember.BANNED)
_ATTACHMENTS = tuple(kind.value for kind in MessageAttachmentType)


@dataclass(frozen=True, slots=True)
class Update:
    """One of the ``KINDS`` (or ``other``), and what Telegram tells of it."""

    kind: str
    content: JsonObject


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a tap's query, the message to edit, or a chat for a new one."""

    chat: int
    person: int
    private: bool = True
    query: str | None = None
    message: int | None = None
    thread: int | None = None


def parse(raw: JsonObject) -> Update:
    """Which kind it is. What is wrong inside shows in :func:`read`, as a KeyError or the like."""
    for kind in KINDS:
        if kind in raw:
            return Update(kind, raw[kind])
    return Update("other", {})


def read(update: Update, username: str, download: Download) -> Incoming | None:
    """What the person did; None for what the bot has nothing to say about."""
    content = update.content
    match update.kind:
        case "callback_query":
            return _tap(content)
        case "message" | "channel_post":
            if _is_private(content["chat"]):
                return _private(content, username, download)
            return _spoken_to(content, username)
        case "edited_message":
            return _edited(content)
        case "my_chat_member":
            return _membership(content)
    return None


def place_of(update: Update) -> Place:
    """Where to answer an update that :func:`read` did not refuse."""
    content = update.content
    if update.kind == "callback_query":
        return _place_of_tap(content)
    chat, private = content["chat"]["id"], _is_private(content["chat"])
    if update.kind == "my_chat_member":
        return Place(chat, content["from"]["id"], private=private)
    thread = content["message_thread_id"] if content.get("is_topic_message") else None
    return Place(chat, _sender(content).id, private=private, thread=thread)


def _tap(query: JsonObject) -> Incoming:
    """A tap on a screen in a group is not a tap: the person's screen must not show there."""
    message = query.get("message")
    if message is not None and not _is_private(message["chat"]):
        return Incoming(_person(query["from"]), InGroup())
    return Incoming(_person(query["from"]), Tap(storable(query.get("data", ""))))


def _place_of_tap(query: JsonObject) -> Place:
    message, person = query.get("message"), query["from"]["id"]
    if message is None:  # a message sent through the bot in another chat
        return Place(person, person, query=query["id"])
    return Place(
        message["chat"]["id"],
        person,
        private=_is_private(message["chat"]),
        query=query["id"],
        message=message["message_id"] if message["date"] else None,  # 0: it is gone
    )


def _private(message: JsonObject, username: str, download: Download) -> Incoming | None:
    act = _document(message, download) or _act(message, username)
    return None if act is None else Incoming(_sender(message), act)


def _document(message: JsonObject, download: Download) -> Document | None:
    """A file, whatever is written under it. An animation is told as a document too."""
    document = message.get("document")
    if document is None or "animation" in message:
        return None
    name, size = storable(document.get("file_name", "")), document.get("file_size", 0)
    return Document(name, size, partial(download, document["file_id"]))


def _act(message: JsonObject, username: str) -> Act | None:
    text = _text(message)
    if text:
        return _command(text, username) or Text(storable(text))
    for kind in _ATTACHMENTS:
        if message.get(kind):
            return Attachment(kind)
    return None  # a service message: pinned, chat theme, …


def _command(text: str, username: str) -> Command | None:
    found = _COMMAND.match(text)
    if found is None or (found[2] and found[2].lower() != username.lower()):
        return None
    return Command(found[1].lower(), storable(found[3]).strip())


def _spoken_to(message: JsonObject, username: str) -> Incoming | None:
    """In groups: silent unless a command or a mention is meant for us.

    A channel's post is copied into its discussion group; it is answered once, in the channel.
    """
    text = _text(message)
    mention = rf"@{re.escape(username)}(?![A-Za-z0-9_])"
    asked = _command(text, username) or re.search(mention, text, re.IGNORECASE)
    if not asked or message.get("is_automatic_forward") or message.get("via_bot"):
        return None
    return Incoming(_sender(message), InGroup())


def _edited(message: JsonObject) -> Incoming | None:
    """A live location is edited every few seconds by nobody."""
    if not _is_private(message["chat"]) or message.get("location"):
        return None
    return Incoming(_sender(message), Edited())


def _membership(change: JsonObject) -> Incoming | None:
    """Blocked or unblocked; or added to a group, which is greeted once.

    A channel that adds the bot is not greeted: all its subscribers would read it.
    """
    sender, chat = _person(change["from"]), change["chat"]
    was, now = change["old_chat_member"]["status"], change["new_chat_member"]["status"]
    if _is_private(chat):
        return Incoming(sender, Reachable(now not in _ABSENT))
    added = was in _ABSENT and now not in _ABSENT
    return Incoming(sender, InGroup()) if added and chat["type"] != ChatType.CHANNEL else None


def _is_private(chat: JsonObject) -> bool:
    return bool(chat["type"] == ChatType.PRIVATE)


def _text(message: JsonObject) -> str:
    text: str = message.get("text") or message.get("caption") or ""
    return text


def _sender(message: JsonObject) -> Sender:
    """Channels and anonymous administrators speak as a chat; its id is negative."""
    if (chat := message.get("sender_chat")) is not None:
        return _chat(chat)
    person = message.get("from")
    return _chat(message["chat"]) if person is None else _person(person)


def _chat(chat: JsonObject) -> Sender:
    number = chat["id"]
    name = clean_name(chat.get("title", ""), None, chat.get("username") or str(number))
    return Sender(number, name)


def _person(user: JsonObject) -> Sender:
    number = user["id"]
    name = clean_name(
        user["first_name"], user.get("last_name"), user.get("username") or str(number)
    )
    language = (user.get("language_code") or "id").split("-")[0].lower()
    return Sender(number, name, language)
