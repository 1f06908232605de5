"""What a line in a table of routes is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from bot.screens.incoming import Document
from bot.screens.screen import Screen
from bot.service.buttons import Action
from bot.service.desk import Visit

A = TypeVar("A", bound=Action)
Tapped: TypeAlias = Callable[[Visit, Any], Awaitable[Screen]]
Asked: TypeAlias = Callable[[Visit], Awaitable[Screen]]
Ordered: TypeAlias = Callable[[Visit, str], Awaitable[Screen]]
"""Given what stands behind a command, or a link's code."""
Typed: TypeAlias = Callable[[Visit, str, str], Awaitable[Screen]]
"""Given the argument of what was expected, and the text."""
Received: TypeAlias = Callable[[Visit, str, Document], Awaitable[Screen]]
"""Given the argument of what was expected, and the document."""


def on(kind: type[A], case: Callable[[Visit, A], Awaitable[Screen]]) -> tuple[type[Action], Tapped]:
    """A line of ``TAPS``, of which the type checker sees that both sides fit."""
    return kind, case
