"""Who answers what: one table for each way in which a person can ask for something.

A feature adds its lines here and nothing elsewhere. The tables say who answers, never who may ask:
that is for each use case to decide, by the sender's id and what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.screens.screen import Screen, say
from bot.service import may_i, menu, my_progress, profile, registration, reload
from bot.service.attempts import exam, followup, practice, review
from bot.service.buttons import (
    Abandon,
    Action,
    Ask,
    Begin,
    Choose,
    Drop,
    Employ,
    ExamRules,
    Go,
    InUnit,
    Join,
    Mark,
    Next,
    ReadPledge,
    Report,
    Review,
    Send,
    Sit,
    Speak,
)
from bot.service.campaigns import listing as campaigns
from bot.service.campaigns import routes as campaign_routes
from bot.service.certificates import my_certificates, name_correction, pledge, verification
from bot.service.desk import Visit
from bot.service.disputes import queue as disputes
from bot.service.disputes import reporting
from bot.service.notices import days_off, deliveries, reminder
from bot.service.officers import instansi, officer, team, trail
from bot.service.officers import routes as office_routes
from bot.service.recap import export
from bot.service.rights import erasure, own_data, withdrawal
from bot.service.roster import routes as roster_routes
from bot.service.routing import Asked, Ordered, Received, Tapped, Typed, on


async def go(visit: Visit, action: Go) -> Screen:
    """A place that a button leads to."""
    return await look(visit, action.place)


async def look(visit: Visit, place: str) -> Screen:
    """A place, or the help when there is none of that name."""
    if place not in PLACES:
        return profile.help_(visit, say("odd.unknown_command"))
    return await PLACES[place](visit)


async def opened(visit: Visit, code: str) -> Screen:
    """A link was opened: the beginning of its code says what it is, else it is an agency's."""
    for prefix, case in LINKS.items():
        if code.startswith(prefix):
            return await case(visit, code)
    return await registration.enter(visit, code)


async def start(visit: Visit, argument: str) -> Screen:
    """``/start``, by itself or by a link."""
    if argument and argument != "start":
        return await opened(visit, argument)
    return await registration.step(visit, say("menu.welcome_back", name=visit.person.name))


def _place(name: str) -> Ordered:
    async def case(visit: Visit, _argument: str) -> Screen:
        return await look(visit, name)

    return case


TAPS: Mapping[type[Action], Tapped] = dict(
    (
        on(Speak, registration.speak),
        on(Employ, registration.employ),
        on(Join, registration.join),
        on(InUnit, registration.in_unit),
        on(Ask, may_i.answered),
        on(Go, go),
        on(Choose, practice.choose),
        on(Mark, practice.mark),
        on(Send, practice.send),
        on(Next, practice.onward),
        on(Begin, practice.begin),
        on(Abandon, practice.abandon),
        on(ExamRules, exam.rules),
        on(Sit, exam.sit),
        on(Drop, exam.drop),
        on(Review, review.review),
        on(reminder.Silence, reminder.silence),
        on(deliveries.Deliveries, deliveries.deliveries),
        on(deliveries.DaysOff, days_off.days),
        on(days_off.Weekday, days_off.weekday),
        on(days_off.DayOn, days_off.day_on),
        on(erasure.Sure, erasure.sure),
        on(erasure.Erase, erasure.erase),
        on(erasure.Keep, erasure.keep),
        on(withdrawal.Withdraw, withdrawal.withdraw),
        on(ReadPledge, pledge.read),
        on(pledge.SignPledge, pledge.sign),
        on(my_certificates.ShowCertificate, my_certificates.look),
        on(my_certificates.Download, my_certificates.download),
        on(my_certificates.CorrectName, name_correction.ask),
        on(name_correction.ReplaceName, name_correction.replace),
        on(Report, reporting.report),
        on(reporting.Reason, reporting.reason),
        on(reporting.Back, reporting.back),
        on(followup.FollowChoose, followup.choose),
        on(followup.FollowMark, followup.mark),
        on(followup.FollowSend, followup.send),
        on(followup.FollowSwitch, followup.switch),
        *office_routes.TAPS,
        *campaign_routes.TAPS,
        *roster_routes.TAPS,
    )
)

PLACES: Mapping[str, Asked] = {
    "menu": menu.menu,
    "profile": profile.profile,
    "help": profile.help_screen,
    "language": profile.language,
    "employment": profile.employment,
    "recap": officer.recap,
    "export": export.start,
    "team": team.start,
    "trail": trail.start,
    "agencies": instansi.start,
    "reminders": deliveries.mine,
    "campaigns": campaigns.start,
    "cek": may_i.asked,
    "kuis": practice.modules,
    "progres": my_progress.show,
    "progres_gambar": my_progress.picture,
    "ujian": exam.exams,
    "dataku": own_data.own_data,
    "hapus": erasure.erasure,
    "tarik": withdrawal.withdrawal,
    "certificates": my_certificates.certificates,
    "disputes": disputes.place,
    **roster_routes.PLACES,
}

COMMANDS: Mapping[str, Ordered] = {
    "start": start,
    "lanjut": start,
    "menu": _place("menu"),
    "batal": _place("menu"),
    "kuis": _place("kuis"),
    "ujian": _place("ujian"),
    "cek": _place("cek"),
    "rekap": _place("recap"),
    "ekspor": _place("export"),
    "undang": _place("team"),
    "jejak": _place("trail"),
    "instansi": _place("agencies"),
    "penugasan": _place("campaigns"),
    "progres": _place("progres"),
    "pengingat": _place("reminders"),
    "profil": _place("profile"),
    "bahasa": _place("language"),
    "bantuan": _place("help"),
    "help": _place("help"),
    "muat": reload.reload,
    "dataku": _place("dataku"),
    "hapus": _place("hapus"),
    "tarik": _place("tarik"),
    "sertifikat": _place("certificates"),
    "verifikasi": verification.asked,
    "laporan": disputes.command,
    **roster_routes.COMMANDS,
}

LINKS: Mapping[str, Ordered] = {
    officer.PREFIX: officer.invited,
    verification.LINK: verification.opened,
    **roster_routes.LINKS,
}
"""By the letters that a link's code begins with; at most 30 letters go through the consent."""

TYPED: Mapping[str, Typed] = {
    pledge.EXPECTS: pledge.typed,
    name_correction.EXPECTS: name_correction.typed,
    verification.EXPECTS: verification.typed,
    "dispute": reporting.words,
    days_off.EXPECTS: days_off.typed,
    **office_routes.TYPED,
    **campaign_routes.TYPED,
    **roster_routes.TYPED,
}
"""By the kind of text that the last screen expected."""

RECEIVED: Mapping[str, Received] = {
    verification.EXPECTS: verification.received,
    **roster_routes.RECEIVED,
}
"""By the kind of document that the last screen expected; "" when none was."""

RIGHTS_TAPS: frozenset[type[Action]] = frozenset(
    {erasure.Sure, erasure.Erase, erasure.Keep, withdrawal.Withdraw}
)
RIGHTS_PLACES: frozenset[str] = frozenset({"dataku", "hapus", "tarik"})
"""What everybody whom we know may do with their own data, whatever they have agreed to. The
commands have the names of the places."""

EARLY_TAPS: frozenset[type[Action]] = (
    RIGHTS_TAPS
    | roster_routes.EARLY_TAPS
    | {
        *(Speak, Employ, Join, InUnit, Ask),
        reminder.Silence,
    }
)
EARLY_PLACES: frozenset[str] = RIGHTS_PLACES | roster_routes.EARLY_PLACES | {"cek"}
EARLY_COMMANDS: frozenset[str] = RIGHTS_PLACES | {"bantuan", "cek", "help", "verifikasi"}
"""What answers people whose registration is not complete; everything else asks for the next step
of it. A link is opened by them too."""
