"""The threads that own SQLite's connections.

Crossing to a thread and back costs more than most statements, and a commit costs a write to the
disk. So a whole unit of work crosses at once, all units that wait share one commit, and results
that are ready together wake the event loop once.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeAlias

from bot.errors import StoreError
from bot.store.database import Args, Row, Undone
from bot.store.sqlite_errors import REFUSALS, explain

Work: TypeAlias = Sequence[tuple[str, str, Sequence[Args], bool]]
"""Statements of one unit: name, SQL, the values of each run, and whether a row is needed."""

_SHARE = 500
"""At most so many units share a commit, so that the first does not wait too long."""


@dataclass(frozen=True, slots=True)
class Job:
    """One unit of work and who waits for it."""

    work: Work
    done: asyncio.Future[Any]


class Mailbox:
    """Hands results from the threads to the event loop, many with one wake-up."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._ready: deque[tuple[asyncio.Future[Any], Any]] = deque()
        self._called = False

    def post(self, done: asyncio.Future[Any], outcome: Any) -> None:
        """Settle ``done`` with a result, or with an error if the outcome is one."""
        self._ready.append((done, outcome))
        if not self._called:
            self._called = True
            # The loop is closed when the program was torn down around us: nobody waits then.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        self._called = False  # before emptying: whatever is posted from here on calls again
        while self._ready:
            done, outcome = self._ready.popleft()
            if done.done():  # the waiting task was cancelled
                continue
            if isinstance(outcome, Exception):
                done.set_exception(outcome)
            else:
                done.set_result(outcome)


class Worker(Thread):
    """Takes jobs until it is told to stop; ``None`` in the queue is that word."""

    def __init__(
        self, connection: sqlite3.Connection, jobs: SimpleQueue[Job | None], mailbox: Mailbox
    ) -> None:
        super().__init__(name=f"store-{type(self).__name__.lower()}", daemon=True)
        self._connection, self._jobs, self._mailbox = connection, jobs, mailbox

    def run(self) -> None:
        """Serve the queue in order; close the connection at the end."""
        while (job := self._jobs.get()) is not None:
            if self.serve(job):
                break
        self._connection.close()

    def serve(self, job: Job) -> bool:
        """Do a job; whether the word to stop was met meanwhile."""
        raise NotImplementedError

    def _run(self, work: Work) -> list[list[Row]]:
        return [self._statement(*step) for step in work]

    def _statement(self, name: str, sql: str, runs: Sequence[Args], needed: bool) -> list[Row]:
        rows: list[Row] = []
        try:
            for args in runs:
                rows += self._connection.execute(sql, args).fetchall()
        except REFUSALS as error:
            if not self._connection.in_transaction:
                raise  # SQLite gave up the whole transaction
            raise explain(error, name) from None
        if needed and not rows:
            raise Undone
        return rows


class Reader(Worker):
    """Reads while others write: a WAL reader sees the last commit and blocks nobody."""

    def serve(self, job: Job) -> bool:
        """Answer one read."""
        try:
            outcome: object = self._run(job.work)[0]
        except StoreError as error:
            outcome = error
        except REFUSALS as error:
            outcome = explain(error, job.work[0][0])
        self._mailbox.post(job.done, outcome)
        return False


class Writer(Worker):
    """The only writer of this process; what waits together is committed together."""

    def serve(self, job: Job) -> bool:
        """Commit this unit and all that wait behind it."""
        batch, stop = [job], False
        with contextlib.suppress(Empty):
            while len(batch) < _SHARE and not stop:
                if (more := self._jobs.get_nowait()) is None:
                    stop = True
                else:
                    batch.append(more)
        for done, outcome in zip((job.done for job in batch), self._commit(batch), strict=True):
            self._mailbox.post(done, outcome)
        return stop

    def _commit(self, batch: list[Job]) -> Sequence[object]:
        try:
            self._undo()  # what was left, if there was no memory even for that
            # IMMEDIATE: a transaction that reads first and then writes fails at once when
            # another process wrote in between, whatever the busy timeout says.
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._unit(job.work) for job in batch]
            self._connection.execute("COMMIT")
        except REFUSALS as error:
            with contextlib.suppress(*REFUSALS):
                self._undo()
            return [explain(error) for _ in batch]
        return outcomes

    def _undo(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _unit(self, work: Work) -> object:
        """One unit in a savepoint: its failure undoes itself and nothing else."""
        self._connection.execute("SAVEPOINT unit")
        try:
            outcome: object = self._run(work)
        except (StoreError, Undone) as error:
            self._connection.execute("ROLLBACK TO unit")
            outcome = error if isinstance(error, StoreError) else [[] for _ in work]
        self._connection.execute("RELEASE unit")
        return outcome
