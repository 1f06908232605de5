"""Who may have been on the way to another agency when: they are asked for the unit first."""

from __future__ import annotations

from collections import defaultdict
from math import inf

from bot.service.buttons import Begin, InUnit, Join
from tests.fault import words
from tests.fault.witness import Witness


class Moves:
    """A tap on an agency is a move only for somebody who was registered by then."""

    def __init__(self, witness: Witness) -> None:
        self._registered: defaultdict[int, float] = defaultdict(lambda: inf)
        self._joined: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
        for tapped in witness.taps:
            if isinstance(tapped.action, InUnit | Begin):
                self._was_registered(tapped.person, tapped.at)
            elif isinstance(tapped.action, Join):
                ended = witness.acked_at(tapped) or inf
                self._joined[tapped.person].append((tapped.at, ended))
        for at, person, text in witness.said:
            if text == "/kuis":
                self._was_registered(person, at)
        for seen in witness.seen:
            if words.seen("register.done", seen.screen.text):
                self._was_registered(seen.person, seen.at)

    def before(self, person: int, moment: float) -> bool:
        """Whether a move may have begun before a moment."""
        registered = self._registered[person]
        return any(at < moment and ended >= registered for at, ended in self._joined[person])

    def _was_registered(self, person: int, at: float) -> None:
        self._registered[person] = min(self._registered[person], at)
