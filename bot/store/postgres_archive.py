"""Reading an archive of ``pg_dump``: the rows alone, as ``pg_restore`` writes them out.

An archive is a program in SQL. Whoever made it could have put anything in it, so none of it is
run: of what ``pg_restore`` writes, only the blocks of rows are read.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from bot.errors import BackupError
from bot.store.copy_text import Block
from bot.store.migrate import Applied
from bot.store.postgres_programs import find
from bot.store.tables import RECORD, Batches, Column

_CHUNK = 1 << 20
_RECORD = (Column("number", "int"), Column("name", "text"), Column("checksum", "text"))


@asynccontextmanager
async def opened(path: Path, environment: Mapping[str, str]) -> AsyncIterator[PostgresArchive]:
    """An archive to read from. Raises BackupError when ``pg_restore`` is missing or refuses it."""
    program = await asyncio.to_thread(find, "pg_restore", environment)
    archive = PostgresArchive(path, program.path, environment)
    applied: list[Applied] = []
    async with aclosing(archive.rows(RECORD, _RECORD)) as batches:
        async for batch in batches:
            applied += [(int(row[0] or 0), str(row[1]), str(row[2])) for row in batch]
    archive.applied = applied
    yield archive


class PostgresArchive:
    """A :class:`bot.store.snapshot.Source`. Build it with :func:`opened`."""

    def __init__(self, path: Path, program: str, environment: Mapping[str, str]) -> None:
        self.applied: Sequence[Applied] = ()
        self._path, self._program, self._environment = path, program, environment

    async def count(self, _table: str) -> None:
        """An archive does not say how many rows it has."""

    async def rows(self, table: str, columns: Sequence[Column]) -> Batches:
        """All rows of a table. Raises BackupError when they are not there, or not all."""
        block = Block(table, columns)
        try:
            async with aclosing(self._lines(table)) as chunks:
                async for lines in chunks:
                    yield block.take(lines)
            block.end()
        except ValueError as error:
            raise BackupError(
                f"{self._path}: the backup is damaged or not of this program: {table}: {error}"
            ) from None

    async def _lines(self, table: str) -> AsyncGenerator[list[bytes], None]:
        process = await asyncio.create_subprocess_exec(
            self._program,
            "--data-only",
            f"--table={table}",
            "--file=-",
            str(self._path.absolute()),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._environment,
        )
        try:
            async for lines in _split(process.stdout):
                yield lines
            _, stderr = await process.communicate()
            if process.returncode:
                raise self._refused(stderr)
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()

    def _refused(self, stderr: bytes) -> BackupError:
        """Its own words may quote rows, so only the one that can be helped is told."""
        if b"unsupported version" in stderr:
            words = "was made by a newer pg_dump; install client programs of that version"
        else:
            words = "is damaged or cut off"
        return BackupError(f"{self._path}: the backup {words}")


async def _split(stream: asyncio.StreamReader | None) -> AsyncIterator[list[bytes]]:
    """The whole lines of each piece that arrives."""
    rest: list[bytes] = []
    while stream is not None and (chunk := await stream.read(_CHUNK)):
        *lines, last = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join((*rest, lines[0]))
            rest = []
            yield lines
        rest.append(last)
    if any(rest):
        yield [b"".join(rest)]
