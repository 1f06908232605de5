"""Question health over everybody's answers, each marked by the content that it was given under.

There is no way to ask for one agency: what people answered is pooled, or it is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.errors import ContentError, QuizError
from bot.quiz.statistics import Pool, Subject, subject_of
from bot.service.library import Library
from bot.store.store import Store


async def pooled(
    store: Store,
    library: Library,
    module: str = "",
    told: Callable[[int], None] = lambda _: None,
) -> Pool:
    """The answers of all agencies to all modules, or to one; ``told`` hears how many so far.

    Answers whose content was never archived are counted as lost, by module.
    """
    pool, contents, answers = Pool(), _Contents(library), 0
    async for page in store.statistics.pages(module):
        for taken in page:
            pool.add(taken, await contents.subjects(taken.content))
            answers += len(taken.answers)
        told(answers)
    return pool


def check_names(library: Library, module: str, topic: str) -> None:
    """Raises QuizError for a module or topic that the content in use does not have."""
    catalog = library.current
    if module:
        catalog.module(module)
    if topic and topic not in catalog.bank.topics:
        known = ", ".join(catalog.bank.topics)
        raise QuizError(f"there is no topic {topic}; there are: {known}")


class _Contents:
    """The subjects of each content. They are small; whole catalogs would not all fit."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, Mapping[str, Subject]] = {}
        self._same: dict[Subject, Subject] = {}

    async def subjects(self, content: str) -> Mapping[str, Subject]:
        """By scenario; none when the content is lost."""
        if content not in self._known:
            self._known[content] = await self._read(content)
        return self._known[content]

    async def _read(self, content: str) -> Mapping[str, Subject]:
        try:
            catalog = await self._library.of(content)
        except ContentError:
            return {}
        found = map(subject_of, catalog.bank.questions.values())
        return {of.scenario: self._same.setdefault(of, of) for of in found}
