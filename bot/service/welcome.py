"""Somebody we do not know: what we would store, and their consent. Until then nothing is stored."""

from __future__ import annotations

from hashlib import sha256

from bot.agencies.people import Person
from bot.screens.incoming import Act, Command, Sender, Tap
from bot.screens.screen import Button, Phrase, Reply, Screen, say
from bot.service import may_i, registration
from bot.service.buttons import Agree, Ask, Go, ReadIn, decode, encode
from bot.service.certificates import verification
from bot.service.desk import Desk, Visit
from bot.service.rights import own_data
from bot.service.routes import RIGHTS_PLACES, opened

_CODE = 30  # letters of a link's code that a consent button still has room for


async def stranger(desk: Desk, sender: Sender, act: Act) -> Reply:
    """Everything that a person without consent may do: read, and agree."""
    if isinstance(act, Tap):
        return await _tapped(desk, sender, act)
    if (answer := await verification.for_anybody(desk, act)) is not None:
        return Reply(sender.language, answer)
    if isinstance(act, Command) and act.name == "start":
        return Reply(sender.language, await consent(desk, sender.language, act.argument))
    if isinstance(act, Command) and act.name == "cek":
        return Reply(sender.language, may_i.begin(desk))
    if isinstance(act, Command) and act.name in ("bantuan", "help"):
        begin = Button(say("consent.begin"), encode(ReadIn(sender.language, "")))
        return Reply(sender.language, Screen((say("help.stranger"),), ((begin,),)))
    first = say("consent.first")
    if isinstance(act, Command) and act.name in RIGHTS_PLACES:
        first = say("rights.nothing")
    return Reply(sender.language, await consent(desk, sender.language, "", first))


def stamp(version: str) -> str:
    """Names a version of the consent text on its button, which may have no room for it."""
    return sha256(version.encode()).hexdigest()[:8]


async def consent(desk: Desk, language: str, code: str, *before: Phrase) -> Screen:
    """What is stored and why; ``code`` is that of the link that was opened."""
    version = desk.library.current.consent  # before anything is waited for: a reload may come
    code = code if len(code) <= _CODE and ":" not in code and code.isascii() else ""
    other = "en" if language == "id" else "id"
    greeting: tuple[Phrase, ...] = ()
    agency = await desk.store.agencies.get(code.upper()) if code else None
    if agency is not None:
        greeting = (say("consent.invited", agency=agency.name),)
    return Screen(
        (
            *before,
            say("consent.hello"),
            *greeting,
            say("consent.stored"),
            say("consent.rights"),
            own_data.kept("consent.kept", desk.periods),
        ),
        (
            (Button(say("consent.agree"), encode(Agree(language, code, stamp(version)))),),
            (Button(say("consent.other_language"), encode(ReadIn(other, code))),),
        ),
    )


async def _tapped(desk: Desk, sender: Sender, act: Tap) -> Reply:
    match decode(act.data):
        case Agree(language) as agree if language in registration.LANGUAGES:
            return await _agreed(desk, sender, agree)
        case ReadIn(language, code) if language in registration.LANGUAGES:
            return Reply(language, await consent(desk, language, code))
        case Ask() as asked:
            return Reply(sender.language, may_i.go_on(desk, asked))
        case Go("cek"):
            return Reply(sender.language, may_i.begin(desk))
        case Go():
            return Reply(sender.language, await consent(desk, sender.language, ""))
    again = await consent(desk, sender.language, "", say("consent.first"))
    return Reply(sender.language, again)


async def _agreed(desk: Desk, sender: Sender, action: Agree) -> Reply:
    catalog, language = desk.library.current, action.language
    if action.stamp != stamp(catalog.consent):  # what they read is not what holds now
        return Reply(language, await consent(desk, language, action.code, say("odd.old_button")))
    person = Person(sender.id, sender.name, catalog.consent, desk.clock())
    await desk.store.people.add(person)
    visit = Visit(desk, Sender(sender.id, sender.name, language), person, None, catalog)
    return Reply(language, await agreed(visit, action.code))


async def agreed(visit: Visit, code: str) -> Screen:
    """Where to after consent: the link that was opened, or the next step."""
    return await opened(visit, code) if code else await registration.step(visit)
