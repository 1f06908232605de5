"""The content in use, and the content that old attempts were drawn from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.catalog.catalog import Catalog
from bot.catalog.checks import check_folder
from bot.catalog.files import edition, pack, read_files, unpack
from bot.catalog.load import load_archived, load_files
from bot.errors import ContentError
from bot.quiz.attempt import Version
from bot.store.store import Store

_KEPT = 4  # old catalogs in memory; an attempt outlives a content change by days, not years


class Library:
    """``current`` is what new attempts are drawn from. ``withdrawn`` are the versions of scenarios
    that were withdrawn when it was looked last; on another worker one may be so since."""

    def __init__(
        self,
        current: Catalog,
        folder: Path,
        store: Store,
        on_change: Callable[[Catalog], None] = lambda _: None,
    ) -> None:
        self.current = current
        self.withdrawn: frozenset[Version] = frozenset()
        self._on_change = on_change
        self._folder = folder
        self._store = store
        self._old: dict[str, Catalog] = {}
        self._reading = asyncio.Lock()
        self._named: tuple[Catalog, str] | None = None

    @property
    def edition(self) -> str:
        """Names the current content to the last byte."""
        if self._named is None or self._named[0] is not self.current:
            self._named = self.current, edition(self.current.files)
        return self._named[1]

    async def archive(self, at: int) -> None:
        """Keep the current content in the store, so that its attempts can be replayed for ever.

        ``at`` is now, in ms since 1970 UTC.
        """
        await self._archive(self.current, at)

    async def look(self) -> frozenset[Version]:
        """The versions that are withdrawn now; ``withdrawn`` has them from here on."""
        self.withdrawn = frozenset(one.of for one in await self._store.withdrawals.all())
        return self.withdrawn

    async def of(self, content: str) -> Catalog:
        """The catalog of that hash. Raises ContentError when it was never archived."""
        if content == self.current.hash:
            return self.current
        if (known := self._old.get(content)) is not None:
            return known
        # One at a time: after new content, all who are in the middle of an attempt ask for the old
        # one at once, and each reading takes half a second of the whole process.
        async with self._reading:
            if content not in self._old:
                await self._read(content)
            return self._old[content]

    async def reload(self, clock: Callable[[], int]) -> None:
        """Check the folder, use what it has now, and let every other worker use the same.

        Raises ContentError with all findings, StoreUnavailable or StoreError, and goes on with the
        content it had.
        """
        content, findings = await asyncio.to_thread(check_folder, self._folder)
        if findings or content.catalog is None:
            raise ContentError(findings)
        # Before anything is drawn from it: another worker would find an attempt whose content is
        # nowhere, and close it.
        await self._archive(content.catalog, clock())
        await self._store.contents.want(edition(content.catalog.files), clock())
        self._use(content.catalog)

    async def files(self) -> Mapping[str, bytes]:
        """What the folder has now. Raises ContentError when it cannot be read."""
        return await asyncio.to_thread(read_files, self._folder)

    async def adopt(self, files: Mapping[str, bytes]) -> None:
        """Use these files, which another worker has proved and archived already.

        Raises ContentError for files that this version of the program does not understand.
        """
        self._use(await asyncio.to_thread(load_files, files))

    def _use(self, catalog: Catalog) -> None:
        self.current = catalog
        self._on_change(catalog)

    async def _read(self, content: str) -> None:
        body = await self._store.contents.get(content)
        if body is None:
            raise ContentError([])
        catalog = await asyncio.to_thread(lambda: load_archived(unpack(body)))
        while len(self._old) >= _KEPT:
            self._old.pop(next(iter(self._old)))
        self._old[content] = catalog

    async def _archive(self, catalog: Catalog, at: int) -> None:
        if await self._store.contents.get(catalog.hash) is None:
            body = await asyncio.to_thread(pack, catalog.files)
            await self._store.contents.put(catalog.hash, body, at)
