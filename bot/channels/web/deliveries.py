"""Updates that were posted: those in hand, and how those of a moment ago were answered."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.request import JsonObject
from bot.channels.web.answers import AGAIN, DONE, Answer, with_call

_encode = json.JSONEncoder(separators=(",", ":")).encode


class _Posted:
    """A :class:`Delivery` that a request waits for."""

    __slots__ = ("_answer",)
    carries = True

    def __init__(self, answer: asyncio.Future[Answer]) -> None:
        self._answer = answer

    def done(self, call: JsonObject | None = None) -> None:
        self._settle(DONE if call is None else with_call(_encode(call).encode()))

    def postponed(self) -> bool:
        self._settle(AGAIN)
        return True

    def _settle(self, answer: Answer) -> None:
        if not self._answer.done():  # else the program is stopping and has given it back
            self._answer.set_result(answer)


class Deliveries:
    """Hands updates to the intake, each once.

    Telegram posts an update again when our answer did not reach it in time. While the first is
    in hand, both wait for the same end; later it gets the answer of the first time, with the
    call that was lost with it. Past ``remember``, and on another worker, it is simply handled
    again, which changes nothing that is stored.
    """

    def __init__(self, intake: Intake, *, remember: int = 2048) -> None:
        self._intake = intake
        self._remember = remember
        self._open: dict[int, asyncio.Future[Answer]] = {}
        self._past: dict[int, Answer] = {}
        self._closed = False

    async def deliver(self, update: dict[str, Any]) -> Answer:
        """What to tell Telegram, once the effect of the update is committed."""
        number = update["update_id"]
        known = self._past.get(number)
        if known is not None:
            return known
        await self._intake.room()
        answer = self._open.get(number)
        if answer is None:
            if self._closed:
                return AGAIN
            answer = self._open[number] = asyncio.get_running_loop().create_future()
            answer.add_done_callback(lambda ended: self._ended(number, ended))
            self._intake.take(update, _Posted(answer))
        # Shielded: a request that is given up must not give up the other ones.
        return await asyncio.shield(answer)

    def close(self) -> None:
        """Give back what is not committed: Telegram will post it again."""
        self._closed = True
        for answer in self._open.values():
            if not answer.done():
                answer.set_result(AGAIN)

    def _ended(self, number: int, ended: asyncio.Future[Answer]) -> None:
        del self._open[number]
        if ended.result() is AGAIN:
            return
        self._past[number] = ended.result()
        if len(self._past) > self._remember:
            del self._past[next(iter(self._past))]
