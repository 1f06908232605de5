"""Question health over everybody's answers, each marked by the content that it was given under.

There is no way to ask for one agency: what people answered is pooled, or it is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.errors import ContentError, QuizError
from bot.quiz.bank import Question
from bot.quiz.statistics import Pool, Taken, Tallies, Track
from bot.service.library import Library
from bot.store.store import Store


async def pooled(
    store: Store,
    library: Library,
    module: str = "",
    told: Callable[[int], None] = lambda _: None,
) -> Pool:
    """The answers of all agencies to all modules, or to one; ``told`` hears how many so far.

    Answers whose content was never archived are counted as lost, by track.
    """
    pool, answers = Pool(), 0
    pool.withdrawn = await library.look()
    contents = _Contents(library, pool)
    async for page in store.statistics.pages(module):
        for taken in page:
            pool.add(taken, await contents.tallies(taken))
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
    """The tallies of each content and track. Whole catalogs would not all fit into memory."""

    def __init__(self, library: Library, pool: Pool) -> None:
        self._library = library
        self._pool = pool
        self._known: dict[tuple[str, Track], Tallies] = {}

    async def tallies(self, taken: Taken) -> Tallies:
        """By scenario; none when the content is lost."""
        key = (taken.content, taken.track)
        if key not in self._known:
            questions = await self._questions(taken.content)
            self._known[key] = self._pool.tallies(taken.track, questions)
        return self._known[key]

    async def _questions(self, content: str) -> Iterable[Question]:
        try:
            return (await self._library.of(content)).bank.questions.values()
        except ContentError:
            return ()
