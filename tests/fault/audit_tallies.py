"""The auditor counts: what agencies are told equals a recount of the rows in plain Python."""

from __future__ import annotations

from collections.abc import Iterator

from bot.agencies.tally import Count
from bot.store.store import open_store
from bot.store.tallies import REGISTERED, Total
from tests.fault.records import Records


async def tallies(url: str, records: Records) -> list[str]:
    """Differences between the store's counts and ours."""
    store = await open_store(url)
    try:
        agencies = [agency.code for agency in await store.agencies.all()]
        counts = {code: await store.tallies.of_agency(code) for code in agencies}
        totals = await store.tallies.national()
    finally:
        await store.close()
    return list(_differences(records, counts, totals))


def _differences(
    records: Records, counts: dict[str, list[Count]], totals: list[Total]
) -> Iterator[str]:
    for code, found in counts.items():
        wanted = recount(records, code)
        if set(found) != wanted or len(found) != len(wanted):
            yield f"the tally of {code} is {sorted(map(str, set(found) ^ wanted))} off"
    for total in totals:
        if total != national(records, total.agency):
            yield f"{total} is told, counted {national(records, total.agency)}"


def recount(records: Records, agency: str) -> set[Count]:
    """One agency's counts by unit and module."""
    members = [p for p in records.people if p.agency == agency and p.registered_at is not None]
    taken = [one for one in records.attempts if one.agency == agency]
    found = set()
    for unit in {person.unit for person in members}:
        registered = sum(person.unit == unit for person in members)
        found.add(Count(unit, REGISTERED, registered, 0, 0, 0))
    for unit, module in {(one.unit, one.module) for one in taken}:
        here = [one for one in taken if (one.unit, one.module) == (unit, module)]
        registered = sum(person.unit == unit for person in members)
        found.add(
            Count(
                unit,
                module,
                registered,
                len({one.person for one in here}),
                len({one.person for one in here if one.score is not None}),
                len({one.person for one in here if one.passed}),
            )
        )
    return found


def national(records: Records, agency: str) -> Total:
    """One agency's totals."""
    taken = [one for one in records.attempts if one.agency == agency]
    registered = [
        one for one in records.people if one.agency == agency and one.registered_at is not None
    ]
    return Total(
        agency,
        len(registered),
        len({one.person for one in taken}),
        len({one.person for one in taken if one.score is not None}),
        len({one.person for one in taken if one.passed}),
    )
