"""A Telegram update as what a person did, and where to answer it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Bot, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType, MessageAttachmentType

from bot.channels.telegram.names import clean_name, storable
from bot.channels.telegram.request import JsonObject
from bot.screens.incoming import (
    Act,
    Attachment,
    Command,
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

_COMMAND = re.compile(
    r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?![A-Za-z0-9_@/])(.*)", re.DOTALL
)
_HEAVY = ("reply_to_message", "pinned_message", "external_reply")
_ABSENT = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a tap's query, the message to edit, or a chat for a new one."""

    chat: int
    person: int
    private: bool = True
    query: str | None = None
    message: int | None = None
    thread: int | None = None


def parse(raw: JsonObject, bot: Bot | None = None) -> Update:
    """The framework's update, without parts that nobody reads (half of the parsing)."""
    slim = dict(raw)
    for kind in ("message", "edited_message", "channel_post"):
        if kind in slim:
            slim[kind] = {k: part for k, part in slim[kind].items() if k not in _HEAVY}
    query = slim.get("callback_query")
    if query is not None and query.get("message") is not None:
        message = query["message"]
        needed = {key: message[key] for key in ("message_id", "date", "chat")}
        slim["callback_query"] = {**query, "message": needed}
    return Update.de_json(slim, bot)


def read(update: Update, username: str) -> Incoming | None:
    """What the person did; None for what the bot has nothing to say about."""
    if update.callback_query is not None:
        return _tap(update.callback_query)
    message = update.message or update.channel_post
    if message is not None:
        if message.chat.type == ChatType.PRIVATE:
            return _private(message, username)
        return _spoken_to(message, username)
    if update.edited_message is not None:
        return _edited(update.edited_message)
    return _membership(update.my_chat_member) if update.my_chat_member is not None else None


def place_of(update: Update) -> Place:
    """Where to answer an update that :func:`read` did not refuse."""
    if update.callback_query is not None:
        return _place_of_tap(update.callback_query)
    if update.my_chat_member is not None:
        chat, person = update.my_chat_member.chat, update.my_chat_member.from_user.id
        return Place(chat.id, person, private=chat.type == ChatType.PRIVATE)
    message = update.effective_message
    if message is None:
        raise ValueError("the update has no chat")
    thread = message.message_thread_id if message.is_topic_message else None
    private = message.chat.type == ChatType.PRIVATE
    return Place(message.chat.id, _sender(message).id, private=private, thread=thread)


def _tap(query: CallbackQuery) -> Incoming:
    """A tap on a screen in a group is not a tap: the person's screen must not show there."""
    message = query.message
    if message is not None and message.chat.type != ChatType.PRIVATE:
        return Incoming(_person(query.from_user), InGroup())
    return Incoming(_person(query.from_user), Tap(storable(query.data or "")))


def _place_of_tap(query: CallbackQuery) -> Place:
    message, person = query.message, query.from_user.id
    if message is None:  # a message sent through the bot in another chat
        return Place(person, person, query=query.id)
    return Place(
        message.chat.id,
        person,
        private=message.chat.type == ChatType.PRIVATE,
        query=query.id,
        message=message.message_id if message.is_accessible else None,
    )


def _private(message: Message, username: str) -> Incoming | None:
    act = _act(message, username)
    return None if act is None else Incoming(_sender(message), act)


def _act(message: Message, username: str) -> Act | None:
    text = message.text or message.caption
    if text:
        return _command(text, username) or Text(storable(text))
    for kind in MessageAttachmentType:
        if message[kind]:
            return Attachment(kind.value)
    return None  # a service message: pinned, chat theme, …


def _command(text: str, username: str) -> Command | None:
    found = _COMMAND.match(text)
    if found is None or (found[2] and found[2].lower() != username.lower()):
        return None
    return Command(found[1].lower(), storable(found[3]).strip())


def _spoken_to(message: Message, username: str) -> Incoming | None:
    """In groups: silent unless a command or a mention is meant for us.

    A channel's post is copied into its discussion group; it is answered once, in the channel.
    """
    text = message.text or message.caption or ""
    mention = rf"@{re.escape(username)}(?![A-Za-z0-9_])"
    asked = _command(text, username) or re.search(mention, text, re.IGNORECASE)
    if not asked or message.is_automatic_forward or message.via_bot:
        return None
    return Incoming(_sender(message), InGroup())


def _edited(message: Message) -> Incoming | None:
    """A live location is edited every few seconds, by nobody's hand."""
    if message.chat.type != ChatType.PRIVATE or message.location:
        return None
    return Incoming(_sender(message), Edited())


def _membership(change: ChatMemberUpdated) -> Incoming | None:
    """Blocked or unblocked; or added to a group, which is greeted once.

    A channel that adds the bot is not greeted: all its subscribers would read it.
    """
    sender = _person(change.from_user)
    was, now = change.old_chat_member.status, change.new_chat_member.status
    if change.chat.type == ChatType.PRIVATE:
        return Incoming(sender, Reachable(now not in _ABSENT))
    added = was in _ABSENT and now not in _ABSENT
    return Incoming(sender, InGroup()) if added and change.chat.type != ChatType.CHANNEL else None


def _sender(message: Message) -> Sender:
    """Channels and anonymous administrators speak as a chat; its id is negative."""
    if message.sender_chat is not None:
        return _chat(message.sender_chat)
    return _chat(message.chat) if message.from_user is None else _person(message.from_user)


def _chat(chat: Chat) -> Sender:
    return Sender(chat.id, clean_name(chat.title or "", None, chat.username or str(chat.id)))


def _person(user: User) -> Sender:
    name = clean_name(user.first_name, user.last_name, user.username or str(user.id))
    language = (user.language_code or "id").split("-")[0].lower()
    return Sender(user.id, name, language)
