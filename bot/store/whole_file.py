"""A file that is there whole or not at all, and that only its owner can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BackupError

PART = ".part"


@contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[Path]:
    """An empty file beside ``path`` to write to; it gets that name when the block ends well.

    Else it is removed, and what had the name keeps it. A process that is killed leaves a hidden
    file that ends in ``.part``. Raises BackupError when something has the name already, unless
    ``force``, and when the folder or the disk refuses.
    """
    try:
        _refuse(path, force)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            yield part
            _to_disk(part)
            _name(part, path, force)
            _to_disk(path.parent)
        finally:
            for left in (part, part.with_name(f"{part.name}-journal")):  # SQLite's beside its file
                left.unlink(missing_ok=True)
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from None


def _refuse(path: Path, force: bool) -> None:
    if path.is_dir():
        raise BackupError(f"{path}: this is a folder; name a file in it")
    if os.path.lexists(path) and not force:
        raise BackupError(f"{path}: the file is there already; choose another, or --force")


def _name(part: Path, path: Path, force: bool) -> None:
    """Give the file its name. Without ``force`` even one that appeared meanwhile is kept."""
    if force:
        part.replace(path)
        return
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: then there is a moment between look and rename
        _refuse(path, force)
        part.replace(path)


def _to_disk(path: Path) -> None:
    """Wait until a power cut cannot take it: the content of a file, the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
