"""What an error of PostgreSQL means for the caller, in words that hold no stored value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import parse_qs, urlsplit

import asyncpg

from bot.errors import SettingsError, StoreError, StoreUnavailable

REFUSALS: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)
"""What a statement may raise. ``TimeoutError`` is an ``OSError``."""

CUT_OFF: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleSessionTimeoutError,
    # A statement on a connection that was told to end and is not closed yet: "cannot switch to
    # state …". Seen when PostgreSQL is restarted.
    asyncpg.InternalClientError,
)
"""The server ended the connection, or refuses new ones for the moment."""

ROLLED_BACK: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
"""The server undid the transaction in favour of another; the same again may pass."""

ELSEWHERE: Final = (asyncpg.ReadOnlySQLTransactionError,)
"""This server stores nothing: a standby, as after a fail-over. A new connection may find the one
that does."""

_WAIT: Final = (
    *CUT_OFF,
    *ROLLED_BACK,
    *ELSEWHERE,
    asyncpg.InsufficientResourcesError,  # too many connections, disk full, out of memory
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.PostgresIOError,
    # Somebody is working at the database: it is being restored, or its rights are being changed.
    asyncpg.UndefinedTableError,
    asyncpg.InsufficientPrivilegeError,
)
_SETTINGS: Final = {
    asyncpg.InvalidPasswordError: "the server refused the password",
    asyncpg.InvalidAuthorizationSpecificationError: "the server refused the user",
    asyncpg.InvalidCatalogNameError: "there is no such database; create it first",
    asyncpg.ClientConfigurationError: "this address cannot be understood",
}


def explain(error: Exception, lead: str) -> StoreError | SettingsError:
    """The error to raise instead; ``lead`` (where, or which query) goes before the message.

    The server's own words may quote values ("Key (id)=(7) already exists"), so only its code
    and the name of the constraint are kept.
    """
    if isinstance(error, TimeoutError):
        return StoreUnavailable(f"{lead}: PostgreSQL did not answer in time")
    if isinstance(error, OSError):
        return StoreUnavailable(f"{lead}: PostgreSQL cannot be reached ({type(error).__name__})")
    for kind, words in _SETTINGS.items():
        if isinstance(error, kind):
            return SettingsError(f"DATABASE_URL: {lead}: {words}")
    if isinstance(error, asyncpg.PostgresError):
        return _refused(error, lead)
    if isinstance(error, ValueError):  # asyncpg's own, before anything is sent; it quotes the value
        return StoreError(f"{lead}: a value cannot be stored")
    return StoreUnavailable(f"{lead}: the connection to PostgreSQL was lost")


def while_serving(error: Exception, lead: str) -> StoreError:
    """The same for a worker that has begun: what would have stopped its start (a new password, a
    database that is being made anew) may pass, and nothing of anybody may be given up for it."""
    found = explain(error, lead)
    return found if isinstance(found, StoreError) else StoreUnavailable(str(found))


@contextmanager
def telling(where: str) -> Iterator[None]:
    """Whatever goes wrong inside is told in one line that begins with ``where``."""
    try:
        yield
    except StoreError as error:
        raise type(error)(f"{where}: {error}") from None
    except REFUSALS as error:
        raise explain(error, where) from None


def _refused(error: asyncpg.PostgresError, lead: str) -> StoreError:
    words = f"{lead}: {type(error).__name__} {error.sqlstate}"
    if isinstance(error, _WAIT):
        return StoreUnavailable(f"{words}; try again later")
    constraint = getattr(error, "constraint_name", None)
    return StoreError(f"{words} on {constraint}" if constraint else words)


def place(url: str) -> str:
    """Where an address leads, without user and password: ``db.example:5432/netral``."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    host = parts.hostname or asked.get("host", ["localhost"])[0]
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise SettingsError("DATABASE_URL: the port is not a number from 0 to 65535") from None
    return f"{host}{port}{parts.path}"
