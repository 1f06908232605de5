"""Settings: one table, read once, and wrong values stop the start with one clear line.

The environment comes before ``.env``. Any setting can also come from a file that ``NAME_FILE``
names, which is how secrets are handed to containers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot import setting_values
from bot.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: how it is read, what it is when absent, and what it is for."""

    name: str
    default: str
    read: Callable[[str], Any]
    about: str
    secret: bool = False


TABLE: tuple[Setting, ...] = (
    Setting(
        "BOT_TOKEN",
        "",
        setting_values.token,
        "Token from @BotFather. Without it the chat opens in the terminal.",
        secret=True,
    ),
    Setting(
        "BOT_API_URL",
        "https://api.telegram.org",
        setting_values.address,
        "Address of the Bot API, for a self-hosted server.",
    ),
    Setting(
        "DATABASE_URL",
        "sqlite:///var/netral.db",
        setting_values.database,
        "`sqlite:///file.db` or `postgresql://user:password@host/name`.",
        secret=True,
    ),
    Setting(
        "ADMIN_IDS", "", setting_values.ids, "Telegram user ids of the operators, parted by commas."
    ),
    Setting("CONTENT_DIR", "content", Path, "The content folder."),
    Setting(
        "WEBHOOK_URL",
        "",
        setting_values.webhook,
        "Public https address of `webhook`; Telegram posts to a path below it.",
    ),
    Setting(
        "WEBHOOK_SECRET",
        "",
        setting_values.secret,
        "By what Telegram is known; without it, it follows from the token.",
        secret=True,
    ),
    # All interfaces: in a container the loopback one is reached by nobody, and what is served
    # there needs the secret or tells nothing of anybody.
    Setting("WEB_HOST", "0.0.0.0", str, "Address to listen on; `127.0.0.1` behind a proxy."),  # noqa: S104
    Setting(
        "PORT",
        "",
        setting_values.port,
        "Port of webhook, health and metrics: 8080 for `webhook`; `poll` listens if it is set.",
    ),
    Setting(
        "CHAT_SECONDS",
        "1",
        setting_values.seconds,
        "Least seconds between messages to one chat, after three at once; Telegram wants 1. 0 is"
        " for a server of one's own without that limit.",
    ),
    Setting(
        "NOTICES_PER_SECOND",
        "25",
        setting_values.rate,
        "Most messages a second that nobody asked for, such as reminders. Telegram allows about 30"
        " of all kinds; more is for a server of one's own.",
    ),
    Setting(
        "SIGNING_KEY",
        "",
        setting_values.key,
        "Private key of certificates and checkpoints, 32 bytes as base64; without it, one is made"
        " and kept in the database.",
        secret=True,
    ),
    Setting(
        "RETAIN_ANSWERS_DAYS",
        "730",
        setting_values.days,
        "Days after an attempt's end until its answers are deleted; its score stays.",
    ),
    Setting(
        "RETAIN_INACTIVE_DAYS",
        "1095",
        setting_values.days,
        "Days without any training until a person is told that their data will be deleted, 30 days"
        " later.",
    ),
    Setting(
        "RETAIN_NOTICES_DAYS",
        "365",
        setting_values.days,
        "Days until it is forgotten that a reminder was sent, or could not be; while its campaign"
        " runs it is not.",
    ),
    Setting(
        "RETAIN_TRAIL_DAYS",
        "1825",
        setting_values.days,
        "Days until the lines of an agency's audit trail are deleted.",
    ),
    Setting(
        "ROSTER_KEY",
        "",
        setting_values.key,
        "Key under which NIPs are hashed, 32 bytes as base64; without it, one is made and kept in"
        " the database. It can never change.",
        secret=True,
    ),
    Setting("LOG_LEVEL", "INFO", setting_values.level, "`DEBUG`, `INFO`, `WARNING` or `ERROR`."),
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
    return Settings(**values)  # a row without a field, or a field without a row, is a TypeError


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
