"""An attempt: one person's way through one draw of a module.

Everything about it is derived from what is stored: the drawn items and the answers. The next
step, the score and the pass are functions of those, so that a restart loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["latihan", "ujian"]
"""Practice shows feedback after each answer; an exam reviews at the end."""


class Version(NamedTuple):
    """A scenario as it was published once: what is disputed, and what may be withdrawn."""

    scenario: str
    number: int


@dataclass(frozen=True, slots=True)
class Item:
    """One drawn scenario: its version, and its option keys in the order they are shown."""

    scenario: str
    version: int
    order: tuple[str, ...]

    @property
    def published(self) -> Version:
        """The version of the scenario that is asked."""
        return Version(self.scenario, self.version)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen at ``step`` (from 0); ``points`` of 100; ``at`` in ms since 1970 UTC."""

    step: int
    chosen: tuple[str, ...]
    points: int
    at: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """``content`` is the hash of the content it was drawn from; times are ms since 1970 UTC.

    ``agency`` and ``unit`` are those of the person when it began: a later move does not carry
    the completion to another agency.
    """

    id: str
    person: int
    agency: str
    unit: str | None
    module: str
    kind: Kind
    seed: int
    content: str
    items: tuple[Item, ...]
    started_at: int
    answers: tuple[Answer, ...] = ()
    finished_at: int | None = None
    score: int | None = None
    passed: bool | None = None

    @property
    def next_step(self) -> int:
        """The first step without an answer; ``len(items)`` when all are answered."""
        return len(self.answers)

    @property
    def forgotten(self) -> bool:
        """Whether it has its score and no answers any more: they are kept for some time only."""
        return self.score is not None and not self.answers

    @property
    def complete(self) -> bool:
        """Whether every item has its answer."""
        return len(self.answers) == len(self.items)
