"""Trying a module as an author: its questions at once, on a database that is thrown away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.agencies.people import Person
from bot.app import DEMO, DEMO_UNITS, App, opened
from bot.catalog.catalog import Catalog
from bot.channels.terminal import Terminal
from bot.errors import QuizError
from bot.quiz.bank import Module, Quota
from bot.screens.incoming import Sender, Tap
from bot.service.buttons import Begin, encode
from bot.settings import Settings

_AUTHOR = 1
_MOST = 10  # questions of one topic


async def tryout(settings: Settings, wanted: str, language: str) -> None:
    """The chat, straight at the first question of a module, or of a topic of the bank.

    Raises QuizError when there is no such module or topic.
    """
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'tryout.db'}"
        async with opened(replace(settings, database_url=url)) as app:
            app.desk.library.current = with_topic(app.desk.library.current, wanted)
            await app.desk.library.archive(app.desk.clock())
            await _register(app, language)
            terminal = Terminal(app.handle, app.wording, Sender(_AUTHOR, "Penulis", language))
            await terminal.run(Tap(encode(Begin(wanted))))


def with_topic(catalog: Catalog, wanted: str) -> Catalog:
    """The catalog; where ``wanted`` is a topic, with a module of its questions."""
    if wanted in catalog.modules:
        return catalog
    topic = catalog.bank.topics.get(wanted)
    if topic is None:
        known = ", ".join((*catalog.modules, *catalog.bank.topics))
        raise QuizError(f"there is no module or topic {wanted}; there are: {known}")
    quota = Quota(wanted, 1)
    quota = replace(quota, count=min(_MOST, len(catalog.bank.of(quota))))
    module = Module(wanted, topic.title, topic.title, (quota,), 70, 12)
    return replace(catalog, modules={**catalog.modules, wanted: module})


async def _register(app: App, language: str) -> None:
    await app.store.agencies.put([DEMO], DEMO_UNITS)
    now, consent = app.desk.clock(), app.desk.library.current.consent
    await app.store.people.add(
        Person(_AUTHOR, "Penulis", consent, now, language, "pns", DEMO.code, None, now)
    )
