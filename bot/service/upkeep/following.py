"""Following the content that another worker was told to use.

The wish is in the database; each worker looks for it, and takes from its own folder what is wanted.
Nothing else is ever taken: a folder that is half copied, or that nobody copied to, changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from bot.catalog.files import edition
from bot.errors import ContentError, StoreError
from bot.service.attempts import shortages
from bot.service.library import Library
from bot.store.contents import Contents, Wish

log = logging.getLogger(__name__)

EVERY_S: Final = 10.0
"""Seconds from one look to the next; each is one small query."""

WITHIN_S: Final = 15
"""So many seconds after a wish every worker uses what is wanted, if its folder has it."""


class Following:
    """One worker's part in using what is wanted."""

    def __init__(self, library: Library, contents: Contents) -> None:
        self.library = library
        self._contents = contents
        self._wish: Wish | None = None
        self._tried: tuple[Wish, str] | None = None
        self._stop = asyncio.Event()

    @property
    def differs(self) -> bool:
        """Whether another content is wanted than this worker uses, as far as it knows."""
        return self._wish is not None and self._wish.edition != self.library.edition

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Follows in the background until the end of the block."""
        task = asyncio.create_task(self._work(), name="content")
        try:
            yield
        finally:
            self._stop.set()
            await task

    async def look(self) -> None:
        """Use what is wanted, if the folder has it; else say so in the log, once for each wish and
        each state of the folder. Raises StoreError."""
        self._wish = wish = await self._contents.wanted()
        if wish is None or not self.differs:
            self._tried = None
            return
        # Read each time, as dates and sizes of files do not tell what rsync or a container did; it
        # takes milliseconds, and only as long as the contents differ.
        files, found = await self._folder()
        if self._tried == (wish, found):
            return
        self._tried = (wish, found)
        if found == wish.edition:
            await self._take(files)
        else:
            log.warning(
                "content %s is in use here, but %s is wanted and CONTENT_DIR has %s: put the wanted"
                " files there, and they are taken by themselves; or send this worker SIGHUP to want"
                " these",
                *(self.library.edition, wish.edition, found),
            )

    async def _folder(self) -> tuple[Mapping[str, bytes], str]:
        """Its files, and how they are named."""
        try:
            files = await self.library.files()
        except ContentError as error:
            return {}, f"nothing that can be read ({error.findings[0]})"
        return files, edition(files)

    async def _take(self, files: Mapping[str, bytes]) -> None:
        try:
            await self.library.adopt(files)
        except ContentError as error:
            log.error("the wanted content is refused by this version: %s", error.findings[0])
            return
        log.info("content reloaded, as another worker was told: %s", self.library.edition)
        await shortages.warn(self.library)

    async def _work(self) -> None:
        while not self._stop.is_set():
            await self.once()
            try:
                async with asyncio.timeout(EVERY_S):
                    await self._stop.wait()
            except TimeoutError:
                continue

    async def once(self) -> None:
        """Look; what goes wrong is told in the log."""
        try:
            await self.look()
        except StoreError as error:
            log.info("which content is wanted is not known for now: %s", error)
        except Exception:
            log.exception("the wanted content cannot be followed")
