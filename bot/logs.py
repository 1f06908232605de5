"""Logging of the whole program: one line a record, without secrets and without people.

A bot token in any text (message, argument, exception, address) is replaced before a line is
written. A person appears only as :func:`person`, a short hash with a key that is made at start
and kept nowhere: lines of one run can be matched with each other, and with nobody.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import time
from typing import TextIO

from bot.errors import SettingsError

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
REDACTED = "<token>"

_TOKEN = re.compile(r"\d{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
_KEY = secrets.token_bytes(16)
_QUIET = {
    "aiohttp": logging.WARNING,  # access lines hold addresses
    "asyncio": logging.WARNING,
    "asyncpg": logging.ERROR,  # warns with a traceback; the store says that the database is away
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,  # logs every address at INFO, and the address holds the token
    "telegram": logging.INFO,  # its DEBUG lines quote whole messages of people
}


def setup(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send all records to ``stream`` (stderr), replacing earlier handlers."""
    if level.upper() not in LEVELS:
        raise SettingsError(f"LOG_LEVEL is {level!r}; it can be {', '.join(LEVELS)}")
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redact())
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def person(number: int) -> str:
    """A person in a log line: the same in one run, another one in the next."""
    digest = hashlib.blake2b(str(number).encode(), key=_KEY, digest_size=4)
    return f"p-{digest.hexdigest()}"


def redact(text: str) -> str:
    """The text without bot tokens, also as they appear in addresses."""
    return _TOKEN.sub(REDACTED, text) if ":" in text or "%3" in text else text


class Redact(logging.Filter):
    """Replaces tokens in a record, so that no handler after it sees one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed in place."""
        record.msg, record.args = redact(_message(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


class OneLine(logging.Formatter):
    """UTC time in ISO, level, logger, message; line breaks are written as ``\n``.

    So a grep finds the whole record, and no text of a person looks like a record of its own.
    """

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record with its traceback on one line."""
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n")


def _message(record: logging.LogRecord) -> str:
    """A wrong format string must not lose the line, nor print its arguments unredacted."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"
