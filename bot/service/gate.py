"""Whoever may not be served as others are: consent is missing or taken back, or data are to go.

This comes before anything else that a known person asks for. Only their rights get through.
"""

from __future__ import annotations

from dataclasses import replace

from bot.screens.incoming import Act, Command, Tap
from bot.screens.screen import Reply, Screen, say
from bot.service import registration, taps, welcome
from bot.service.buttons import Action, Agree, Go, ReadIn, decode
from bot.service.certificates import verification
from bot.service.desk import Visit
from bot.service.rights import erasure, withdrawal
from bot.service.routes import RIGHTS_PLACES, RIGHTS_TAPS


async def stopped(visit: Visit, act: Act) -> Reply | None:
    """What is said to somebody whose data may not be worked with, or who decides about them;
    None for everybody and everything else."""
    person, tapped = visit.person, decode(act.data) if isinstance(act, Tap) else None
    if person.erase_at is not None:
        return Reply(visit.language, await _to_be_erased(visit, act, tapped))
    if person.withdrawn_at is None and person.consent == visit.catalog.consent:
        if type(tapped) in RIGHTS_TAPS:  # before an exam whose time is over, whose result is shown
            return Reply(visit.language, await taps.tap(visit, tapped))
        return None
    if isinstance(tapped, Agree) and tapped.language in registration.LANGUAGES:
        return Reply(visit.language, await _agreed(visit, tapped))
    if isinstance(tapped, ReadIn) and tapped.language in registration.LANGUAGES:
        return Reply(tapped.language, await _asked(visit, tapped.language, tapped.code))
    return Reply(visit.language, await _without_consent(visit, act, tapped))


async def _to_be_erased(visit: Visit, act: Act, tapped: Action | None) -> Screen:
    if isinstance(tapped, erasure.Keep):
        return await erasure.keep(visit, tapped)
    if _asks_for(act, tapped) == "dataku":
        return await taps.command(visit, Command("dataku"))
    return await verification.for_anybody(visit.desk, act) or await erasure.pending(visit)


async def _without_consent(visit: Visit, act: Act, tapped: Action | None) -> Screen:
    if type(tapped) in RIGHTS_TAPS:
        return await taps.tap(visit, tapped)
    if (place := _asks_for(act, tapped)) in RIGHTS_PLACES:
        return await taps.command(visit, Command(place))
    if (answer := await verification.for_anybody(visit.desk, act)) is not None:
        return answer
    if visit.person.withdrawn_at is not None:
        return await withdrawal.withdrawn(visit)
    code = act.argument if isinstance(act, Command) and act.name == "start" else ""
    return await _asked(visit, visit.language, code)


def _asks_for(act: Act, tapped: Action | None) -> str:
    """The command, or the place of a button."""
    if isinstance(tapped, Go):
        return tapped.place
    return act.name if isinstance(act, Command) else ""


async def _asked(visit: Visit, language: str, code: str) -> Screen:
    """The text in its new version, to be agreed to or not."""
    withdrawn = visit.person.withdrawn_at is not None
    before = say("consent.taken_back" if withdrawn else "consent.again")
    screen = await welcome.consent(visit.desk, language, code, before)
    return replace(screen, rows=(*screen.rows, *withdrawal.rights()))


async def _agreed(visit: Visit, action: Agree) -> Screen:
    person, at, version = visit.person, visit.desk.clock(), visit.catalog.consent
    if action.stamp != welcome.stamp(version):  # what they read is not what holds now
        return await _asked(visit, visit.language, action.code)
    await visit.desk.store.rights.renew(person.id, version, at)
    renewed = replace(person, consent=version, consented_at=at, withdrawn_at=None)
    return await welcome.agreed(visit.now(renewed), action.code)
