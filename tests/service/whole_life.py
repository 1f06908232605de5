"""Two people and two workers on one database: the stage of their whole life."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from hypothesis.stateful import RuleBasedStateMachine

from bot.agencies.periods import Periods
from bot.app import App
from bot.catalog.catalog import Catalog
from bot.catalog.load import load
from bot.quiz.attempt import Attempt
from bot.screens.incoming import Act, Incoming, Sender, Tap
from bot.service.buttons import Action, encode
from bot.service.upkeep.audit import audit
from bot.store.snapshot import open_snapshot
from tests.dialogues.stage import World
from tests.service.lives import Life

T = TypeVar("T")

PERIODS = Periods(answers=10, inactive=40, notices=40, trail=40)


@dataclass
class Scene:
    """What all examples share: a database, two workers, two contents. People are new each time."""

    world: World
    apps: list[App]
    contents: list[Catalog]
    runner: asyncio.Runner
    people: Iterator[int]

    def run(self, work: Awaitable[T]) -> T:
        async def wait() -> T:
            return await work

        return self.runner.run(wait())


class Stage(RuleBasedStateMachine):
    """How things are done. ``scene`` is set by the test, ``cast`` by the first rule."""

    scene: Scene
    cast: Cast
    content: int

    @property
    def consent(self) -> str:
        return self.scene.apps[0].desk.library.current.consent

    def _someone(self, is_so: Callable[[Life], bool]) -> bool:
        return any(life is not None and is_so(life) for life in self.cast.lives)

    def _use(self, content: int) -> None:
        self.content = content
        for app in self.scene.apps:
            app.desk.library.current = self.scene.contents[content]

    def _asked(self) -> str:
        return str(self.scene.world.clock.now // 1000)

    def _attempt(self, who: int) -> Attempt | None:
        store = self.scene.apps[0].store
        return self.scene.run(store.people.state(self.cast.ids[who])).attempt

    def _taps(self, who: int, worker: int, action: Action, *, changes: bool = False) -> None:
        self._does(who, worker, Tap(encode(action)), changes=changes)

    def _does(self, who: int, worker: int, act: Act, *, changes: bool = False) -> Any:
        return self._at_once(who, [act], worker, changes=changes)[0]

    def _at_once(
        self, who: int, acts: Sequence[Act], worker: int, *, changes: bool = False
    ) -> list[Any]:
        """Each is handled by the next worker. Who is stopped changes nothing but their rights."""
        life, store = self.cast.lives[who], self.scene.apps[0].store
        stopped = life is not None and life.stopped(self.consent) and not changes
        before = self.scene.run(store.rights.held(self.cast.ids[who])) if stopped else None

        async def all_of_them() -> list[Any]:
            sender = Sender(self.cast.ids[who], "Ani")
            apps = [self.scene.apps[(worker + n) % 2] for n in range(len(acts))]
            jobs = (app.handle(Incoming(sender, act)) for app, act in zip(apps, acts, strict=True))
            return [reply.screen for reply in await asyncio.gather(*jobs)]

        screens = self.scene.run(all_of_them())
        assert all(screen is not None and screen.paragraphs for screen in screens)
        if before is not None:
            after = self.scene.run(store.rights.held(self.cast.ids[who]))
            for table in ("attempts", "answers", "roster", "offices"):
                assert after[table] == before[table], f"{table} of somebody who is stopped"
        return screens


@dataclass
class Cast:
    """The two people of one example, and the lives that they have behind them."""

    ids: list[int]
    lives: list[Life | None] = field(default_factory=lambda: [None, None])
    past: list[Life] = field(default_factory=list)


def another_content(folder: Path) -> Catalog:
    """The same modules with other scenarios and another consent."""
    for path in (folder / "scenarios").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("version: 1", "version: 2"), encoding="utf-8")
    policy = folder / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace('"uji-1"', '"uji-2"'), encoding="utf-8")
    return load(folder)


async def opened(world: World) -> tuple[list[App], list[Any]]:
    managers = [world.app(), world.app()]
    apps = [await manager.__aenter__() for manager in managers]
    quick = [replace(app, desk=replace(app.desk, periods=PERIODS)) for app in apps]
    return quick, managers


async def audited(url: str) -> list[str]:
    async with open_snapshot(url) as snapshot:
        return [str(fault) async for fault in audit(snapshot)]
