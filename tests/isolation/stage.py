"""Two agencies: those who walk belong to A, and B has one of everything that there is."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count
from pathlib import Path

from bot.agencies.agency import Agency, Unit
from bot.agencies.people import Person
from bot.app import App
from bot.screens.incoming import Act, Incoming, Sender
from bot.screens.screen import File, Reply
from bot.service.officers.invitations import invite
from tests.dialogues.stage import World
from tests.isolation.rows import Owner, Value, asking, fill, owned, rows_of
from tests.service.takers import take

A, B = "DEMO", "LAIN"
HERE = Owner(A, "DISDIK", 8001, "a-", "TETANGGA")
THERE = Owner(B, "SEBELAH", 8002, "b-", "RAHASIA")
COLLEAGUE = 8013  # of A; B has one too, who holds an office there
CHIEF = 8024

WALKERS = {"petugas": 7101, "petugas unit": 7102, "pengamat": 7103, "pelajar": 7104}
STRANGER = 7105
OWN = 8005  # a learner of the unit whose officer walks


async def settle(app: App) -> None:
    """The cast, through the product's own doors as far as there are such for a test."""
    store = app.store
    units = [Unit(A, "DINKES", "Dinas Kesehatan"), Unit(A, "P2P", "Pencegahan", "DINKES")]
    units += [Unit(B, "SEBELAH", "Bagian Sebelah"), Unit(B, "BAWAH", "Bagian Bawah", "SEBELAH")]
    await store.agencies.put([Agency(A, "Instansi Contoh"), Agency(B, "Badan Lain")], units)
    await take(app, THERE.person, agency=B, name="b-latihan")
    await take(app, THERE.person, agency=B, name="b-ujian", kind="ujian", day=1)
    await take(app, HERE.person, agency=A, name="a-latihan")
    await take(app, HERE.person, agency=A, name="a-ujian", kind="ujian", day=1)
    for person, name, agency, unit in (
        *((id_, f"Pemeran {id_}", A, "DINKES") for id_ in WALKERS.values()),
        (OWN, "Pelajar", A, "P2P"),
        (COLLEAGUE, "TETANGGA Rekan", A, "DISDIK"),
        (CHIEF, "RAHASIA Kepala", B, "SEBELAH"),
    ):
        await store.people.add(Person(person, name, "uji-1", 1, "id", "pns", agency, unit, 2))
    await store.people.rename(THERE.person, "RAHASIA Pelajar")
    await store.people.rename(HERE.person, "TETANGGA Pelajar")
    begun = await take(app, CHIEF, agency=B, name="b-dulu")
    assert await store.attempts.start(replace(begun, id="b-terbuka", answers=()))
    # Only now: this is also what everybody who joins is shown.
    await store.agencies.put([], [Unit(A, HERE.unit, "TETANGGA Dinas")])
    await _appoint(app)


async def _appoint(app: App) -> None:
    for person, agency, role, unit in (
        (WALKERS["petugas"], A, "petugas", None),
        (WALKERS["petugas unit"], A, "petugas", "DINKES"),
        (WALKERS["pengamat"], A, "pengamat", None),
        (COLLEAGUE, A, "petugas", "DISDIK"),
        (CHIEF, B, "petugas", None),
    ):
        code = await invite(app.desk, agency, role, 7, unit=unit)  # type: ignore[arg-type]
        await app.handle(Incoming(Sender(person, "x"), _start(code)))
    for agency in (A, B):
        await invite(app.desk, agency, "petugas", 7)


def _start(code: str) -> Act:
    from bot.screens.incoming import Command

    return Command("start", code)


@dataclass(frozen=True, slots=True)
class Foreign:
    """What those who walk may not reach: an agency's and some people's, and the word in it."""

    agencies: list[str]
    people: list[int]
    secret: str


ANOTHERS = Foreign([B], [THERE.person, CHIEF], THERE.secret)
NEIGHBOURS = Foreign([], [HERE.person, COLLEAGUE], HERE.secret)
"""Of another unit of the own agency: not for an officer of a unit."""


@dataclass(slots=True)
class Walk:
    """The app with a look at its database from outside; everything is put back after each act."""

    app: App
    world: World
    database: sqlite3.Connection
    before: sqlite3.Connection
    foreign: Foreign
    theirs: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)
    asks: dict[str, str] = field(default_factory=dict)
    version: int = 0

    async def act(self, person: int, act: Act) -> str:
        """What the person is shown. Fails when anything of B is shown or changed."""
        self.world.tokens = count(5000)
        reply = await self.app.handle(Incoming(Sender(person, f"Pemeran {person}"), act))
        shown = text_of(self.app, reply)
        secret = self.foreign.secret
        assert secret not in shown, f"{person} {act}:\n{shown}"
        if self._version() != self.version:
            self._unchanged(person, act)
            self.restore()
        return shown

    def expect(self, person: int, expects: str) -> None:
        """As if the person's last screen had asked for this."""
        told = "UPDATE people SET expects = ? WHERE id = ?"
        self.database.execute(told, (expects, person))
        self.database.commit()

    def _version(self) -> int:
        [[version]] = self.database.execute("PRAGMA data_version")
        return int(version)

    def _unchanged(self, person: int, act: Act) -> None:
        for table, rows in self.theirs.items():
            found = self._rows(table)
            if found == rows:
                continue
            gone = [row for row in rows if row not in found]
            new = [row for row in found if row not in rows]
            if table == "people":  # somebody may join an agency: that is their own row
                new = [row for row in new if row[0] != person]
            assert not gone, f"{act} by {person} changed {table}: {gone}"
            assert not new, f"{act} by {person} added to {table}: {new}"

    def remember(self) -> None:
        """What is in the database now is what everybody finds and leaves."""
        self.database.backup(self.before)
        self.theirs = {table: self._rows(table) for table in owned(self.database)}
        self.version = self._version()

    def restore(self) -> None:
        """Undo whatever an act did."""
        self.before.backup(self.database)
        self.version = self._version()

    def _rows(self, table: str) -> list[tuple[Value, ...]]:
        if table not in self.asks:
            there = (self.foreign.agencies, self.foreign.people)
            self.asks[table] = asking(self.database, table, *there)
        return sorted(self.database.execute(self.asks[table]), key=repr)


def text_of(app: App, reply: Reply) -> str:
    """All of a reply as text, with what its buttons carry and the files beside it."""
    if reply.screen is None:
        return ""
    message = app.wording.message(reply.screen, reply.language)
    labels = [f"[{one.text}|{one.data}|{one.start}]" for row in message.rows for one in row]
    files = [f"({file.name} {_inside(file)})" for file in reply.screen.files]
    return "\n".join((message.html, *labels, *files, str(reply.screen.expects)))


@contextmanager
def looking(app: App, world: World, foreign: Foreign = ANOTHERS) -> Iterator[Walk]:
    """A walk through the app, with one of everything for both agencies."""
    path = Path(world.url.removeprefix("sqlite:///"))
    with (
        closing(sqlite3.connect(path)) as database,
        closing(sqlite3.connect(":memory:")) as before,
    ):
        database.execute("PRAGMA synchronous = OFF")  # what is put back need not last
        for owner in (HERE, THERE):
            fill(database, owner)
        walk = Walk(app, world, database, before, foreign)
        walk.remember()
        yield walk


def ids(walk: Walk) -> dict[str, str]:
    """Every kind of id that B's rows hold and A's do not, by ``table.column``: as a button has it.

    Of a hash the beginning too, since a button has no room for more.
    """
    near = ([A], [HERE.person, COLLEAGUE]) if walk.foreign is ANOTHERS else ([], [OWN])
    ours = {
        str(value)
        for table in owned(walk.database)
        for row in rows_of(walk.database, table, *near)
        for value in row
    }
    found: dict[str, str] = {}
    for table, rows in walk.theirs.items():
        names = [name for _, name, *_ in walk.database.execute(f"PRAGMA table_info({table})")]
        for name, value in ((n, v) for row in rows for n, v in zip(names, row, strict=True)):
            text = str(value)
            if text in ours or isinstance(value, bytes | None) or not _handy(text):
                continue
            place = f"{table}.{name}"
            found[place if place not in found else f"{place}={text}"] = text
            if re.fullmatch(r"[0-9a-f]{64}", text):
                found[f"{place}={text[:12]}"] = text[:12]
    return found


SECRET = frozenset({HERE.secret, THERE.secret})


def _handy(text: str) -> bool:
    """Whether it could be on a button; what is a secret itself would only be echoed."""
    return 0 < len(text) <= 64 and not set(text) & set(': {["') and SECRET.isdisjoint(text.split())


def _inside(file: File) -> str:
    """What a file says, as far as it is text: in a workbook, in all of its parts."""
    if not zipfile.is_zipfile(BytesIO(file.body)):
        return file.body.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(file.body)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
