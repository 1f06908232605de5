"""Asking a person: only for facts that still matter, and no more than decide."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from bot.rulebook.diagram import Branch, Leaf, Node
from bot.rulebook.facts import Case, Fact
from bot.rulebook.judge import Judgment, Undetermined, needs, settled
from bot.rulebook.rulebook import Rulebook


def next_question(
    book: Rulebook, known: Case, unknown: Collection[str], on: date
) -> Fact | Judgment:
    """The next fact to ask, or the judgment when nothing is left to ask.

    ``unknown`` are facts that the person could not tell: they are not asked again, and where the
    outcome hangs on them alone the judgment stays undetermined.
    """
    node = open_part(book, known, on)
    if isinstance(node, Leaf):
        return settled(node)
    for id_ in needs(node):
        if id_ not in unknown:
            return book.vocabulary.fact(id_)
    return Undetermined(needs(node))


def open_part(book: Rulebook, known: Case, on: date) -> Node:
    """What is still open when these facts are known.

    The whole diagram is built once and kept; while answers come in its own order, they are steps
    down in it. Otherwise the part is built afresh, which is quick once the act is known.
    """
    node = book.space(on).whole
    left = dict(known)
    while isinstance(node, Branch) and node.fact.id in left:
        node = _arm(node, left.pop(node.fact.id))
    deeper = isinstance(node, Branch) and any(
        book.space(on).level(fact) > node.level for fact in left
    )
    return book.space(on).node(known) if deeper else node


def _arm(branch: Branch, value: str) -> Node:
    return next(child for values, child in branch.arms if value in values)
