"""All cases at once: the domain as a decision diagram.

The domain is the set of complete cases: a value for every fact that applies. It is far too large
to list, but cases that satisfy the same conditions so far behave alike. So the diagram is built
fact by fact, and a state is only *which conditions are still satisfiable*, a bit each. Equal
states are built once, and equal sub-diagrams are one object: two parts of the domain with the same
answers are the same node. That makes every question about the whole domain exact, no sampling.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from bot.rulebook.facts import Case, Clause, Fact

Values: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A part of the domain with one outcome."""

    outcome: Hashable


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Here ``fact`` matters: its values lead to different nodes."""

    level: int
    fact: Fact
    arms: tuple[tuple[Values, Node], ...]


Node: TypeAlias = Leaf | Branch
Outcome: TypeAlias = Callable[[int], Hashable]
"""From the bits of the clauses that hold to the outcome."""


class Space:
    """The facts, compiled against the clauses that read them.

    ``clauses[i]`` is bit ``i`` of a state. Clauses of ``applies`` get the bits after those.
    """

    def __init__(self, facts: Sequence[Fact], clauses: Sequence[Clause], outcome: Outcome) -> None:
        self.facts = tuple(facts)
        self._outcome = outcome
        every = list(clauses)
        self._applies: list[int] = []
        for fact in facts:
            first = len(every)
            every.extend(fact.applies)
            self._applies.append(((1 << len(fact.applies)) - 1) << first)
        self._all = (1 << len(every)) - 1
        self._result = (1 << len(clauses)) - 1
        self._absent = [self._without(fact, every) for fact in facts]
        self._keep = [self._keeping(fact, every) for fact in facts]

    def node(self, known: Case) -> Node:
        """The diagram of what is open when ``known`` is settled, smallest form."""
        return _Build(self, known).node(0, self._all)

    @cached_property
    def whole(self) -> Node:
        """The diagram of everything, built once."""
        return self.node({})

    def level(self, fact: str) -> int:
        """The place of a fact in the order of the vocabulary, from 0."""
        return next(i for i, one in enumerate(self.facts) if one.id == fact)

    def count(self) -> int:
        """How many complete cases the domain has."""
        memo: dict[tuple[int, int], int] = {}

        def count(level: int, state: int) -> int:
            if level == len(self.facts):
                return 1
            if (level, state) not in memo:
                memo[level, state] = sum(
                    max(len(values), 1) * count(level + 1, after)
                    for values, after in self.steps(level, state)
                )
            return memo[level, state]

        return count(0, self._all)

    def steps(
        self, level: int, state: int, given: str | None = None
    ) -> Iterator[tuple[Values, int]]:
        """The next states, each with the values that lead there; no values: does not apply."""
        applies = self._applies[level]
        rest = state & ~applies
        if applies and not state & applies:
            yield (), rest & self._absent[level]
        elif given is not None:
            yield (given,), rest & self._keep[level][given]
        else:
            yield from self._grouped(level, rest)

    def _grouped(self, level: int, state: int) -> Iterator[tuple[Values, int]]:
        groups: dict[int, list[str]] = {}
        for value, keep in self._keep[level].items():
            groups.setdefault(state & keep, []).append(value)
        for after, values in groups.items():
            yield tuple(values), after

    def outcome(self, state: int) -> Hashable:
        """The outcome of a final state."""
        return self._outcome(state & self._result)

    @staticmethod
    def _without(fact: Fact, clauses: Sequence[Clause]) -> int:
        return sum(
            1 << i
            for i, clause in enumerate(clauses)
            if all(condition.fact != fact.id for condition in clause)
        )

    @staticmethod
    def _keeping(fact: Fact, clauses: Sequence[Clause]) -> dict[str, int]:
        keep = dict.fromkeys((value.id for value in fact.values), 0)
        for i, clause in enumerate(clauses):
            reads = [condition.values for condition in clause if condition.fact == fact.id]
            for value in keep:
                if all(value in values for values in reads):
                    keep[value] |= 1 << i
        return keep


class _Build:
    """One build: shares equal states and equal nodes."""

    def __init__(self, space: Space, known: Case) -> None:
        self._space = space
        self._known = known
        self._states: dict[tuple[int, int], Node] = {}
        self._leaves: dict[Hashable, Leaf] = {}
        self._branches: dict[tuple[int, tuple[tuple[Values, int], ...]], Branch] = {}

    def node(self, level: int, state: int) -> Node:
        if level == len(self._space.facts):
            outcome = self._space.outcome(state)
            return self._leaves.setdefault(outcome, Leaf(outcome))
        found = self._states.get((level, state))
        if found is None:
            found = self._states[level, state] = self._branch(level, state)
        return found

    def _branch(self, level: int, state: int) -> Node:
        fact = self._space.facts[level]
        arms: dict[int, tuple[list[str], Node]] = {}
        for values, after in self._space.steps(level, state, self._known.get(fact.id)):
            child = self.node(level + 1, after)
            arms.setdefault(id(child), ([], child))[0].extend(values)
        if len(arms) == 1:
            return next(iter(arms.values()))[1]
        key = (level, tuple((tuple(values), id(child)) for values, child in arms.values()))
        if key not in self._branches:
            self._branches[key] = Branch(
                level, fact, tuple((tuple(v), n) for v, n in arms.values())
            )
        return self._branches[key]


def nodes(root: Node) -> Iterator[Node]:
    """Every node of the diagram, each once, the root first."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, Branch):
            waiting.extend(child for _, child in node.arms)


def shortest(root: Node, wanted: Callable[[Hashable], bool]) -> dict[str, str] | None:
    """The fewest facts that lead to a wanted outcome, or None when none does."""
    memo: dict[int, dict[str, str] | None] = {}

    def search(node: Node) -> dict[str, str] | None:
        if isinstance(node, Leaf):
            return {} if wanted(node.outcome) else None
        if id(node) not in memo:
            best: dict[str, str] | None = None
            for values, child in node.arms:
                found = search(child)
                if found is not None and (best is None or len(found) + 1 < len(best)):
                    best = {node.fact.id: values[0], **found}
            memo[id(node)] = best
        return memo[id(node)]

    return search(root)
