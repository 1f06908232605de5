"""Every command, button, place, typed text and document, by everybody of agency A and by a
stranger, against everything that agency B has: nothing of B is shown or changed, and nothing tells
whether it exists.

What there is to walk is read from the tables of routes and from the schema, so that nothing new can
be forgotten. Each act is done once with an id of B and once with an id that nobody has; the two
must look alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from bot.screens.incoming import Act, Command, Document, Tap, Text
from bot.service.buttons import ACTIONS, Action, Agree, Go, InUnit, Join, ReadIn, encode
from bot.service.routes import COMMANDS, LINKS, PLACES, RECEIVED, TYPED
from tests.dialogues.stage import World
from tests.isolation.stage import (
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
)

NOWHERE, NOBODYS = "TIADA", "tiada0"
"""An agency's code and an id that nobody has."""

PUBLIC: frozenset[type[Action]] = frozenset({Agree, ReadIn, Join, InUnit})
"""Everybody may learn that an agency exists and which units it has: it is how people join."""

SECRET = THERE.secret
OFFICERS = {"role": "p", "language": "id", "place": "menu", "module": "uji"}
"""What the fields of actions hold that are not ids."""

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


def taps(found: Mapping[str, str], spare: Mapping[str, str], every: int = 1) -> Iterator[Case]:
    """Each field of each action with each id, or with ``every`` third of them, say; the other
    fields as an officer's own buttons have them."""
    known = sorted({*found.values()})
    for number, kind in enumerate(ACTIONS.values()):
        for name in [one.name for one in fields(cast(Any, kind)) if one.type == "str"]:
            for id_ in [B] if name == "agency" else known[number % every :: every]:
                for rest in (A, B):
                    yield from _tap(kind, name, id_, rest, found, spare)


def _tap(
    kind: type[Action],
    name: str,
    id_: str,
    rest: str,
    found: Mapping[str, str],
    spare: Mapping[str, str],
) -> Iterator[Case]:
    def made(there: str, agency: str) -> str:
        values = {
            one.name: 0
            if one.type == "int"
            else there
            if one.name == name
            else {**spare, "agency": agency}.get(one.name, "")
            for one in fields(cast(Any, kind))
        }
        return encode(kind(**values))

    nobodys = like(id_)
    try:
        act, control = made(id_, rest), made(nobodys, A if rest == A else NOWHERE)
    except ValueError:
        return  # no button can carry it
    yield Case(Tap(act), Tap(control), id_, nobodys, public=kind in PUBLIC)


def asked(found: Mapping[str, str]) -> Iterator[Case]:
    """Commands with an id behind them, and links."""
    for name in (*COMMANDS, "tidakada"):
        for id_ in sorted({B, *found.values()}):
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
    theirs = {
        "unit": found["units.code"],
        "person": str(THERE.person),
        "attempt": found["attempts.id"],
        "campaign": found["campaigns.id"],
    }
    every = 1 if name == "petugas" else 4  # who may do most is tried with most
    for case in taps(found, {**OFFICERS, **theirs}, every):
        await alike(walk, EVERYBODY[name], case)


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
    known = sorted({*found.values()})[::5]
    said = [SECRET, "Bagian Sebelah", "Badan Lain", B, *known]
    arguments = [B, f"{B}:p", f"{A}:p", f"{B}:{found['campaigns.id']}", *known]
    for kind in sorted({*TYPED, *RECEIVED, ""}):
        for at, argument in enumerate(arguments):
            for act in (Text(said[at % len(said)]), document(LIST)):
                walk.expect(person, f"{kind}:{argument}")
                await walk.act(person, act)


LIST = f"nip;nama;unit\n197001011990011001;Orang;{THERE.unit}\n"


async def test_an_officer_of_a_unit_reaches_no_other_unit_of_the_own_agency(tmp_path: Path) -> None:
    world, officer = World.make(tmp_path), WALKERS["petugas unit"]
    async with world.app() as app:
        await settle(app)
        with looking(app, world, NEIGHBOURS) as walk:
            theirs = {"unit": HERE.unit, "person": str(HERE.person), "attempt": "a-ujian"}
            for case in taps(ids(walk), {**OFFICERS, **theirs}):
                await walk.act(officer, case.act)
            for act in everywhere():
                await walk.act(officer, act)
