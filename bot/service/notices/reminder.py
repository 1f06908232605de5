"""A reminder as its person sees it, and the tap that ends them all."""

from __future__ import annotations

from typing import Final

from bot.agencies.agency import Agency
from bot.quiz.bank import Module
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.buttons import Action, Begin, ExamRules, action, encode
from bot.service.days import brief
from bot.service.desk import Desk, Visit
from bot.service.notices.calendars import calendar_of
from bot.service.notices.due_reminder import Due, due_reminder
from bot.store.notices import Notice
from bot.store.reminders import Mute

_KINDS: Final[dict[str, Mute]] = {"r": "reminder", "d": "digest"}


@action("mu")
class Silence(Action):
    """Send no more reminders (``r``) or digests (``d``) if ``on`` is 1; if it is 0, do again."""

    kind: str
    on: int


async def tell(desk: Desk, notice: Notice) -> Screen | None:
    """The reminder, if it is still the one that this person should have had by now."""
    now, campaign = desk.clock(), notice.subject.partition(":")[0]
    if "reminder" in await desk.store.reminders.muted(notice.person):
        return None
    duties = await desk.store.campaigns.duties(notice.person, now)
    duty = next((duty for duty in duties if duty.campaign.id == campaign), None)
    module = desk.library.current.modules.get(duty.campaign.module) if duty else None
    if duty is None or module is None or duty.campaign.agency != notice.agency:
        return None
    agency = await desk.store.agencies.get(duty.campaign.agency)
    if agency is None:
        return None
    calendar = await calendar_of(desk, agency)
    due = due_reminder(duty, calendar, now)
    if due is None or (due.kind, due.subject(campaign)) != (notice.kind, notice.subject):
        return None
    days = (due.period.last - calendar.day(now)).days
    words = _words(due, days, module, agency)
    started = (say("remind.started"),) if duty.status == "in_progress" else ()
    return Screen((words, *started, _takes(module)), (*_begin(module), stop("r")))


def _words(due: Due, days: int, module: Module, agency: Agency) -> Phrase:
    """``days`` are left until the last one; none on that day itself."""
    last = brief(due.period.last)
    if due.moment in ("three_days", "last_day"):
        key = f"left_{days}" if days < 2 else "left"
    else:
        key = due.moment
    key = f"renew.{key}" if due.renewal else key
    return say(f"remind.{key}", module=module.title, agency=agency.name, due=last, n=days)


def _takes(module: Module) -> Phrase:
    """What a pass takes: practice may be interrupted, an exam may not."""
    if module.exam is None:
        return say("remind.short")
    return say("remind.timed", minutes=module.exam.minutes)


def _begin(module: Module) -> Rows:
    """What begins, or goes on, with one tap; practice is named where it is no pass."""
    practice = encode(Begin(module.id))
    if module.exam is None:
        return ((Button(say("remind.begin"), practice),),)
    exam = Button(say("remind.exam"), encode(ExamRules(module.id)))
    return ((exam,), (Button(say("exam.practise"), practice),))


def stop(kind: str) -> tuple[Button, ...]:
    """The row under a reminder or a digest that ends them."""
    return (Button(say(f"remind.stop.{kind}"), encode(Silence(kind, 1))),)


async def silence(visit: Visit, wanted: Silence) -> Screen:
    """No more of them, or again; the screen undoes it with one tap."""
    kind = _KINDS.get(wanted.kind)
    if kind is None:
        return await menu.menu(visit, say("odd.old_button"))
    store, person = visit.desk.store.reminders, visit.person.id
    if wanted.on:
        await store.mute(person, kind, visit.desk.clock())
    else:
        await store.unmute(person, kind)
    done = say(f"remind.{'stopped' if wanted.on else 'resumed'}.{wanted.kind}")
    return Screen((done,), (_other(wanted.kind, muted=bool(wanted.on)), menu.back()))


def _other(kind: str, *, muted: bool) -> tuple[Button, ...]:
    label = say(f"remind.{'resume' if muted else 'stop'}.{kind}")
    return (Button(label, encode(Silence(kind, 0 if muted else 1))),)


async def digests(visit: Visit) -> tuple[Button, ...]:
    """An officer's row that ends the digests, or has them sent again."""
    muted = "digest" in await visit.desk.store.reminders.muted(visit.person.id)
    return _other("d", muted=muted)


async def switch(visit: Visit) -> tuple[Button, ...]:
    """The row of the profile that turns reminders off, or on again."""
    muted = "reminder" in await visit.desk.store.reminders.muted(visit.person.id)
    label = say("profile.reminders_off" if muted else "profile.reminders_on")
    return (Button(label, encode(Silence("r", 0 if muted else 1))),)
