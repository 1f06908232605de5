"""The Store: everything that the bot remembers, by concept, over one database.

Times are ms since 1970 UTC and come from the caller, as do ids: here is no clock and no dice.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.store import migrate
from bot.store.achievements import Achievements
from bot.store.address import is_sqlite, sqlite_path
from bot.store.agencies import Agencies
from bot.store.attempts import Attempts
from bot.store.calendars import Calendars
from bot.store.campaign_drafts import CampaignDrafts
from bot.store.campaigns import Campaigns
from bot.store.certificates import Certificates
from bot.store.contents import Contents
from bot.store.database import Database
from bot.store.disputes import Disputes
from bot.store.followups import FollowUps
from bot.store.keys import Keys
from bot.store.leases import Leases
from bot.store.ledger import Ledger
from bot.store.migrate import Migration
from bot.store.notices import Notices
from bot.store.offices import Offices
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.recaps import Recaps
from bot.store.reminders import Reminders
from bot.store.retention import Retention
from bot.store.rights import Rights
from bot.store.roster import Roster
from bot.store.secrets import Secrets
from bot.store.sqlite import SqliteDatabase
from bot.store.statistics import Statistics
from bot.store.tallies import Tallies
from bot.store.trail import Trail
from bot.store.units import Units
from bot.store.uploads import Uploads
from bot.store.weak import WeakSpots
from bot.store.withdrawals import Withdrawals


class Store:
    """Each concept has its own part; every method raises StoreUnavailable or StoreError."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.people = People(database)
        self.attempts = Attempts(database)
        self.achievements = Achievements(database)
        self.agencies = Agencies(database)
        self.offices = Offices(database)
        self.tallies = Tallies(database)
        self.weak = WeakSpots(database)
        self.recaps = Recaps(database)
        self.certificates = Certificates(database)
        self.contents = Contents(database)
        self.ledger = Ledger(database)
        self.keys = Keys(database)
        self.statistics = Statistics(database)
        self.campaigns = Campaigns(database)
        self.campaign_drafts = CampaignDrafts(database)
        self.notices = Notices(database)
        self.outbox = Outbox(database)
        self.leases = Leases(database)
        self.calendars = Calendars(database)
        self.reminders = Reminders(database)
        self.trail = Trail(database)
        self.units = Units(database)
        self.roster = Roster(database)
        self.uploads = Uploads(database)
        self.secrets = Secrets(database)
        self.rights = Rights(database)
        self.retention = Retention(database)
        self.disputes = Disputes(database)
        self.withdrawals = Withdrawals(database)
        self.followups = FollowUps(database)

    async def ping(self) -> None:
        """Raise StoreUnavailable when the database does not answer."""
        await self.database.fetch("ping")

    async def pulse(self) -> None:
        """Raise StoreUnavailable or StoreError when the database stores nothing, though it may
        answer. What is written is a lease that nobody can hold, as it runs out when it begins."""
        await self.leases.take("pulse", "", 0, 0)

    async def close(self) -> None:
        """Finish what is under way. Closing twice does no harm."""
        await self.database.close()


async def open_store(url: str, *, workers: int = 1) -> Store:
    """Open the database at ``url`` and bring its schema up to date.

    ``sqlite:///relative/file.db``, ``sqlite:////absolute/file.db`` or ``postgresql://…``.
    ``workers``: PostgreSQL is given four connections for each; SQLite needs no more than its own
    three threads. Raises SettingsError for another kind of address, NewerDatabase,
    StoreUnavailable or StoreError.
    """
    return Store(await open_database(url, migrate.shipped(), workers=workers))


async def open_database(url: str, migrations: Sequence[Migration], *, workers: int = 1) -> Database:
    """The driver that belongs to the address, migrated."""
    if is_sqlite(url):
        return await SqliteDatabase.open(sqlite_path(url), migrations)
    # Imported only when used: the embedded default starts without the driver.
    from bot.store.postgres import PostgresDatabase

    return await PostgresDatabase.open(url, migrations, size=4 * workers)
