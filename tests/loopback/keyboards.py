"""Keyboards, refused where the real server refuses them."""

import json
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request
from .params import Params

BUTTONS_LIMIT = 100
ROW_LIMIT = 8
MARKUP_BYTES = 10_240  # seen in the field: more is "too long" even with few buttons
DATA_BYTES = 64
OTHER_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")
OTHER_ACTIONS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)

Markup = dict[str, Any]


def read_keyboard(params: Params, *, inline_only: bool = False) -> Markup | None:
    """The inline keyboard of a call; other keyboards are accepted and not shown in messages."""
    refusal = "can't parse reply keyboard markup JSON object"
    markup = params.structure("reply_markup", refusal)
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        _check_rows(markup["inline_keyboard"])
        return {"inline_keyboard": markup["inline_keyboard"]} if markup["inline_keyboard"] else None
    if inline_only and any(kind in markup for kind in OTHER_KEYBOARDS):
        raise bad_request("inline keyboard expected")
    return None


def _check_rows(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        reason = 'Field "inline_keyboard" must be of type Array'
        raise bad_request(f"can't parse inline keyboard: {reason}")
    count = 0
    for row in rows:
        count += len(row)
        if len(row) > ROW_LIMIT:  # the real server is silent here and shows what it likes
            raise bad_request("reply markup is too long")
        for button in row:
            _check_button(button)
    if count > BUTTONS_LIMIT or (count > ROW_LIMIT and len(json.dumps(rows)) > MARKUP_BYTES):
        raise bad_request("reply markup is too long")


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unreadable('Field "text" must be of type String')
    if not text.strip():  # the real server drops such a button; a test must hear of it
        raise bad_request("BUTTON_TEXT_INVALID")
    if url := button.get("url"):
        _check_url(url)
    elif data := button.get("callback_data"):
        if not isinstance(data, str) or len(data.encode()) > DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "callback_data" in button:
        raise bad_request("BUTTON_DATA_INVALID")
    elif not any(action in button for action in OTHER_ACTIONS):
        raise _unreadable("Text buttons are unallowed in the inline keyboard")


def _check_url(url: str) -> None:
    """A link needs a known protocol, and a web address a host with a dot: no localhost."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https", "tg"):
        reason = "Unsupported URL protocol"
    elif parts.scheme != "tg" and "." not in (parts.hostname or ""):
        reason = "Wrong HTTP URL"
    else:
        return
    raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
