"""What an error of SQLite means for the caller, in words that hold no stored value."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.errors import StoreError, StoreUnavailable

REFUSALS: Final = (sqlite3.Error, OverflowError, ValueError, TypeError, MemoryError)
"""What a statement may raise: besides SQLite's own, values that it cannot hold, and Python's error
for SQLITE_NOMEM."""

_UNAVAILABLE: Final = {
    sqlite3.SQLITE_BUSY: "the database is locked by another program; try again later",
    sqlite3.SQLITE_LOCKED: "the database is locked by another program; try again later",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write the database file",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened; check its folder and its rights",
    sqlite3.SQLITE_READONLY: "the database file is read-only; check its rights",
    sqlite3.SQLITE_PERM: "the database file is not accessible; check its rights",
    sqlite3.SQLITE_NOMEM: "out of memory",
}
_BROKEN: Final = {
    sqlite3.SQLITE_NOTADB: "this file is not a SQLite database",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged; restore a backup",
}


def explain(error: Exception, where: str = "") -> StoreError:
    """The error to raise instead; ``where`` goes before the message.

    SQLite's own messages name tables and columns, never values, and are kept for integrity
    errors. Messages of Python's own conversions have no code, may quote a value, and are dropped.
    """
    lead = f"{where}: " if where else ""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if isinstance(error, MemoryError):
        primary = sqlite3.SQLITE_NOMEM
    if primary in _UNAVAILABLE:
        return StoreUnavailable(lead + _UNAVAILABLE[primary])
    if primary in _BROKEN:
        return StoreError(lead + _BROKEN[primary])
    if code is not None and isinstance(error, sqlite3.IntegrityError | sqlite3.OperationalError):
        return StoreError(f"{lead}{error}")
    return StoreError(f"{lead}a value cannot be stored or read ({type(error).__name__})")


@contextmanager
def telling(where: object) -> Iterator[None]:
    """Whatever goes wrong inside is told in one line that begins with ``where``."""
    try:
        yield
    except StoreError as error:
        raise type(error)(f"{where}: {error}") from None
    except OSError as error:
        raise StoreUnavailable(f"{where}: {error.strerror}; choose another path") from None
    except REFUSALS as error:
        raise explain(error, str(where)) from None
