"""The verdict on modules: whether their scores can be relied on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.quiz.health import ENOUGH, Flag
from bot.quiz.reliability import kr20
from bot.quiz.statistics import Pool


@dataclass(frozen=True, slots=True)
class ModuleHealth:
    """``attempts`` count, each person's first; ``repeats`` were left out, and so were ``lost``
    answers. ``length`` is the mean number of answers of an attempt."""

    module: str
    attempts: int
    repeats: int
    lost: int
    length: float
    kr20: float | None
    flags: tuple[Flag, ...]


def by_module(pool: Pool) -> list[ModuleHealth]:
    """A row for each module, by id. Of fewer than ``ENOUGH`` attempts there is no KR-20."""
    rows = []
    for module, tally in sorted(pool.modules.items()):
        few = tally.attempts < ENOUGH
        length = tally.answers / tally.attempts
        items = [item.moments for (of, _), item in pool.items.items() if of == module]
        rows.append(
            ModuleHealth(
                module=module,
                attempts=tally.attempts,
                repeats=tally.repeats,
                lost=tally.lost,
                length=length,
                kr20=None if few else kr20(items, length),
                flags=("too few",) if few else (),
            )
        )
    return rows
