"""Long lists, a page at a time: eight lines fit a small phone, and their numbers one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.screens.screen import Button, Rows, say

T = TypeVar("T")
SIZE = 8


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """``numbered`` are its things with their numbers (from 1) in the whole list."""

    number: int
    of: int
    numbered: tuple[tuple[int, T], ...]

    def turns(self, data: Callable[[int], str]) -> Rows:
        """A row of buttons to the pages before and after; none where there is but one page."""
        buttons = []
        if self.number:
            buttons.append(Button(say("page.back"), data(self.number - 1)))
        if self.number + 1 < self.of:
            buttons.append(Button(say("page.on"), data(self.number + 1)))
        return (tuple(buttons),) if buttons else ()


def page(everything: Sequence[T], number: int, size: int = SIZE) -> Page[T]:
    """That page (from 0), or the last one if the list has become shorter."""
    of = max(1, -(-len(everything) // size))
    number = min(number, of - 1)
    begin = number * size
    listed = enumerate(everything[begin : begin + size], start=begin + 1)
    return Page(number, of, tuple(listed))
