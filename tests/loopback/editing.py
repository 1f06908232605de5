"""Methods that change or remove what is already in a chat, and the answer to a tap."""

from typing import Any

from .chats import Chat, Shown
from .errors import bad_request
from .keyboards import Markup, read_keyboard
from .params import Params
from .taps import Toast
from .texts import message_text
from .world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
DELETABLE_FOR = 48 * 3600


def _target(world: World, params: Params) -> tuple[Chat, Shown]:
    """The bot's own message that a call wants to change."""
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.chat_for(params)
    message = chat.shown.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _change(
    world: World, chat: Chat, old: Shown, fields: dict[str, Any], markup: Markup | None, html: str
) -> dict[str, Any]:
    """Show the new version; a call that changes nothing is refused."""
    before = old.payload
    if markup == old.markup and all(before.get(key) == value for key, value in fields.items()):
        raise bad_request(NOT_MODIFIED)
    payload = {**before, **fields, "edit_date": world.now()}
    payload.pop("reply_markup", None)
    if markup is not None:
        payload["reply_markup"] = markup
    payload = {key: value for key, value in payload.items() if value is not None}
    chat.put(Shown(payload, html, old.file))
    return payload


def edit_message_text(world: World, params: Params) -> dict[str, Any]:
    """New words; without a reply_markup the buttons go."""
    words = message_text(params, "MESSAGE_TOO_LONG")
    markup = read_keyboard(params, inline_only=True)
    chat, old = _target(world, params)
    if "text" not in old.payload:
        raise bad_request("there is no text in the message to edit")
    fields = {"text": words.text, "entities": list(words.entities) or None}
    return _change(world, chat, old, fields, markup, words.source)


def edit_message_reply_markup(world: World, params: Params) -> dict[str, Any]:
    """New buttons, or none."""
    markup = read_keyboard(params, inline_only=True)
    chat, old = _target(world, params)
    return _change(world, chat, old, {}, markup, old.html)


def delete_message(world: World, params: Params) -> bool:
    """Remove a message: any in a private chat, else the bot's own, for 48 hours."""
    if not params.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.chat_for(params)
    message = chat.shown.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not message.from_bot and not chat.is_private:
        raise bad_request("message can't be deleted")
    if world.now() - message.payload["date"] > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    del chat.shown[message.message_id]
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the spinner on a button, with or without words."""
    toast = Toast(params.text("text"), params.flag("show_alert"), params.text("url"))
    world.taps.answer(params.text("callback_query_id"), toast)
    return True
