"""One learner: reads the screen, decides, taps, waits; sends /start when nothing comes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import TypeAlias

from tests.fault import words
from tests.fault.mischief import COMMANDS, LINKS, forged
from tests.fault.witness import Witness
from tests.loopback import Button, Person, Shown

Act: TypeAlias = Callable[[], Awaitable[None]]

FORWARD: dict[str, float] = {
    **dict.fromkeys(("consent.agree", "consent.begin"), 10.0),
    **dict.fromkeys(("modules.begin", "menu.go_on"), 8.0),
    **dict.fromkeys(("modules.go_on.latihan", "modules.go_on.ujian"), 8.0),
    **dict.fromkeys(("menu.exam", "exam.begin", "exam.practise"), 6.0),
    **dict.fromkeys(("quiz.next", "quiz.to_result"), 20.0),
    **dict.fromkeys(("quiz.letter", "quiz.button", "quiz.send"), 4.0),
    **dict.fromkeys(("language.id", "language.en"), 2.0),
    **{f"employment.{kind}": 2.0 for kind in ("pns", "cpns", "pppk", "ppnpn")},
    **dict.fromkeys(("register.no_unit", "register.stay", words.OTHER), 2.0),
    **dict.fromkeys(("result.again", "menu.back"), 2.0),
}
"""What leads to a result, and how gladly it is tapped."""
ASIDE: dict[str, float] = {
    **dict.fromkeys(("consent.other_language", "register.go"), 1.0),
    **dict.fromkeys(("modules.give_up", "exam.give_up"), 1.0),
    **dict.fromkeys(("quiz.marked", "quiz.unmarked"), 1.5),
    **dict.fromkeys(("menu.profile", "menu.help", "menu.may_i"), 0.5),
    **dict.fromkeys(("profile.language", "profile.employment"), 2.0),
    **dict.fromkeys(("profile.reminders_on", "profile.reminders_off"), 1.0),
    **dict.fromkeys(("remind.stop.r", "remind.resume.r"), 1.0),
    **dict.fromkeys(("exam.review", "exam.page_back", "exam.page_on"), 1.0),
    **dict.fromkeys(("cek.pick", "cek.unknown", "cek.back", "cek.again"), 1.0),
}
"""What learners also do when they have time."""

_BRIEF = 1.5  # seconds; what may change nothing on the screen is not waited for long


class Learner:
    """``patience`` is how many seconds they look at a screen that does not change."""

    def __init__(self, person: Person, witness: Witness, dice: Random, patience: float) -> None:
        self.person = person
        self.results = 0
        self._calm = False
        self._witness = witness
        self._dice = dice
        self._patience = patience
        self._results_read = 0  # versions of the screen that were looked through
        self._habits = (
            (0.08, self._double),
            (0.06, self._hurried),
            (0.07, self._old),
            (0.06, self._forge),
            (0.05, self._write),
            (0.02, self._link),
        )

    async def busy(self, stop: asyncio.Event) -> None:
        """Learn, and do all that learners do besides, until told to stop."""
        while not stop.is_set():
            await self._once(FORWARD | ASIDE, habits=True)

    async def finish(self) -> None:
        """Go straight to a result, with both eyes on the newest message."""
        self._calm = True
        self._read_results()
        before = self.results
        if self._screen() is not None:
            await self._and_look(lambda: self._say("/start"), self._patience)
        while self.results == before:
            await self._once(FORWARD, habits=False)

    async def _once(self, weights: Mapping[str, float], *, habits: bool) -> None:
        chance = self._dice.random()
        for share, habit in self._habits if habits and self._screen() is not None else ():
            if (chance := chance - share) < 0:
                await self._and_look(habit, _BRIEF)
                return
        if not await self._and_look(lambda: self._go_on(weights), self._patience):
            await self._and_look(lambda: self._say("/start"), self._patience)

    async def _and_look(self, act: Act, seconds: float) -> bool:
        """Do it; whether the screen then changed in time."""
        before = self._screen()
        await act()
        changed = await self.person.chat.changed.until(
            lambda: True if self._screen() is not before else None, seconds
        )
        self._read_results()
        return changed is not None

    def _read_results(self) -> None:
        chat = self.person.chat
        for version, change in chat.changes_after(self._results_read):
            self._results_read = version
            self.results += words.seen("result.numbers", change.text) is not None

    def _screen(self) -> Shown | None:
        """Who is in a hurry looks at what changed last; who is not, at the newest message."""
        chat = self.person.chat
        if self._calm:
            return next(chat.by_bot(), None)
        return chat.changes[-1] if chat.changes else None

    async def _go_on(self, weights: Mapping[str, float]) -> None:
        screen = self._screen()
        if screen is None:
            await self._link()
        elif (button := self._wanted(screen, weights)) is not None:
            await self._tap(screen, button)
        elif words.seen("register.agency", screen.text):
            await self._say(self._dice.choice(("contoh", "instansi contoh", "badan", "zzz")))
        else:
            await self._say("/start")

    def _wanted(self, screen: Shown, weights: Mapping[str, float]) -> Button | None:
        buttons = [one for one in screen.buttons if one.data is not None]
        gladly = [weights.get(words.button(one.label), 0.0) for one in buttons]
        return self._dice.choices(buttons, gladly)[0] if any(gladly) else None

    def _any(self, screen: Shown | None) -> Button | None:
        return None if screen is None else self._wanted(screen, FORWARD | ASIDE)

    async def _tap(self, screen: Shown, button: Button, *, honest: bool = True) -> None:
        """Press what was on a screen, though another version may stand there by now."""
        at, data = time.time(), button.data or ""
        tap = await self.person.forge_tap(data, message_id=screen.message_id)
        self._witness.tapped(self.person.id, data, tap, at=at, honest=honest)

    async def _say(self, text: str) -> None:
        self._witness.said.append((time.time(), self.person.id, text))
        await self.person.send(text)

    # habits

    async def _double(self) -> None:
        """One tap that the app sends twice, because it got no answer."""
        screen = self._screen()
        button = self._any(screen)
        if screen is None or button is None or button.data is None:
            return
        at, same = time.time(), self._dice.random() < 0.5
        taps = await self.person.double_tap(button.label, message=screen.message_id, same_id=same)
        self._witness.tapped(self.person.id, button.data, *taps, at=at, honest=True)

    async def _hurried(self) -> None:
        """Two taps, before anything is seen of the first."""
        screen = self._screen()
        for _ in range(2):
            if screen is not None and (button := self._any(screen)) is not None:
                await self._tap(screen, button)

    async def _old(self) -> None:
        """A button of some screen of before."""
        screen = self._dice.choice(self.person.chat.changes)
        if screen.buttons:
            await self._tap(screen, self._dice.choice(screen.buttons))

    async def _forge(self) -> None:
        """Data that no button of theirs has."""
        known, screen = self._witness.data, self._screen()
        if screen is not None:
            others = known[self._dice.choice(list(known))]
            data = forged(self._dice, known[self.person.id], others)
            await self._tap(screen, Button("", data, None), honest=False)

    async def _write(self) -> None:
        """A command, a text, or something that is no text."""
        text = self._dice.choice(COMMANDS)
        if text:
            await self._say(text)
        else:
            await self.person.send_sticker()

    async def _link(self) -> None:
        """The link of an agency, or the bot found without one."""
        await self._say(self._dice.choice(LINKS))
