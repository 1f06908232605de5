"""How long a message may be."""

from __future__ import annotations

import logging
from html import escape
from typing import Final

from bot.screens.wording import plain

log = logging.getLogger(__name__)

LIMIT: Final = 4096
"""UTF-16 units of a text without its tags; Telegram refuses a longer message as a whole."""


def fitting(html: str) -> str:
    """The message itself; of one that is too long, the beginning, without bold and italics.

    Screens are made to fit. But names are as long as offices make them, and a screen that is cut
    off is better than none.
    """
    if 2 * len(html) <= LIMIT:  # nearly every message, and no need to look closer
        return html
    text = plain(html)
    if _units(text) <= LIMIT:
        return html
    log.warning("a screen of %d letters was cut off", len(text))
    kept = text.encode("utf-16-le")[: 2 * (LIMIT - 1)].decode("utf-16-le", errors="ignore")
    return escape(kept, quote=False) + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
