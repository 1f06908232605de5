"""``/dataku``: all that is stored about a person, on the screen and as two files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.agencies.agency import Zone
from bot.agencies.periods import Periods
from bot.catalog.catalog import Catalog
from bot.errors import ContentError
from bot.quiz.attempt import Attempt
from bot.screens.screen import Button, File, Phrase, Rows, Screen, say
from bot.screens.wording import Wording
from bot.service import menu
from bot.service.attempts import practice, questions
from bot.service.buttons import Go, encode
from bot.service.dates import told
from bot.service.desk import Visit
from bot.service.officers.trail import deed
from bot.service.rights import erasure
from bot.service.rights.dossier import Answered, Held, Words, as_html, as_json
from bot.store.trail import Trace

_NAME: Final = "data-saya"


async def own_data(visit: Visit) -> Screen:
    """What there is of each kind, how long it is kept, and files that have it all.

    Not during an exam: it would tell what was answered right before the end.
    """
    under_way, person = visit.open_attempt, visit.person
    if under_way is not None and under_way.kind == "ujian" and person.erase_at is None:
        return await practice.resume(visit, say("own.not_in_exam"))
    held, zone = await visit.desk.store.rights.held(person.id), await visit.zone()
    counts = tuple(
        say("own.count", what=say(f"own.table.{table}"), n=len(rows))
        for table, rows in held.items()
        if rows
    )
    return Screen(
        (
            say("own.title", name=person.name),
            say("own.consent", version=person.consent, at=told(person.consented_at, zone)),
            say("own.counts", lines=counts),
            kept("own.kept", visit.desk.periods),
            say("own.files"),
        ),
        _ways(visit),
        await _files(visit, held, zone),
    )


def kept(key: str, periods: Periods) -> Phrase:
    """How long what is kept."""
    return say(key, answers=_span(periods.answers), inactive=_span(periods.inactive))


def _span(days: int) -> Phrase:
    years, rest = divmod(days, 365)
    return say("own.days", n=days) if rest else say("own.years", n=years)


def _ways(visit: Visit) -> Rows:
    """What may be done about it, as far as it makes sense now."""
    if visit.person.erase_at is not None:
        return (erasure.keep_button(),)
    withdraw = Button(say("rights.withdraw"), encode(Go("tarik")))
    erase = Button(say("rights.erase"), encode(Go("hapus")))
    return ((withdraw,), (erase,), menu.back())


async def _files(visit: Visit, held: Held, zone: Zone) -> tuple[File, File]:
    at, language = visit.desk.clock(), visit.language
    texts = visit.catalog.texts
    wording = Wording(texts)
    words = Words(
        lambda phrase: wording.plain(phrase, language),
        lambda key: key in texts[language],
        language,
        zone,
    )
    answers = [
        Answered(one_at, words.say(asked), words.say(chosen), points)
        for one_at, asked, chosen, points in await _answers(visit, held)
    ]
    return (
        File(f"{_NAME}.html", as_html(await _readable(visit, held, words), answers, words, at)),
        File(f"{_NAME}.json", as_json(held, visit.person.id, at)),
    )


async def _readable(visit: Visit, held: Held, words: Words) -> Held:
    """With what they did in an agency's name as its trail tells it, instead of in codes."""
    done = [
        {"agency": row["agency"], "at": row["at"], "action": words.say(await deed(visit.desk, one))}
        for row in held["trail"]
        for one in [Trace(row["agency"], row["at"], "", 0, row["action"], row["detail"])]
    ]
    return {**held, "trail": done}


_Told = tuple[int, Phrase, Phrase, int]


async def _answers(visit: Visit, held: Held) -> list[_Told]:
    """The answers in words, of the attempts whose content is still there."""
    found: list[_Told] = []
    answered = dict.fromkeys(row["attempt"] for row in held["answers"])
    for attempt_id in answered:
        attempt = await visit.desk.store.attempts.get(attempt_id, visit.person.id)
        if attempt is None:
            continue
        try:
            catalog = await visit.desk.library.of(attempt.content)
        except ContentError:
            continue
        found += _in_words(catalog, attempt)
    return sorted(found, key=lambda one: one[0])


def _in_words(catalog: Catalog, attempt: Attempt) -> Iterator[_Told]:
    for answer in attempt.answers:
        item = attempt.items[answer.step]
        question = questions.question_of(catalog, item)
        asked = say("plain", text=question.scenario.text)
        yield answer.at, asked, questions.chosen(question, item, answer), answer.points
