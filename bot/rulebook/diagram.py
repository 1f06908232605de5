"""The decision diagram: where the outcome branches by a fact, and where it is settled."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.rulebook.facts import Fact

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
