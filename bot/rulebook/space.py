"""All cases at once: the domain as a decision diagram.

The domain is the set of complete cases: a value for every fact that applies. It is far too large
to list, but cases that satisfy the same conditions so far behave alike. So the diagram is built
fact by fact, and a state is only which clauses can still hold and which rules already do, a bit
each. What a rule that holds beats no longer matters, so its bits are cleared at once: that keeps
the states few. Equal states are built once, and equal sub-diagrams are one object: two parts of
the domain with the same answers are the same node. That makes every question about the whole
domain exact, no sampling.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from typing import TypeAlias

from bot.rulebook.diagram import Branch, Leaf, Node, Values
from bot.rulebook.facts import Case, Clause, Fact

Outcome: TypeAlias = Callable[[int], Hashable]
"""From the bits of the whens that hold to the outcome."""


class Space:
    """The facts, compiled against the ``whens`` (any-of clauses) that read them.

    When ``whens[i]`` holds, bit ``i`` is set for ``outcome`` and the bits ``beats[i]`` are not:
    ``outcome`` must say the same with those bits as without. Above these bits a state has one
    for each clause that can still hold, then one for each clause of ``applies``.
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        whens: Sequence[Sequence[Clause]],
        outcome: Outcome,
        beats: Sequence[int],
    ) -> None:
        self.facts = tuple(facts)
        self._outcome = outcome
        self.whens = len(whens)
        self._holds = (1 << len(whens)) - 1
        clauses: list[Clause] = []
        self._clauses_of = [_block(clauses, when, len(whens)) for when in whens]
        self._applies = [_block(clauses, fact.applies, len(whens)) for fact in facts]
        self._all = ((1 << len(clauses)) - 1) << len(whens)
        rows = [_masks(fact, clauses, len(whens)) for fact in facts]
        self._keep = [keep for keep, _ in rows]
        self._absent = [absent for _, absent in rows]
        self._drop = [
            beaten | self._spread(beaten) | self._clauses_of[i] for i, beaten in enumerate(beats)
        ]
        self._open = self._spread(self._holds)
        self._settles: list[int] = [0] * (len(facts) + 1)
        self._owner: dict[int, int] = {}
        self._own(whens)
        self.start = self._settled(0, self._all)

    def among(self, chosen: Iterable[int]) -> Space:
        """The same with only the whens of these numbers; it shares what is compiled."""
        part = copy(self)
        part.__dict__.pop("whole", None)
        kept = sum(self._clauses_of[i] for i in set(chosen))
        part.start = self._settled(0, kept | self._all & ~self._open)
        return part

    def node(self, known: Case) -> Node:
        """The diagram of what is open when ``known`` is settled, smallest form."""
        return _Build(known).whole(self)

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

        return count(0, self._all & ~self._open)

    def steps(
        self, level: int, state: int, given: str | None = None
    ) -> Iterator[tuple[Values, int]]:
        """The next states, each with the values that lead there; no values: does not apply."""
        applies = self._applies[level]
        rest = state & ~applies
        if applies and not state & applies:
            yield (), self._settled(level + 1, rest & self._absent[level])
        elif given is not None:
            yield (given,), self._settled(level + 1, rest & self._keep[level][given])
        else:
            yield from self._grouped(level, rest)

    def _grouped(self, level: int, state: int) -> Iterator[tuple[Values, int]]:
        groups: dict[int, list[str]] = {}
        for value, keep in self._keep[level].items():
            groups.setdefault(state & keep, []).append(value)
        for after, values in groups.items():
            yield tuple(values), self._settled(level + 1, after)

    def outcome(self, state: int) -> Hashable:
        """The outcome of a decided state."""
        return self._outcome(state & self._holds)

    def decided(self, state: int) -> bool:
        """Whether no clause is open any more, so that the facts to come change nothing."""
        return not state & self._open

    def _settled(self, level: int, state: int) -> int:
        """The state once every fact below ``level`` is settled: what holds now, holds."""
        open_ = state & self._settles[level]
        while open_:
            clause = open_ & -open_
            when = self._owner[clause]
            state = state & ~self._drop[when] | 1 << when
            open_ = (open_ ^ clause) & state
        return state

    def _spread(self, whens: int) -> int:
        """The clause bits of these whens."""
        return sum(bits for i, bits in enumerate(self._clauses_of) if whens >> i & 1)

    def _own(self, whens: Sequence[Sequence[Clause]]) -> None:
        level = {fact.id: i + 1 for i, fact in enumerate(self.facts)}
        bit = 1 << len(whens)
        for i, when in enumerate(whens):
            for clause in when:
                last = max((level[condition.fact] for condition in clause), default=0)
                self._settles[last] |= bit
                self._owner[bit] = i
                bit <<= 1


def _block(clauses: list[Clause], more: Sequence[Clause], first: int) -> int:
    """Adds the clauses; the mask of their bits, clause 0 being bit ``first``."""
    begin = first + len(clauses)
    clauses.extend(more)
    return ((1 << len(more)) - 1) << begin


def _masks(fact: Fact, clauses: Sequence[Clause], first: int) -> tuple[dict[str, int], int]:
    """What each value of the fact leaves of a state, and what is left where it does not apply."""
    low = (1 << first) - 1
    keep = dict.fromkeys((value.id for value in fact.values), low)
    absent = low
    for i, clause in enumerate(clauses, start=first):
        reads = [condition.values for condition in clause if condition.fact == fact.id]
        absent |= 0 if reads else 1 << i
        for value in keep:
            if all(value in values for values in reads):
                keep[value] |= 1 << i
    return keep, absent


class _Build:
    """One build: shares equal states and equal nodes."""

    def __init__(self, known: Case) -> None:
        self._known = known
        self._states: dict[int, dict[int, Node]] = {}
        self._leaves: dict[Hashable, Leaf] = {}
        self._branches: dict[tuple[int, tuple[tuple[Values, int], ...]], Branch] = {}

    def whole(self, space: Space) -> Node:
        return self.node(space, 0, space.start)

    def node(self, space: Space, level: int, state: int) -> Node:
        if space.decided(state):
            outcome = space.outcome(state)
            return self._leaves.setdefault(outcome, Leaf(outcome))
        states = self._states.setdefault(level, {})
        found = states.get(state)
        if found is None:
            found = states[state] = self._branch(space, level, state)
        return found

    def _branch(self, space: Space, level: int, state: int) -> Node:
        fact = space.facts[level]
        arms: dict[int, tuple[list[str], Node]] = {}
        for values, after in space.steps(level, state, self._known.get(fact.id)):
            child = self.node(space, level + 1, after)
            arms.setdefault(id(child), ([], child))[0].extend(values)
        if len(arms) == 1:
            return next(iter(arms.values()))[1]
        # In the order of the values, so that equal branches are equal whatever led to them.
        place = {value.id: i for i, value in enumerate(fact.values)}
        ordered = sorted(
            ((tuple(sorted(arm, key=place.__getitem__)), child) for arm, child in arms.values()),
            key=lambda arm: place[arm[0][0]],
        )
        key = (level, tuple((values, id(child)) for values, child in ordered))
        if key not in self._branches:
            self._branches[key] = Branch(level, fact, tuple(ordered))
        return self._branches[key]


def together(spaces: Sequence[Space]) -> list[Node]:
    """The whole diagram of each; where they agree (most rules outlive a change) they share it."""
    build = _Build({})
    return [build.whole(space) for space in spaces]
