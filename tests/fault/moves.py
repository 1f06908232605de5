"""Who may have been on the way to another agency when: they are asked for the unit first."""

from __future__ import annotations

from collections import defaultdict

from bot.service.buttons import Agree, Join
from tests.fault.witness import Witness

_LINK = "/start "


class Moves:
    """Nobody can be moving who has chosen but one agency, by a link or by a tap."""

    def __init__(self, witness: Witness) -> None:
        self._chosen: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
        for tapped in witness.taps:
            if isinstance(action := tapped.action, Join):
                self._chosen[tapped.person].append((tapped.at, action.agency))
            elif isinstance(action, Agree):
                self._chosen[tapped.person].append((tapped.at, action.code))
        for at, person, text in witness.said:
            if text.startswith(_LINK):
                self._chosen[person].append((at, text.removeprefix(_LINK)))

    def before(self, person: int, moment: float) -> bool:
        """Whether a move may have begun before a moment."""
        chosen = {code.upper() for at, code in self._chosen[person] if at < moment}
        return len(chosen - {""}) > 1
