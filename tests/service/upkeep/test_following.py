"""What one worker was told to use, every other takes from its own folder, and nothing else."""

from __future__ import annotations

import logging
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.catalog.files import edition
from bot.errors import ContentError, StoreUnavailable
from bot.service.upkeep.following import EVERY_S, WITHIN_S, Following
from tests.channels.telegram.stage import until
from tests.dialogues.stage import ServiceDoor, World

REGISTER = ("/start demo", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]", "[Dinas Kesehatan]")
MODULE, TEXTS = "modules/uji.yaml", "text/id.yaml"


class Machine:
    """A worker with a content folder of its own."""

    def __init__(self, world: World, app: App) -> None:
        self.world = world
        self.app = app
        self.following = Following(app.desk.library, app.store.contents)

    def change(self, old: str, new: str, path: str = MODULE) -> None:
        file = self.world.folder / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    @property
    def title(self) -> str:
        return self.app.desk.library.current.modules["uji"].title["id"]

    async def told(self) -> None:
        """It is told to reload."""
        self.world.clock.now += 1000
        await self.app.desk.library.reload(self.world.clock)


@pytest.fixture
async def first(tmp_path: Path, url: str) -> AsyncIterator[Machine]:
    world = World.make(tmp_path / "one", url)
    async with world.app() as app:
        yield Machine(world, app)


@pytest.fixture
def elsewhere(tmp_path: Path, first: Machine) -> World:
    """Another machine: the same content for now, and the same database."""
    folder = tmp_path / "two" / "content"
    shutil.copytree(first.world.folder, folder)
    return World(folder, first.world.url, first.world.clock)


@pytest.fixture
async def second(elsewhere: World) -> AsyncIterator[Machine]:
    async with elsewhere.app() as app:
        yield Machine(elsewhere, app)


def deploy(source: Machine, target: Machine) -> None:
    shutil.copytree(source.world.folder, target.world.folder, dirs_exist_ok=True)


async def test_the_operators_word_to_one_worker_reaches_the_other(
    first: Machine, second: Machine
) -> None:
    door, other = ServiceDoor(first.app), ServiceDoor(second.app)
    for line in REGISTER:
        await door.act("Operator", line)
    first.change("Modul uji", "Modul baru")
    deploy(first, second)
    first.world.clock.now += 1000
    seen = (await door.act("Operator", "/muat")).text
    assert f"Isi dimuat ulang ({first.app.desk.library.current.hash})" in seen
    assert f"mengikuti dalam {WITHIN_S} detik" in seen
    assert WITHIN_S > EVERY_S
    assert "▶️ Latihan: Modul uji" in (await other.act("Operator", "/menu")).labels
    await second.following.look()
    assert "▶️ Latihan: Modul baru" in (await other.act("Operator", "/menu")).labels
    assert not second.following.differs


async def test_a_signal_to_one_worker_reaches_the_other_too(
    first: Machine, second: Machine
) -> None:
    first.change("Modul uji", "Modul baru")
    deploy(first, second)
    await first.app.reload()
    await second.following.look()
    assert second.title == "Modul baru"


async def test_other_words_are_followed_though_their_content_has_the_same_hash(
    first: Machine, second: Machine
) -> None:
    before = second.app.desk.library.current.hash
    first.change("Menu utama", "Menu paling utama", TEXTS)
    deploy(first, second)
    await first.told()
    await second.following.look()
    assert second.app.desk.library.current.hash == before
    door = ServiceDoor(second.app)
    for line in REGISTER:
        shown = await door.act("Ani", line)
    assert "Menu paling utama" in shown.text


async def test_where_the_files_were_not_put_the_old_stays_and_one_line_says_what_to_do(
    first: Machine, second: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    first.change("Modul uji", "Modul baru")
    await first.told()
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            await second.following.look()
    [line] = caplog.messages
    here, there = second.app.desk.library.edition, first.app.desk.library.edition
    assert line.startswith(f"content {here} is in use here, but {there} is wanted and CONTENT_DIR")
    assert f"has {here}: put the wanted files there" in line
    assert (second.title, second.following.differs) == ("Modul uji", True)
    deploy(first, second)
    await second.following.look()
    assert (second.title, second.following.differs) == ("Modul baru", False)


async def test_of_a_folder_that_is_half_copied_nothing_is_taken(
    first: Machine, second: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    """Each half is content that would pass; it is told again, as the folder is another one."""
    first.change("Modul uji", "Modul baru")
    first.change("Menu utama", "Menu paling utama", TEXTS)
    await first.told()
    with caplog.at_level(logging.WARNING):
        await second.following.look()
        shutil.copy(first.world.folder / MODULE, second.world.folder / MODULE)
        await second.following.look()
        assert second.title == "Modul uji"
        shutil.rmtree(second.world.folder)
        await second.following.look()
    assert len(caplog.messages) == 3
    assert "nothing that can be read" in caplog.messages[2]
    deploy(first, second)
    await second.following.look()
    assert second.title == "Modul baru"


async def test_a_new_wish_is_looked_into_again(
    first: Machine, second: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    first.change("Modul uji", "Modul baru")
    await first.told()
    with caplog.at_level(logging.WARNING):
        await second.following.look()
        await first.told()  # the same again
        await second.following.look()
        await second.following.look()
    assert len(caplog.messages) == 2


async def test_told_itself_what_it_has_it_becomes_what_the_others_lack(
    first: Machine, second: Machine
) -> None:
    first.change("Modul uji", "Modul baru")
    await first.told()
    await second.following.look()
    await second.told()
    await second.following.look()
    await first.following.look()
    assert (second.following.differs, first.following.differs) == (False, True)
    assert first.title == "Modul baru"


async def test_a_worker_that_starts_later_compares_too(
    first: Machine, elsewhere: World, caplog: pytest.LogCaptureFixture
) -> None:
    first.change("Modul uji", "Modul baru")
    await first.told()
    async with elsewhere.app() as app:
        late = Machine(elsewhere, app)
        with caplog.at_level(logging.WARNING):
            async with late.following.at_work():
                await until(lambda: caplog.messages)
        assert (late.title, late.following.differs) == ("Modul uji", True)


async def test_content_that_is_refused_is_wanted_of_nobody(first: Machine) -> None:
    first.change("topic: menilai, count: 1", "topic: menilai, count: 9")
    with pytest.raises(ContentError):
        await first.told()
    assert await first.app.store.contents.wanted() is None


async def test_content_that_another_version_refuses_is_tried_once(
    first: Machine, second: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    """As when an old worker still runs beside a new one, whose content it does not understand."""
    second.change("title:", "title_of_tomorrow:")
    wanted = edition(await second.app.desk.library.files())
    await first.app.store.contents.want(wanted, first.world.clock())
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            await second.following.look()
    [line] = caplog.messages
    assert "refused by this version: modules/uji.yaml:1" in line
    assert (second.title, second.following.differs) == ("Modul uji", True)


async def test_an_attempt_that_is_under_way_goes_on_with_what_it_was_drawn_from(
    first: Machine, second: Machine
) -> None:
    door = ServiceDoor(second.app)
    for line in (*REGISTER, "[Modul uji]"):
        shown = await door.act("Ani", line)
    assert "Soal 1/4" in shown.text
    first.change("Modul uji", "Modul baru")
    deploy(first, second)
    await first.told()
    await second.following.look()
    assert "Modul uji" in (await door.act("Ani", "/lanjut")).text
    assert second.title == "Modul baru"


async def test_nothing_to_follow_costs_one_question(first: Machine) -> None:
    for _ in range(2):
        before = first.app.round_trips()
        await first.following.look()
        assert first.app.round_trips() - before == 1
        await first.told()


async def test_while_the_database_is_away_it_goes_on_and_looks_again(
    first: Machine, second: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    await second.app.store.close()
    with pytest.raises(StoreUnavailable):
        await second.following.look()
    with caplog.at_level(logging.INFO):
        await second.following.once()
    assert "which content is wanted is not known for now" in caplog.text
