"""What may be told of what people misjudge, so that nothing told reveals a few of them. Pure.

For each rule, module and unit it is counted how many people were asked and how many misjudged. What
is told of a unit only ever grows by a *block*: five people or more at once, none of whom was in a
block before. Whoever is left over in a unit for too long goes into the agency's common pot, which
grows by blocks too, and is told in the agency's total alone.

So every number that is ever told, of a unit, of a unit with all below it, or of an agency, this
week or last, is a sum of whole blocks; so is every difference of such numbers; and the smallest
thing that can be found by subtracting is one block. No further cells need to be hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

FEWEST: Final = 5
"""People in a block."""

PATIENCE_MS: Final = 7 * 86_400_000
"""How long people of a unit wait for others to make up a block with."""


@dataclass(frozen=True, slots=True)
class Cell:
    """People asked about one rule in one place: told of, and waiting for their block. They wait
    since ``since`` (ms since 1970 UTC), which says nothing when nobody waits."""

    asked: int = 0
    misjudged: int = 0
    waiting: int = 0
    waiting_misjudged: int = 0
    since: int = 0

    def plus(self, asked: int, misjudged: int, at: int) -> Cell:
        """With more people who wait."""
        return replace(
            self,
            waiting=self.waiting + asked,
            waiting_misjudged=self.waiting_misjudged + misjudged,
            since=self.since if self.waiting else at,
        )

    def settled(self, now: int, pot: bool) -> tuple[Cell, int, int]:
        """The cell as it is to be from now on, and how many people, asked and misjudged, it gives
        away to the pot. The ``pot`` itself gives nobody away."""
        if self.waiting >= FEWEST:
            told = Cell(self.asked + self.waiting, self.misjudged + self.waiting_misjudged)
            return told, 0, 0
        if pot or not self.waiting or now - self.since < PATIENCE_MS:
            return self, 0, 0
        return Cell(self.asked, self.misjudged), self.waiting, self.waiting_misjudged


@dataclass(frozen=True, slots=True)
class Weak:
    """A rule and how many of those who were asked about it misjudged it, as far as it is told."""

    rule: str
    asked: int
    misjudged: int

    @property
    def share(self) -> float:
        """Of 1."""
        return self.misjudged / self.asked
