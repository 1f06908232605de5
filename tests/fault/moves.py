"""Who may have been kept from a question when: on the way to another agency they are asked for the
unit first, and who took their consent back, or wants to be erased, is served nothing."""

from __future__ import annotations

from collections import defaultdict

from bot.service.buttons import Agree, Join
from bot.service.rights.erasure import Erase
from bot.service.rights.withdrawal import Withdraw
from tests.fault.witness import Witness

_LINK = "/start "


class Moves:
    """Nobody can be moving who has chosen but one agency, by a link or by a tap."""

    def __init__(self, witness: Witness) -> None:
        self._stopped: dict[int, float] = {}
        self._chosen: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
        for tapped in witness.taps:
            if isinstance(tapped.action, Withdraw | Erase):
                self._stopped.setdefault(tapped.person, tapped.at)
            if isinstance(action := tapped.action, Join):
                self._chosen[tapped.person].append((tapped.at, action.agency))
            elif isinstance(action, Agree):
                self._chosen[tapped.person].append((tapped.at, action.code))
        for at, person, text in witness.said:
            if text.startswith(_LINK):
                self._chosen[person].append((at, text.removeprefix(_LINK)))

    def before(self, person: int, moment: float) -> bool:
        """Whether a move, or a stop of all processing, may have begun before a moment."""
        if self._stopped.get(person, moment) < moment:
            return True
        chosen = {code.upper() for at, code in self._chosen[person] if at < moment}
        return len(chosen - {""}) > 1

    def stopped(self, person: int) -> bool:
        """Whether all processing may have been stopped at some time; a consent may come again."""
        return person in self._stopped
