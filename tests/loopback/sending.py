"""Methods that put something new into a chat."""

from typing import Any

from .chats import Chat, Shown
from .errors import ApiError, bad_request
from .files import DOCUMENT_LIMIT, DOWNLOAD_LIMIT, PHOTO_LIMIT, StoredFile, image_size
from .keyboards import read_keyboard
from .params import Params
from .texts import Formatted, caption, message_text
from .world import World

ACTIONS = frozenset(
    {
        "typing",
        "choose_sticker",
        "find_location",
        *("upload_photo", "upload_video", "upload_voice", "upload_document", "upload_video_note"),
        *("record_video", "record_voice", "record_video_note"),
    }
)


def _base(world: World, params: Params, chat: Chat) -> dict[str, Any]:
    """The fields every new message of the bot has."""
    markup = read_keyboard(params)
    payload = {
        "message_id": world.next_message_id(chat),
        "from": world.bot,
        "chat": chat.payload,
        "date": world.now(),
    }
    if params.flag("protect_content"):
        payload["has_protected_content"] = True
    if markup is not None:
        payload["reply_markup"] = markup
    reply = params.structure("reply_parameters", "can't parse reply parameters JSON object")
    if isinstance(reply, dict):
        original = chat.shown.get(int(reply.get("message_id", 0)))
        if original is not None:
            payload["reply_to_message"] = original.payload
        elif not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
    return payload


def _captioned(payload: dict[str, Any], words: Formatted) -> None:
    if words.text:
        payload["caption"] = words.text
        if words.entities:
            payload["caption_entities"] = list(words.entities)


def send_message(world: World, params: Params) -> dict[str, Any]:
    """Text, with or without buttons."""
    chat = world.chat_for(params)
    words = message_text(params, "message is too long")
    payload = _base(world, params, chat)
    payload["text"] = words.text
    if words.entities:
        payload["entities"] = list(words.entities)
    chat.put(Shown(payload, words.source))
    return payload


def _file(world: World, params: Params, name: str, folder: str) -> StoredFile:
    """An upload, or a file the server already has, by its id."""
    upload = params.upload(name)
    if upload is None:
        if not params.text(name):
            raise bad_request(f"there is no {name} in the request")
        stored = world.files.by_id(params.text(name))
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > DOCUMENT_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    return world.files.add(folder, upload.name, upload.content, upload.mime_type)


def send_document(world: World, params: Params) -> dict[str, Any]:
    """A file; its bytes stay on the message for tests to open."""
    chat = world.chat_for(params)
    words = caption(params)
    stored = _file(world, params, "document", "documents")
    payload = _base(world, params, chat)
    payload["document"] = stored.document
    _captioned(payload, words)
    chat.put(Shown(payload, words.source, stored.content))
    return payload


def send_photo(world: World, params: Params) -> dict[str, Any]:
    """A picture, refused if it is none or too big."""
    chat = world.chat_for(params)
    words = caption(params)
    stored = _file(world, params, "photo", "photos")
    if len(stored.content) > PHOTO_LIMIT:
        raise bad_request("file is too big for a photo")
    width, height = image_size(stored.content)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    payload = _base(world, params, chat)
    payload["photo"] = [{**stored.brief, "width": width, "height": height}]
    _captioned(payload, words)
    chat.put(Shown(payload, words.source, stored.content))
    return payload


def send_chat_action(world: World, params: Params) -> bool:
    """The "is typing" line."""
    chat = world.chat_for(params)
    action = params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    if not world.lean:
        world.actions.append((chat.id, action))
    return True


def get_file(world: World, params: Params) -> dict[str, Any]:
    """Where a file can be fetched from, up to 20 MB."""
    stored = world.files.by_id(params.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**stored.brief, "file_path": stored.path}
