"""Where a database is: the two kinds of ``DATABASE_URL``."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import SettingsError


def is_sqlite(url: str) -> bool:
    """Whether the address is a SQLite file, else PostgreSQL. Raises SettingsError for others."""
    scheme, _, _ = url.partition("://")
    if scheme in ("sqlite", "postgresql", "postgres"):
        return scheme == "sqlite"
    # The address may hold a password, so it is not repeated.
    raise SettingsError(
        "DATABASE_URL: expected sqlite:///file.db or postgresql://user@host/name,"
        f" found one that begins with {scheme[:12]!r}"
    )


def sqlite_path(url: str) -> Path:
    """The file of an address: three slashes for a relative path, four for an absolute one."""
    parts = urlsplit(url)
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not path:
        raise SettingsError(
            "DATABASE_URL: expected sqlite:///relative/file.db or sqlite:////absolute/file.db"
        )
    return Path(path)
