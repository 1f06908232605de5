"""What every use case is given: the parts, and one visit of one person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from bot.agencies.agency import Zone
from bot.agencies.people import Person
from bot.agencies.periods import DEFAULT, Periods
from bot.catalog.catalog import Catalog
from bot.errors import SealError
from bot.quiz.attempt import Attempt
from bot.screens.incoming import Sender
from bot.seal.keys import SigningKey
from bot.service.library import Library
from bot.service.own_clock import OwnClock
from bot.store.store import Store


def _nobody(_agency: str) -> None:
    """Nobody wants to know."""


async def _no_key() -> SigningKey:
    raise SealError("there is no key to sign with here")


@dataclass(slots=True)
class Called:
    """What Telegram calls the bot (without ``@``): known when it has signed in, else empty."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """``clock`` gives ms since 1970 UTC; ``token`` an unguessable id of 11 letters; ``seed`` a
    number below 2^31 for a draw. ``admins`` are the operators' ids. ``finished`` is told of each
    completion that is stored, with its agency; it returns at once. ``periods`` are how long what
    is kept. ``signer`` gives the key that signs now, and raises SealError where there is none.
    ``roster_key`` is the key of the settings under which NIPs are hashed, or empty."""

    store: Store
    library: Library
    clock: Callable[[], int]
    token: Callable[[], str]
    seed: Callable[[], int]
    admins: frozenset[int] = frozenset()
    finished: Callable[[str], None] = _nobody
    periods: Periods = DEFAULT
    signer: Callable[[], Awaitable[SigningKey]] = _no_key
    called: Called = field(default_factory=Called)
    own_clock: OwnClock = field(default_factory=OwnClock)
    roster_key: bytes = field(default=b"", repr=False)

    async def zone(self, agency: str | None, unit: str | None = None) -> Zone:
        """The time zone that people of a unit, or of an agency, are told times in; WIB for those
        of none. One round trip, so for screens that tell a time only."""
        found = await self.store.agencies.zone(agency, unit) if agency else None
        return found or "WIB"

    async def agency_name(self, code: str) -> str:
        """What people call an agency; of one that is gone, its code."""
        agency = await self.store.agencies.get(code)
        return agency.name if agency else code


@dataclass(frozen=True, slots=True)
class Visit:
    """One update of one person who has consented: who they are and where they stand.

    ``catalog`` is the content that new things are made from, the same to the end of the visit,
    whatever is reloaded meanwhile; an attempt has its own.
    """

    desk: Desk
    sender: Sender
    person: Person
    attempt: Attempt | None
    catalog: Catalog

    @property
    def language(self) -> str:
        """The person's language, else that of their app."""
        return self.person.language or self.sender.language

    @property
    def open_attempt(self) -> Attempt | None:
        """The attempt that is under way, if any."""
        attempt = self.attempt
        return attempt if attempt is not None and attempt.finished_at is None else None

    async def zone(self) -> Zone:
        """The time zone that this person is told times in."""
        return await self.desk.zone(self.person.agency, self.person.unit)

    def now(self, person: Person | None = None, attempt: Attempt | None = None) -> Visit:
        """The same visit after a change that is stored."""
        return replace(self, person=person or self.person, attempt=attempt or self.attempt)
