"""``/progres`` on the screen: as text, and on demand as a small picture."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.agencies.agency import Zone
from bot.exports.progress_picture import Bar, Picture, draw
from bot.quiz.bank import Module
from bot.quiz.progress import Place
from bot.screens.screen import Button, File, Phrase, Rows, Screen, say
from bot.screens.wording import Wording
from bot.service import menu, registration
from bot.service.buttons import Go, encode
from bot.service.campaigns.duty_words import line
from bot.service.dates import by_jakarta
from bot.service.days import until
from bot.service.desk import Visit
from bot.service.progress import Progress, progress

_RULES = 3  # of each kind; more would not be read
_WEEKS = 12
_STREAK = 2  # weeks in a row that are worth a word


async def show(visit: Visit) -> Screen:
    """What is done and due, what is known well and what is not, and the last weeks."""
    if _examined(visit):
        return await registration.step(visit, say("exam.no_help"))
    found = await progress(visit)
    if not found.completed and not found.duties:
        return _newcomer(visit)
    picture = Button(say("progress.picture"), encode(Go("progres_gambar")))
    zone = await visit.zone()
    return Screen(
        _told(visit, found, zone), (*_ways(visit, found), _more(found, picture), menu.back())
    )


def _more(found: Progress, picture: Button) -> tuple[Button, ...]:
    """The certificates where there can be one, and the picture."""
    passed = any(place.valid_until is not None for place in found.places)
    shown = Button(say("menu.certificates"), encode(Go("certificates")))
    return (shown, picture) if passed else (picture,)


async def picture(visit: Visit) -> Screen:
    """The same with its picture, which follows as a message of its own."""
    shown = await show(visit)
    if _examined(visit):
        return shown
    found = await progress(visit)
    body = await asyncio.to_thread(draw, _picture(visit, found, await visit.zone()))
    return replace(shown, files=(File("kemajuan.png", body, "photo"),))


def _examined(visit: Visit) -> bool:
    """The titles of rules would be a help in an exam."""
    under_way = visit.open_attempt
    return under_way is not None and under_way.kind == "ujian"


def _newcomer(visit: Visit) -> Screen:
    rows = tuple((button,) for button in menu.modules(visit))
    words = (say("progress.title"), say("progress.newcomer"))
    return Screen(words, (*rows, menu.back()))


def _told(visit: Visit, found: Progress, zone: Zone) -> tuple[Phrase, ...]:
    modules = visit.catalog.modules
    places = tuple(_place(modules[place.module], place, zone) for place in found.places)
    duties = tuple(line(visit, duty) for duty in found.duties)
    return (
        say("progress.title"),
        say("progress.places", lines=places),
        *((say("duty.list", lines=duties),) if duties else ()),
        *_rules(visit, "progress.weak", found.weak),
        *_rules(visit, "progress.strong", found.strong),
        *((say("progress.streak", n=found.streak),) if found.streak >= _STREAK else ()),
        say("progress.private"),
    )


def _place(module: Module, place: Place, zone: Zone) -> Phrase:
    last, best = _last_day(place, zone), place.best or 0
    return say(f"progress.place.{place.standing}", module=module.title, best=best, until=last)


def _last_day(place: Place, reader: Zone) -> Phrase:
    """The day that the certificate of a pass names too; nothing without a pass."""
    if place.valid_until is None:
        return say("plain", text="")
    return by_jakarta(until(place.valid_until, "WIB"), reader)


def _rules(visit: Visit, key: str, rules: tuple[str, ...]) -> tuple[Phrase, ...]:
    book = visit.catalog.book
    lines = tuple(say("progress.rule", title=book.rules[rule].title) for rule in rules[:_RULES])
    return (say(key, rules=lines),) if lines else ()


def _ways(visit: Visit, found: Progress) -> Rows:
    """What is to be done next: what is under way, what is due, what was never passed."""
    modules = visit.catalog.modules
    if visit.open_attempt is not None:
        return tuple((button,) for button in menu.modules(visit))
    due = [duty.campaign.module for duty in found.duties if duty.campaign.module in modules]
    open_ = [place.module for place in found.places if place.standing != "passed"]
    if not (due or open_):
        return ()
    module = modules[(due or open_)[0]]
    button = menu.begin_button(module) if module.exam is None else menu.exam_button(module)
    return ((button,),)


def _picture(visit: Visit, found: Progress, zone: Zone) -> Picture:
    wording = Wording(visit.catalog.texts)

    def words(phrase: Phrase) -> str:
        return wording.plain(phrase, visit.language)

    bars = [
        Bar(
            title=words(say("plain", text=module.title)),
            told=words(_standing(place, zone)),
            score=place.best,
            mark=module.pass_mark if module.exam is None else module.exam.pass_mark,
        )
        for place in found.places
        for module in (visit.catalog.modules[place.module],)
    ]
    weeks = [found.week - back in found.weeks for back in reversed(range(_WEEKS))]
    return Picture(
        words(say("progress.heading")),
        words(say("progress.note")),
        bars,
        words(say("progress.weeks", n=_WEEKS)),
        weeks,
    )


def _standing(place: Place, zone: Zone) -> Phrase:
    last = _last_day(place, zone)
    return say(f"progress.standing.{place.standing}", best=place.best or 0, until=last)
