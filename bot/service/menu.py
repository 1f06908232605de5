"""The menu: where everything starts and everything leads back to."""

from __future__ import annotations

from bot.quiz.bank import Module
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service.buttons import Begin, ExamRules, Go, Next, Recap, encode
from bot.service.campaigns.duty_words import in_menu
from bot.service.desk import Visit


async def menu(visit: Visit, *before: Phrase) -> Screen:
    """The modules, what is under way, the profile, the help; for officers their tally."""
    offices = await visit.desk.store.offices.of(visit.person.id)
    recap = [
        Button(
            say("menu.recap", agency=await visit.desk.agency_name(office.agency)),
            encode(Recap(office.agency)),
        )
        for office in offices
    ]
    if any(office.role == "petugas" and office.unit is None for office in offices):
        recap.append(Button(say("menu.roster"), encode(Go("roster"))))
    if visit.person.id in visit.desk.admins:
        recap.append(Button(say("menu.recap_all"), encode(Go("recap"))))
        recap.append(Button(say("menu.agencies"), encode(Go("agencies"))))
        recap.append(Button(say("menu.disputes"), encode(Go("disputes"))))
    elif any(office.role == "petugas" for office in offices):
        recap.append(Button(say("menu.team"), encode(Go("team"))))
    mine = [] if visit.open_attempt or visit.attempt is None else [certificates_button()]
    if recap:
        recap.append(Button(say("menu.campaigns"), encode(Go("campaigns"))))
    listed = tuple((button,) for button in (*modules(visit), *mine, *recap))
    return Screen(
        (
            *before,
            say("menu.title", name=visit.person.name),
            *await in_menu(visit),
            say("menu.choose"),
        ),
        (*listed, *_rest()),
    )


def back() -> tuple[Button, ...]:
    """The row that leads back here."""
    return (Button(say("menu.back"), encode(Go("menu"))),)


def modules(visit: Visit) -> list[Button]:
    """What can be begun; where something is under way, that alone."""
    under_way = visit.open_attempt
    if under_way is not None:
        done, total = under_way.next_step + 1, len(under_way.items)
        label = say("menu.go_on", step=done, total=total)
        return [Button(label, encode(Next(under_way.id)))]
    known = visit.catalog.modules.values()
    exams = [exam_button(module) for module in known if module.exam is not None]
    return [*(begin_button(module) for module in known), *exams]


def begin_button(module: Module) -> Button:
    """A button that begins practice of a module."""
    return Button(say("modules.begin", title=module.title), encode(Begin(module.id)))


def exam_button(module: Module) -> Button:
    """A button to the rules of a module's exam."""
    return Button(say("menu.exam", title=module.title), encode(ExamRules(module.id)))


def certificates_button() -> Button:
    """A button to the certificates, and to the pledges that are still to be signed."""
    return Button(say("menu.certificates"), encode(Go("certificates")))


def _rest() -> Rows:
    return (
        (
            Button(say("menu.may_i"), encode(Go("cek"))),
            Button(say("menu.progress"), encode(Go("progres"))),
        ),
        (
            Button(say("menu.profile"), encode(Go("profile"))),
            Button(say("menu.help"), encode(Go("help"))),
        ),
    )
