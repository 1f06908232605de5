"""Importing a roster: read, reported, kept until it is confirmed, then done whole or not at all.

A raw NIP exists only while the file is read: what is kept between report and confirmation is the
entries, hashed already.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

from bot.agencies.roster import Line, Plan, plan, with_known_units
from bot.agencies.roster_sheet import Fault, Hash, Reading, read_roster
from bot.agencies.sheet import Cells
from bot.agencies.tree import Tree
from bot.imports.cells import cells_of
from bot.seal.hashes import entries
from bot.service.desk import Desk
from bot.service.officers.traces import trace
from bot.service.roster.key import roster_key
from bot.store.database import Step
from bot.store.roster import Work
from bot.store.trail import trail_step
from bot.store.uploads import Upload

KEPT_MS = 86_400_000
"""How long an upload waits to be confirmed."""

MISSING = "missing"
"""Why an entry ended: a new list lacks it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import would do. ``version`` is that of the roster that it was compared with; it
    may be carried out when there are no ``faults``."""

    agency: str
    version: int
    rows: int
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    plan: Plan
    listed: int

    @property
    def shrinks(self) -> bool:
        """Whether more than half of a roster would end: perhaps the list is of one unit only."""
        return len(self.plan.missing) * 2 > self.listed


async def report_on(
    desk: Desk, agency: str, raw: bytes, tell: Callable[[int], None] = lambda _row: None
) -> Report:
    """Read a file and say what it would change; nothing is changed. ``tell`` is told the number
    of each row that is read, on another thread.

    Raises ListingError for a file that is no table, and SealError for a key that is not right.
    """
    tree = Tree(await desk.store.agencies.units(agency))
    entry_of = entries(await roster_key(desk), agency)
    # Seconds of work for a large file: learners are answered meanwhile.
    loop = asyncio.get_running_loop()
    reading = await loop.run_in_executor(_reader(), _read, raw, tree, entry_of, tell)
    return await _compared(desk, agency, reading)


@cache
def _reader() -> ThreadPoolExecutor:
    """One file at a time: unpacked, each is as large as everything else in memory."""
    return ThreadPoolExecutor(1, "roster")


def _read(raw: bytes, tree: Tree, entry_of: Hash, tell: Callable[[int], None]) -> Reading:
    def told(rows: Iterable[Cells]) -> Iterator[Cells]:
        for number, cells in rows:
            tell(number)
            yield number, cells

    return read_roster(told(cells_of(raw)), tree, entry_of)


async def _compared(desk: Desk, agency: str, reading: Reading) -> Report:
    # The version first: what changes after it makes the report stale, never wrong.
    standing = await desk.store.roster.standing(agency)
    known = await desk.store.roster.all(agency)
    lines = reading.lines if reading.units else tuple(with_known_units(known, reading.lines))
    planned = await asyncio.to_thread(plan, known, lines)
    listed = sum(entry.ended_at is None for entry in known)
    return Report(agency, standing.version, reading.rows, lines, reading.faults, planned, listed)


async def carry_out(
    desk: Desk, report: Report, by: int, *also: Step, reason: str = MISSING
) -> bool:
    """Do what the report says, with a line in the trail. False when the roster or the units
    changed since; nothing was done then."""
    planned = report.plan
    line = trace(
        desk,
        report.agency,
        by,
        "roster.import",
        rows=report.rows,
        new=len(planned.new),
        changed=len(planned.changed),
        ended=len(planned.missing),
    )
    work = Work(
        report.agency,
        report.version,
        planned.new,
        planned.changed,
        [entry.entry for entry in planned.missing],
        desk.clock(),
        reason,
    )
    return await desk.store.roster.rewrite(work, trail_step(line), *also)


async def keep(desk: Desk, report: Report, by: int) -> str:
    """Keep what was read until it is confirmed; gives its id."""
    body = await asyncio.to_thread(_packed, report.lines)
    id_ = desk.token()
    upload = Upload(by, id_, report.agency, report.version, body, desk.clock())
    await desk.store.uploads.put(upload)
    return id_


async def kept(desk: Desk, upload: Upload) -> Report | None:
    """The report on what was kept, as things stand now; None when a unit of it is gone since."""
    tree = Tree(await desk.store.agencies.units(upload.agency))
    moved = await asyncio.to_thread(_as_now, upload, tree)
    if moved is None:
        return None
    return await _compared(desk, upload.agency, Reading(len(moved), moved, ()))


async def waiting(desk: Desk, person: int, id_: str) -> Upload | None:
    """What this person sent, as long as it may still be confirmed."""
    upload = await desk.store.uploads.get(person, id_)
    return upload if upload and upload.at > desk.clock() - KEPT_MS else None


async def forget_old(desk: Desk) -> None:
    """The chore that forgets what nobody confirmed for a day."""
    await desk.store.uploads.forget(desk.clock() - KEPT_MS)


def _as_now(upload: Upload, tree: Tree) -> tuple[Line, ...] | None:
    """What was kept, with the units of now; None when one of them was closed since."""
    lines = []
    for line in _unpacked(upload.body):
        moved = _moved(line, tree, upload.at)
        if moved is None:
            return None
        lines.append(moved)
    return tuple(lines)


def _moved(line: Line, tree: Tree, since: int) -> Line | None:
    """The line with the unit that its own went into; None when that was closed since (ms)."""
    if line.unit is None:
        return line
    home = tree.home(line.unit)
    if home is None or (home.closed_at is not None and home.closed_at >= since):
        return None
    return replace(line, unit=home.code)


def _packed(lines: Iterable[Line]) -> bytes:
    rows = [(line.entry, line.last_four, line.name, line.unit) for line in lines]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1)


def _unpacked(body: bytes) -> list[Line]:
    return [Line(*row) for row in json.loads(zlib.decompress(body))]
