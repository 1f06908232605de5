"""The composition root: the parts put together. :mod:`bot.serve` puts them before people."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.agencies.agency import Agency, Unit
from bot.catalog.load import load
from bot.errors import ContentError, StoreError
from bot.screens.incoming import Incoming
from bot.screens.screen import Reply
from bot.screens.wording import Wording
from bot.service import reception
from bot.service.attempts import shortages
from bot.service.desk import Desk
from bot.service.ledger.keys import Keyring
from bot.service.ledger.sealing import GATHER_S, Sealer
from bot.service.library import Library
from bot.service.rights.retention import periods
from bot.service.upkeep.chores import Chores
from bot.settings import Settings
from bot.store.store import Store, open_store

log = logging.getLogger(__name__)

DEMO = Agency("DEMO", "Instansi Contoh")
DEMO_UNITS = (
    Unit("DEMO", "SETDA", "Sekretariat Daerah"),
    Unit("DEMO", "DINKES", "Dinas Kesehatan"),
    Unit("DEMO", "DISDIK", "Dinas Pendidikan"),
)


def now() -> int:
    """Now, in ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


def token() -> str:
    """An unguessable id of 11 letters (64 bits): short enough for a button."""
    return secrets.token_urlsafe(8)


def seed() -> int:
    """A seed for one draw; stored with the attempt, so that the draw can be shown to be fair."""
    return secrets.randbelow(1 << 31)


@dataclass(frozen=True, slots=True)
class App:
    """The parts in use. ``wording`` follows the content when it is reloaded."""

    desk: Desk
    wording: Wording

    @property
    def store(self) -> Store:
        """The store."""
        return self.desk.store

    async def handle(self, incoming: Incoming) -> Reply:
        """One update, answered; see :func:`reception.handle`."""
        return await reception.handle(self.desk, incoming)

    async def unreachable(self, person: int) -> None:
        """Remember that messages do not reach this person any more."""
        await self.store.people.set_reachable(person, False, self.desk.clock())

    def named(self, name: str) -> None:
        """Telegram calls the bot so."""
        self.desk.called.name = name

    def round_trips(self) -> int:
        """How often the database was asked so far."""
        return self.store.database.round_trips

    async def reload(self) -> None:
        """Take the content folder's new content, and let every other worker do so; or say in the
        log why not and keep the old."""
        try:
            await self.desk.library.reload(self.desk.clock)
            await shortages.warn(self.desk.library)
        except ContentError as error:
            for finding in error.findings:
                log.error("content refused: %s", finding)
        except StoreError as error:
            log.error("content not reloaded: %s; send the signal again", error)
        else:
            log.info("content reloaded: %s", self.desk.library.edition)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[App]:
    """The app on the database and the content of the settings; closed on the way out.

    Raises ContentError, SettingsError, NewerDatabase, StoreUnavailable or StoreError.
    """
    catalog = load(settings.content_dir)
    store = await open_store(settings.database_url)
    try:
        wording = Wording(catalog.texts)
        library = Library(catalog, settings.content_dir, store, lambda new: wording.use(new.texts))
        await library.archive(now())
        desk = Desk(
            store,
            library,
            now,
            token,
            seed,
            settings.admin_ids,
            signer=keyring(settings, store).current,
            periods=periods(settings),
            roster_key=settings.roster_key,
        )
        yield App(desk, wording)
    finally:
        await store.close()


@asynccontextmanager
async def serving(settings: Settings, *, compared: bool = False) -> AsyncIterator[App]:
    """The app as :func:`opened`, with its work in the background: completions are sealed, and
    chores are done. ``compared`` says that somebody will compare the clock; until then nothing is
    done by date."""
    async with opened(settings) as made:
        app = _compared(made) if compared else made
        await keyring(settings, app.store).prepare()
        sealer = Sealer(app.store, app.desk.clock, gather_s=GATHER_S)
        async with sealer.at_work(), Chores(app.desk).at_work():
            yield replace(app, desk=replace(app.desk, finished=sealer.wake))


def _compared(app: App) -> App:
    """The same, that believes its clock only once it is compared."""
    clock, own_clock = app.desk.clock, app.desk.own_clock
    own_clock.unsure()
    return replace(app, desk=replace(app.desk, clock=lambda: own_clock.mended(clock())))


def keyring(settings: Settings, store: Store) -> Keyring:
    """The keys that sign, with the one of the settings if there is one."""
    return Keyring(store, settings.signing_key, now, lambda: secrets.token_bytes(32))
