"""Settings: one table, read once, and wrong values stop the start with one clear line.

The environment comes before ``.env``. Any setting can also come from a file that ``NAME_FILE``
names, which is how secrets are handed to containers.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: how it is read, what it is when absent, and what it is for."""

    name: str
    default: str
    read: Callable[[str], Any]
    about: str
    secret: bool = False


def _token(text: str) -> str:
    if text and not re.fullmatch(r"\d{1,20}:[A-Za-z0-9_-]{3,100}", text):
        raise ValueError("not a bot token; copy it from @BotFather, like 123456:ABC-DEF")
    return text


def _address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        raise ValueError("not an address; write it as https://host or http://host:port")
    return text.rstrip("/")


def _webhook(text: str) -> str:
    """Telegram posts to https only; a test server on this machine also to http."""
    local = re.match(r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/|$)", text)
    if text and not local and not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", text):
        raise ValueError("write the public address as https://host or https://host/path")
    return text.rstrip("/")


def _secret(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise ValueError("write 1 to 256 of the signs A-Z a-z 0-9 _ -")
    return text


def _database(text: str) -> str:
    if not re.match(r"(sqlite:///.|postgres(ql)?://.)", text):
        raise ValueError("write sqlite:///file.db or postgresql://user:password@host/name")
    return text


def _ids(text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in text.replace(",", " ").split())
    except ValueError:
        raise ValueError("write Telegram user ids, parted by commas") from None


def _port(text: str) -> int:
    if not text:
        return 0
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError("not a port; write a number from 1 to 65535")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text):
        raise ValueError("not a number of seconds; write 0, 0.5 or 1")
    return float(text)


def _rate(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise ValueError("not a number of messages; write 1 to 9999")
    return int(text)


def _key(text: str) -> bytes:
    """32 secret bytes. Whether it is a good one nobody can see, only how long it is."""
    try:
        seed = b64decode(text, validate=True)
    except ValueError:
        seed = b"?"
    if len(seed) not in (0, 32):
        raise ValueError("write 32 random bytes as base64, as of: openssl rand -base64 32")
    return seed


def _days(text: str) -> int:
    if not text.isdigit() or not 30 <= int(text) <= 36_500:
        raise ValueError("not a number of days; write 30 to 36500")
    return int(text)


def _level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("write DEBUG, INFO, WARNING or ERROR")
    return text.upper()


TABLE: tuple[Setting, ...] = (
    Setting(
        "BOT_TOKEN",
        "",
        _token,
        "Token from @BotFather. Without it the chat opens in the terminal.",
        secret=True,
    ),
    Setting(
        "BOT_API_URL",
        "https://api.telegram.org",
        _address,
        "Address of the Bot API, for a self-hosted server.",
    ),
    Setting(
        "DATABASE_URL",
        "sqlite:///var/netral.db",
        _database,
        "`sqlite:///file.db` or `postgresql://user:password@host/name`.",
        secret=True,
    ),
    Setting("ADMIN_IDS", "", _ids, "Telegram user ids of the operators, parted by commas."),
    Setting("CONTENT_DIR", "content", Path, "The content folder."),
    Setting(
        "WEBHOOK_URL",
        "",
        _webhook,
        "Public https address of `webhook`; Telegram posts to a path below it.",
    ),
    Setting(
        "WEBHOOK_SECRET",
        "",
        _secret,
        "By what Telegram is known; without it, it follows from the token.",
        secret=True,
    ),
    # All interfaces: in a container the loopback one is reached by nobody, and what is served
    # there needs the secret or tells nothing of anybody.
    Setting("WEB_HOST", "0.0.0.0", str, "Address to listen on; `127.0.0.1` behind a proxy."),  # noqa: S104
    Setting(
        "PORT",
        "",
        _port,
        "Port of webhook, health and metrics: 8080 for `webhook`; `poll` listens if it is set.",
    ),
    Setting(
        "CHAT_SECONDS",
        "1",
        _seconds,
        "Least seconds between messages to one chat, after three at once; Telegram wants 1. 0 is"
        " for a server of one's own without that limit.",
    ),
    Setting(
        "NOTICES_PER_SECOND",
        "25",
        _rate,
        "Most messages a second that nobody asked for, such as reminders. Telegram allows about 30"
        " of all kinds; more is for a server of one's own.",
    ),
    Setting(
        "SIGNING_KEY",
        "",
        _key,
        "Private key of certificates and checkpoints, 32 bytes as base64; without it, one is made"
        " and kept in the database.",
        secret=True,
    ),
    Setting(
        "RETAIN_ANSWERS_DAYS",
        "730",
        _days,
        "Days after an attempt's end until its answers are deleted; its score stays.",
    ),
    Setting(
        "RETAIN_INACTIVE_DAYS",
        "1095",
        _days,
        "Days without any training until a person's data are deleted, announced 30 days before.",
    ),
    Setting(
        "RETAIN_NOTICES_DAYS",
        "365",
        _days,
        "Days until it is forgotten that a reminder was sent, or could not be.",
    ),
    Setting(
        "RETAIN_TRAIL_DAYS",
        "1825",
        _days,
        "Days until the lines of an agency's audit trail are deleted.",
    ),
    Setting(
        "ROSTER_KEY",
        "",
        _key,
        "Key under which NIPs are hashed, 32 bytes as base64; without it, one is made and kept in"
        " the database. It can never change.",
        secret=True,
    ),
    Setting("LOG_LEVEL", "INFO", _level, "`DEBUG`, `INFO`, `WARNING` or `ERROR`."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, read. Field names are the table's names in lower case."""

    bot_token: str
    bot_api_url: str
    database_url: str
    admin_ids: frozenset[int]
    content_dir: Path
    webhook_url: str
    webhook_secret: str
    web_host: str
    port: int
    chat_seconds: float
    notices_per_second: int
    signing_key: bytes
    retain_answers_days: int
    retain_inactive_days: int
    retain_notices_days: int
    retain_trail_days: int
    roster_key: bytes
    log_level: str


def read_settings(environment: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """The settings of an environment and of a ``.env`` file that it comes before.

    Raises SettingsError naming the setting, what is wrong, and what to write; never its value
    where that is a secret.
    """
    given = dict(environment)
    if dotenv is not None and dotenv.is_file():
        given = {k: v for k, v in dotenv_values(dotenv).items() if v is not None} | given
    values = {setting.name.lower(): _value(setting, given) for setting in TABLE}
    return Settings(**{field.name: values[field.name] for field in fields(Settings)})


def _value(setting: Setting, given: Mapping[str, str]) -> Any:
    text = given.get(setting.name, "").strip() or _from_file(setting, given) or setting.default
    try:
        return setting.read(text)
    except ValueError as error:
        shown = "" if setting.secret else f" '{text}'"
        raise SettingsError(f"{setting.name}{shown}: {error}") from None


def _from_file(setting: Setting, given: Mapping[str, str]) -> str:
    name = given.get(f"{setting.name}_FILE", "")
    if not name:
        return ""
    try:
        return Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{setting.name}_FILE '{name}': cannot be read ({error})") from None
