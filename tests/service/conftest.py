"""What tests of use cases ask for: an app or a store on a fresh database, and people in a chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.service.officers.invitations import invite
from bot.store.store import Store, open_store
from bot.store.trail import Trace
from tests.dialogues.stage import ServiceDoor, World
from tests.service.scenes import ANI, PRACTICE, REGISTER, Scene
from tests.store.cast import settle


@pytest.fixture
def world(tmp_path: Path, url: str) -> World:
    return World.make(tmp_path, url)


@pytest.fixture
async def app(world: World) -> AsyncIterator[App]:
    async with world.app() as app:
        yield app


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    await settle(store)
    yield store
    await store.close()


@pytest.fixture
async def second(store: Store, url: str) -> AsyncIterator[Store]:
    other = await open_store(url)
    yield other
    await other.close()


@pytest.fixture
async def scene(tmp_path: Path, url: str) -> AsyncIterator[Scene]:
    """Ani has finished a practice, begun another and is an officer; Budi has finished one."""
    world = World.make(tmp_path, url)
    async with world.app() as app:
        scene = Scene(world, app, ServiceDoor(app))
        for name in ("Ani", "Budi"):
            await scene.does(name, *REGISTER, *PRACTICE, "[C]")
        code = await invite(app.desk, "DEMO", "petugas", 7)
        await scene.does("Ani", "/menu", "[Modul uji]", "[A. Sanksi", f"/start {code}")
        await invite(app.desk, "DEMO", "pengamat", 7, by=ANI)
        await app.store.trail.add(Trace("DEMO", 5, "x", ANI, "export", "{}"))
        yield scene
