"""One thing after another for one person, side by side for different people."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import TypeAlias

Job: TypeAlias = Callable[[], Awaitable[object]]
Lane: TypeAlias = deque[tuple[Hashable | None, Job]]

log = logging.getLogger(__name__)
_AGAIN = 0.25  # seconds


class Lanes:
    """A queue and a task for each busy key, and nothing for an idle one.

    ``each`` bounds what may wait in one lane: past it the oldest that waits is dropped, so
    that one person cannot fill the memory. ``room`` is how a producer waits when all lanes
    together hold ``total``. A job with a ``topic`` replaces one of the same topic and lane that
    still waits; a running job asks ``overtaken`` whether that has happened to it.
    """

    def __init__(self, *, each: int | None = None, total: int = 10_000) -> None:
        self._lanes: dict[Hashable, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._each = each
        self._total = total
        self._waiting = 0
        self._eased = asyncio.Event()
        self._closed = False

    def submit(self, key: Hashable, job: Job, topic: Hashable | None = None) -> None:
        """Run ``job`` after all earlier ones of this key."""
        if self._closed:
            return
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = deque()
            task = asyncio.create_task(self._run(key, lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif lane:
            self._make_place(lane, topic)
        lane.append((topic, job))
        self._waiting += 1

    def overtaken(self, key: Hashable, topic: Hashable) -> bool:
        """Whether a newer job of this topic waits in the lane."""
        lane = self._lanes.get(key)
        return lane is not None and self._holds(lane, topic)

    async def room(self) -> None:
        """Wait until fewer jobs wait than the total allows."""
        while self._waiting >= self._total:
            self._eased.clear()
            await self._eased.wait()

    async def idle(self) -> None:
        """Wait until every lane is empty."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Cancel what runs and forget what waits.

        Again and again: a driver whose connection breaks while it is cancelled raises that instead,
        and whoever would try once more never learns that it is over.
        """
        self._closed = True
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=_AGAIN)

    @property
    def waiting(self) -> int:
        """How many jobs have not begun."""
        return self._waiting

    @property
    def busy(self) -> int:
        """How many keys have a task."""
        return len(self._lanes)

    def _make_place(self, lane: Lane, topic: Hashable | None) -> None:
        before = len(lane)
        if topic is not None and self._holds(lane, topic):
            kept = [entry for entry in lane if entry[0] != topic]
            lane.clear()
            lane.extend(kept)
        elif before == self._each:
            lane.popleft()
        self._waiting -= before - len(lane)

    @staticmethod
    def _holds(lane: Lane, topic: Hashable) -> bool:
        return any(waiting == topic for waiting, _ in lane)

    async def _run(self, key: Hashable, lane: Lane) -> None:
        try:
            while lane:
                _, job = lane.popleft()
                self._waiting -= 1
                self._eased.set()
                await self._one(job)
        finally:
            self._waiting -= len(lane)
            del self._lanes[key]

    async def _one(self, job: Job) -> None:
        try:
            await job()
        except Exception:
            log.exception("a job failed that should have caught its own errors")
