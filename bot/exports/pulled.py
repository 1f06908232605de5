"""Rows that come in pages from the event loop to a thread that writes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def pulled(
    pages: AsyncIterator[Sequence[T]], loop: asyncio.AbstractEventLoop, patience_s: float = 60
) -> Iterator[T]:
    """Each thing of each page, for a thread that is not the loop's; a page is asked for when the
    one before is written, so there is never more than one in memory. Raises TimeoutError."""

    async def following() -> Sequence[T] | None:
        return await anext(pages, None)

    while True:
        page = asyncio.run_coroutine_threadsafe(following(), loop).result(patience_s)
        if page is None:
            return
        yield from page
