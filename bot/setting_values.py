"""What a setting may say: each reads a text, or raises ValueError with what to write instead."""

from __future__ import annotations

import re
from base64 import b64decode


def token(text: str) -> str:
    """A bot token of @BotFather, or none."""
    if text and not re.fullmatch(r"\d{1,20}:[A-Za-z0-9_-]{3,100}", text):
        raise ValueError("not a bot token; copy it from @BotFather, like 123456:ABC-DEF")
    return text


def address(text: str) -> str:
    """An http address without the slash at its end, or none."""
    if text and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        raise ValueError("not an address; write it as https://host or http://host:port")
    return text.rstrip("/")


def webhook(text: str) -> str:
    """Telegram posts to https only; a test server on this machine also to http."""
    local = re.match(r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/|$)", text)
    if text and not local and not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", text):
        raise ValueError("write the public address as https://host or https://host/path")
    return text.rstrip("/")


def secret(text: str) -> str:
    """What Telegram accepts as a secret token, or none."""
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise ValueError("write 1 to 256 of the signs A-Z a-z 0-9 _ -")
    return text


def database(text: str) -> str:
    """The address of a database."""
    if not re.match(r"(sqlite:///.|postgres(ql)?://.)", text):
        raise ValueError("write sqlite:///file.db or postgresql://user:password@host/name")
    return text


def ids(text: str) -> frozenset[int]:
    """Telegram user ids."""
    try:
        return frozenset(int(part) for part in text.replace(",", " ").split())
    except ValueError:
        raise ValueError("write Telegram user ids, parted by commas") from None


def port(text: str) -> int:
    """A port; 0 for none."""
    if not text:
        return 0
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError("not a port; write a number from 1 to 65535")
    return int(text)


def seconds(text: str) -> float:
    """A number of seconds, up to three digits."""
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text):
        raise ValueError("not a number of seconds; write 0, 0.5 or 1")
    return float(text)


def rate(text: str) -> int:
    """A number of messages, 1 to 9999."""
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise ValueError("not a number of messages; write 1 to 9999")
    return int(text)


def key(text: str) -> bytes:
    """32 secret bytes. Whether it is a good one nobody can see, only how long it is."""
    try:
        seed = b64decode(text, validate=True)
    except ValueError:
        seed = b"?"
    if len(seed) not in (0, 32):
        raise ValueError("write 32 random bytes as base64, as of: openssl rand -base64 32")
    return seed


def days(text: str) -> int:
    """A number of days, 30 to 36500."""
    if not text.isdigit() or not 30 <= int(text) <= 36_500:
        raise ValueError("not a number of days; write 30 to 36500")
    return int(text)


def level(text: str) -> str:
    """A level of the log."""
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("write DEBUG, INFO, WARNING or ERROR")
    return text.upper()
