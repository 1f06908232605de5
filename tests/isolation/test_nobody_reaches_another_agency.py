"""Every command, button, place, typed text and document, by everybody of agency A and by a
stranger, against everything that agency B has: nothing of B is shown or changed, and nothing tells
whether it exists.

What there is to walk is read from the tables of routes and from the schema, so that nothing new can
be forgotten. Each act is done once with an id of B and once with an id that nobody has; the two
must look alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, cast

import pytest

from bot.screens.incoming import Act, Command, Document, Incoming, Sender, Tap, Text
from bot.service.buttons import ACTIONS, Action, Agree, Go, InUnit, Join, ReadIn, encode
from bot.service.routes import COMMANDS, LINKS, PLACES, RECEIVED, TYPED
from bot.store.move import move
from bot.store.tables import Values
from tests.databases import PostgresServer
from tests.dialogues.stage import World
from tests.isolation.rows import Owner, made_id
from tests.isolation.stage import (
    CHIEF,
    HERE,
    NEIGHBOURS,
    STRANGER,
    THERE,
    WALKERS,
    A,
    B,
    Walk,
    ids,
    looking,
    settle,
    text_of,
)
from tests.store.copies import everything

NOWHERE, NOBODYS = "TIADA", "tiada0"
"""An agency's code and an id that nobody has."""

PUBLIC: frozenset[type[Action]] = frozenset({Agree, ReadIn, Join, InUnit})
"""Everybody may learn that an agency exists and which units it has: it is how people join."""

SOUGHT = THERE.secret[:5]
"""What somebody types who looks for it: an echo of that is no find."""
OFFICERS = {"role": "p", "language": "id", "place": "menu", "module": "uji"}
"""What the fields of actions hold that are not ids."""
NUMBERS = {"days": 7}
"""The same of numbers; all others begin with 0."""

EVERYBODY = {**WALKERS, "orang asing": STRANGER}


@dataclass(frozen=True, slots=True)
class Case:
    """An act with an id of B, and the same with one that nobody has."""

    act: Act
    control: Act
    id: str
    nobodys: str
    public: bool = False


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    world = World.make(tmp_path)
    async with world.app() as app:
        await settle(app)
        with looking(app, world) as walk:
            yield walk


def like(id_: str) -> str:
    """What nobody has, of the same kind and length."""
    if id_ == B:
        return NOWHERE
    if id_.isascii() and id_.isdigit():
        return str(int(id_) + 1)
    return NOBODYS.ljust(len(id_), "0")[: max(len(id_), len(NOBODYS))]


Others: TypeAlias = Mapping[str, str]
"""What the fields hold that are not tried just now."""


def taps(found: Mapping[str, str], others: Sequence[Others], every: int = 1) -> Iterator[Case]:
    """Each field of each action with each id (or with one of ``every`` so many), among others."""
    known = sorted({*found.values()})
    for number, kind in enumerate(ACTIONS.values()):
        for name in [one.name for one in fields(cast(Any, kind)) if one.type == "str"]:
            for id_ in [B] if name == "agency" else known[number % every :: every]:
                for rest in others:
                    yield from _tap(kind, name, id_, rest)


def _tap(kind: type[Action], name: str, id_: str, others: Others) -> Iterator[Case]:
    def made(there: str, agency: str) -> str:
        held = {**others, "agency": agency, name: there}
        values = {
            one.name: NUMBERS.get(one.name, 0) if one.type == "int" else held.get(one.name, "")
            for one in fields(cast(Any, kind))
        }
        return encode(kind(**values))

    agency = others["agency"]
    try:
        act, control = made(id_, agency), made(like(id_), A if agency == A else NOWHERE)
    except ValueError:
        return  # no button can carry it
    yield Case(Tap(act), Tap(control), id_, like(id_), public=kind in PUBLIC)


def asked(found: Mapping[str, str]) -> Iterator[Case]:
    """Commands with an id behind them, and links."""
    for name in (*COMMANDS, "tidakada"):
        for id_ in sorted({B, SOUGHT, *found.values()}):
            known = name in ("start", "lanjut") and id_ == B
            yield Case(Command(name, id_), Command(name, like(id_)), id_, like(id_), public=known)
    for prefix in LINKS:
        for id_ in sorted({*found.values()}):
            act, control = (Command("start", prefix + one) for one in (id_, like(id_)))
            yield Case(act, control, id_, like(id_))


def everywhere() -> list[Act]:
    """Every command and every place, by themselves."""
    places: list[Act] = [Tap(encode(Go(place))) for place in PLACES]
    return [*places, *map(Command, COMMANDS)]


def document(content: str) -> Document:
    body = content.encode()
    return Document("daftar.csv", len(body), partial(asyncio.to_thread, lambda: body))


async def alike(walk: Walk, person: int, case: Case) -> None:
    shown = await walk.act(person, case.act)
    if case.public:
        return
    control = await walk.act(person, case.control)
    theirs = shown.replace(case.id, "¤").replace(B, "§")
    nobodys = control.replace(case.nobodys, "¤").replace(NOWHERE, "§")
    assert theirs.replace("§", "¤") == nobodys.replace("§", "¤"), f"{case.act} by {person}"


@pytest.mark.parametrize("name", EVERYBODY)
async def test_no_button_reaches_it(walk: Walk, name: str) -> None:
    found = ids(walk)
    every = 2 if name == "petugas" else 6  # who may do most is tried with most
    for case in taps(found, others(), every):
        await alike(walk, EVERYBODY[name], case)


def others() -> list[Others]:
    """Theirs under either agency, and the officers' own."""
    theirs = {"unit": THERE.unit, "person": str(THERE.person), **_ids_of(THERE), **OFFICERS}
    ours = {"unit": HERE.unit, "person": str(HERE.person), **_ids_of(HERE), **OFFICERS}
    return [{**theirs, "agency": A}, {**theirs, "agency": B}, {**ours, "agency": A}]


def _ids_of(owner: Owner) -> dict[str, str]:
    """What their objects are called, by the names that fields have."""
    made = {"campaign": "campaigns", "upload": "roster_uploads", "serial": "certificates"}
    return {"attempt": f"{owner.mark}ujian", **{k: made_id(owner, v) for k, v in made.items()}}


@pytest.mark.parametrize("name", EVERYBODY)
async def test_no_command_place_or_link_reaches_it(walk: Walk, name: str) -> None:
    person = EVERYBODY[name]
    for case in asked(ids(walk)):
        await alike(walk, person, case)
    for act in everywhere():
        await walk.act(person, act)


@pytest.mark.parametrize("name", WALKERS)
async def test_no_text_or_document_reaches_it_whatever_was_expected(walk: Walk, name: str) -> None:
    """What is expected was stored when somebody still had a role: it gives none by itself."""
    person, found = WALKERS[name], ids(walk)
    known = sorted({*found.values()})[::8]
    said = ["Bagian Sebelah", "Badan Lain", B, *known]
    arguments = [A, B, f"{B}:p", f"{A}:p", f"{B}:{found['campaigns.id']}", *known]
    for kind in sorted({*TYPED, *RECEIVED, ""}):
        for at, argument in enumerate(arguments):
            # A document is another matter only where one is expected, or nothing is.
            sent: list[Act] = [document(LIST)] if kind in ("", *RECEIVED) else []
            for act in (Text(SOUGHT), Text(said[at % len(said)]), *sent):
                walk.expect(person, f"{kind}:{argument}")
                await walk.act(person, act)


LIST = f"nip;nama;unit\n197001011990011001;Orang;{THERE.unit}\n"


async def test_an_officer_of_a_unit_reaches_no_other_unit_of_the_own_agency(tmp_path: Path) -> None:
    world, officer = World.make(tmp_path), WALKERS["petugas unit"]
    async with world.app() as app:
        await settle(app)
        with looking(app, world, NEIGHBOURS) as walk:
            theirs = {"unit": HERE.unit, "person": str(HERE.person), **_ids_of(HERE)}
            for case in taps(ids(walk), [{**OFFICERS, **theirs, "agency": A}], 2):
                await walk.act(officer, case.act)
            for act in everywhere():
                await walk.act(officer, act)


async def test_on_postgresql_it_is_out_of_reach_as_well(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    """The same cast, moved there, and a sample of what an officer may tap."""
    world = World.make(tmp_path)
    async with world.app() as app:
        await settle(app)
        with looking(app, world) as walk:
            cases = [case for case in taps(ids(walk), others(), 20) if not case.public]
    target = await postgres_server.fresh()
    await move(world.url, target)
    before = theirs_in(await everything(target))
    there = replace(world, url=target)
    async with there.app() as app:
        for number, case in enumerate(cases):
            person = list(WALKERS.values())[number % len(WALKERS)]
            reply = await app.handle(Incoming(Sender(person, "x"), case.act))
            assert THERE.secret not in text_of(app, reply), f"{case.act} by {person}"
    assert theirs_in(await everything(target)) == before


def theirs_in(rows: Mapping[str, Sequence[Values]]) -> dict[str, list[Values]]:
    """The rows that name B or one of its people."""
    named = {B, THERE.person, CHIEF}
    return {table: [one for one in found if named & {*one}] for table, found in rows.items()}
