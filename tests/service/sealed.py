"""People of two agencies who completed things, and the ledgers that say so."""

from __future__ import annotations

from dataclasses import replace

from bot.agencies.chain import faults_of
from bot.agencies.faults import Fault
from bot.agencies.ledger import Entry
from bot.store.store import Store
from tests.store.cast import ANI, CITRA, attempt, complete


async def entries(store: Store, agency: str = "DEMO") -> list[Entry]:
    return [entry async for page in store.ledger.pages(agency) for entry in page]


async def faults(store: Store, agency: str = "DEMO") -> list[Fault]:
    return list(faults_of(agency, await entries(store, agency)))


async def finished(store: Store, count: int, agency: str = "DEMO", first: int = 0) -> list[str]:
    """So many people complete an attempt each; the ids of the attempts, the first to end first."""
    model, names = (ANI if agency == "DEMO" else CITRA), []
    for number in range(first, first + count):
        person = replace(model, id=model.id + 10_000 + number, name=f"Orang {number}")
        names.append(f"{agency}-{number:04}")
        await store.people.add(person)
        await complete(store, attempt(person, names[-1]), at=1000 + number)
    return names
