"""Who subtracts what is told, of whatever unit and whenever, never finds fewer than five people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agencies.release import FEWEST, PATIENCE_MS, Cell

DAY = 86_400_000
TREE = {"ATAS": None, "KIRI": "ATAS", "KANAN": "ATAS", "DALAM": "KIRI"}
POT = "(pot)"


@dataclass
class Board:
    """All cells of one agency: by module and place, for one rule."""

    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def observe(self, module: str, unit: str, misjudged: bool, now: int) -> None:
        cell = self.cells.get((module, unit), Cell())
        self.cells[module, unit] = cell.plus(1, int(misjudged), now)

    def settle(self, now: int) -> None:
        for (module, place), cell in sorted(self.cells.items()):
            settled, given_away, wrong = cell.settled(now, place == POT)
            self.cells[module, place] = settled
            if given_away:
                pot = self.cells.get((module, POT), Cell())
                self.cells[module, POT] = pot.plus(given_away, wrong, now)

    def told(self) -> list[tuple[int, int]]:
        """Every number that an officer or the operator can come by: asked and misjudged, of each
        unit, of each with all below it, and of the agency; by module and over all modules."""
        found = []
        for modules in (("dasar",), ("medsos",), ("dasar", "medsos")):
            groups = [{place} for place in (*TREE, POT)]
            groups += [*(below(unit) for unit in TREE), {*TREE, POT}]
            found += [self._sum(modules, group) for group in groups]
        return found

    def _sum(self, modules: tuple[str, ...], places: set[str]) -> tuple[int, int]:
        cells = [c for (m, place), c in self.cells.items() if m in modules and place in places]
        return sum(c.asked for c in cells), sum(c.misjudged for c in cells)


def below(unit: str) -> set[str]:
    found = {unit}
    for _ in TREE:
        found |= {one for one, parent in TREE.items() if parent in found}
    return found


Seen = tuple[str, str, bool, int]
people = st.lists(
    st.tuples(
        st.sampled_from(["dasar", "medsos"]),
        st.sampled_from(list(TREE)),
        st.booleans(),
        st.integers(0, 4),
    ),
    min_size=5,
    max_size=40,
)


def history(everybody: list[Seen]) -> list[tuple[int, int]]:
    """All that is told over time, when so many days lie between one person and the next."""
    board, now, told = Board(), 0, list[tuple[int, int]]()
    for module, unit, misjudged, days in everybody:
        now += days * DAY
        board.observe(module, unit, misjudged, now)
        board.settle(now)
        told += board.told()
    board.settle(now + PATIENCE_MS)
    board.settle(now + 2 * PATIENCE_MS)
    return told + board.told()


@given(people)
@settings(max_examples=60, deadline=None)
def test_nobody_can_be_told_apart_from_four_others(everybody: list[Seen]) -> None:
    """Whoever answers otherwise changes what is told. People who change the same numbers in the
    same way cannot be told apart by any calculation; so each kind must have five, or change
    nothing at all."""
    before = [misjudged for _, misjudged in history(everybody)]
    kinds: Counter[tuple[int, ...]] = Counter()
    for place, (module, unit, misjudged, days) in enumerate(everybody):
        other = [*everybody[:place], (module, unit, not misjudged, days), *everybody[place + 1 :]]
        after = [misjudged for _, misjudged in history(other)]
        sign = -1 if misjudged else 1
        kinds[tuple(sign * (a - b) for a, b in zip(after, before, strict=True))] += 1
    for changes, count in kinds.items():
        assert count >= FEWEST or not any(changes)


@given(people)
def test_whoever_waits_long_enough_is_told_of_but_for_four(everybody: list[Seen]) -> None:
    final = history(everybody)[-3:]  # of the agency: both modules, last of all
    assert final[-1][0] >= len(everybody) - 2 * (FEWEST - 1)


def test_four_people_are_not_told_of_and_five_are() -> None:
    board = Board()
    for number in range(4):
        board.observe("dasar", "KIRI", number == 0, number)
    board.settle(9)
    assert set(board.told()) == {(0, 0)}
    board.observe("dasar", "KIRI", True, 10)
    board.settle(10)
    assert board.cells["dasar", "KIRI"] == Cell(5, 2)


def test_who_is_left_over_for_a_week_is_told_in_the_agencys_total_alone() -> None:
    board = Board()
    for number in range(3):
        board.observe("dasar", "KIRI", True, number)
        board.observe("dasar", "KANAN", False, number)
    board.settle(PATIENCE_MS - 1)
    assert set(board.told()) == {(0, 0)}
    board.settle(PATIENCE_MS)
    board.settle(PATIENCE_MS + 1)
    assert board.cells["dasar", "KIRI"] == Cell()
    assert board.cells["dasar", POT] == Cell(6, 3)
    assert board.told()[-1] == (6, 3)
