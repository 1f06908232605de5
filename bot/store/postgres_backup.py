"""Backups of PostgreSQL: archives that ``pg_dump`` writes, of this program's own tables."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import BackupError, StoreError
from bot.store.migrate import Applied, due, shipped
from bot.store.postgres_programs import address, complaint, find, require
from bot.store.postgres_snapshot import PostgresSnapshot
from bot.store.progress import Progress, watched
from bot.store.tables import RECORD, tables


async def dump(
    url: str, part: Path, environment: Mapping[str, str], progress: Progress
) -> tuple[Sequence[Applied], Mapping[str, int]]:
    """Write the database at ``url`` into ``part``; give what is in that.

    The rows are counted in the very moment that ``pg_dump`` sees.
    """
    program = await asyncio.to_thread(find, "pg_dump", environment)
    snapshot = await PostgresSnapshot.open(url)
    try:
        require(program, await snapshot.major())
        if not snapshot.applied:
            raise StoreError(f"{snapshot.where}: this is not a database of this program")
        due(snapshot.applied, shipped())
        made = tables(shipped()[: len(snapshot.applied)])
        clean, with_password = address(url, environment)
        command = [
            program.path,
            "--format=custom",
            "--encoding=UTF8",
            "--no-owner",
            "--no-privileges",
            "--no-password",
            f"--snapshot={await snapshot.exported()}",
            f"--file={part}",
            *[f"--table={name}" for name in await snapshot.named([*made, RECORD])],
            f"--dbname={clean}",
        ]
        await _run(command, with_password, part, progress)
        return snapshot.applied, {table: await snapshot.count(table) for table in made}
    finally:
        await snapshot.close()


async def _run(
    command: Sequence[str], environment: Mapping[str, str], part: Path, progress: Progress
) -> None:
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )

    async def whole() -> None:
        _, stderr = await process.communicate()
        if process.returncode:
            raise BackupError(complaint(stderr))

    await watched(
        asyncio.ensure_future(whole()),
        process.kill,
        lambda: progress("backup", part.stat().st_size, None),
    )
