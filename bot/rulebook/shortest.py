"""The fewest facts that force an outcome, whatever all the other facts are.

A path in the diagram names every fact that it meets, needed or not. So the search goes down with
a front of nodes instead: where a fact is left open, the front takes all its arms at once. The
facts that were fixed force the outcome when the front is down to its leaf alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TypeAlias

from bot.rulebook.diagram import Branch, Leaf, Node, nodes

Front: TypeAlias = frozenset[Node]


def shortest(root: Node, wanted: Callable[[Hashable], bool]) -> dict[str, str] | None:
    """The fewest facts that force one wanted outcome, or None when none can be forced.

    Of equally few, those that are asked first.
    """
    return Shortest(root, wanted).case()


class Shortest:
    """The searches in one diagram; what can be reached from where is computed once."""

    def __init__(self, root: Node, wanted: Callable[[Hashable], bool]) -> None:
        self._root = root
        self._bits: dict[Hashable, int] = {}
        self._reach: dict[int, int] = {}
        below = list(nodes(root))
        for node in below:
            if isinstance(node, Leaf):
                self._reach[id(node)] = self._bit(node.outcome) if wanted(node.outcome) else 0
        branches = [node for node in below if isinstance(node, Branch)]
        for node in sorted(branches, key=lambda branch: -branch.level):
            reach = 0
            for _, child in node.arms:
                reach |= self._reach[id(child)]
            self._reach[id(node)] = reach

    def case(self, outcome: Hashable | None = None) -> dict[str, str] | None:
        """The fewest facts that force that outcome, or any of the wanted ones."""
        aim = self._bits.get(outcome, 0) if outcome is not None else ~0
        if not self._reach[id(self._root)] & aim:
            return None
        failed: dict[Front, int] = {}
        most = 0
        while True:
            found = self._search(frozenset([self._root]), most, aim, failed)
            if found is not None:
                return found
            most += 1

    def _bit(self, outcome: Hashable) -> int:
        return self._bits.setdefault(outcome, 1 << len(self._bits))

    def _search(
        self, front: Front, most: int, aim: int, failed: dict[Front, int]
    ) -> dict[str, str] | None:
        """With at most that many facts more."""
        for node in front:
            aim &= self._reach[id(node)]
        if not aim or failed.get(front, -1) >= most:
            return None
        branches = [node for node in front if isinstance(node, Branch)]
        if not branches:
            return {}  # one leaf: two would have no outcome in common
        if most > 0:
            level = min(branch.level for branch in branches)
            here = [branch for branch in branches if branch.level == level]
            for value, children in _choices(here):
                less = most - (value is not None)
                found = self._search(front.difference(here) | children, less, aim, failed)
                if found is not None:
                    return found if value is None else {here[0].fact.id: value, **found}
        failed[front] = most
        return None


def _choices(here: list[Branch]) -> Iterator[tuple[str | None, Front]]:
    """Where each value leads, values that lead to the same place once; last, all of them."""
    arms = [{value: child for values, child in node.arms for value in values} for node in here]
    seen: set[Front] = set()
    for value in here[0].fact.values:
        children = frozenset(arm[value.id] for arm in arms)
        if children not in seen:
            seen.add(children)
            yield value.id, children
    yield None, frozenset(child for arm in arms for child in arm.values())
