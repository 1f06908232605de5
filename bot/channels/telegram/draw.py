"""A reply as calls of the Bot API."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias
from urllib.parse import quote

from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot import logs
from bot.channels.telegram.failures import Flooded
from bot.channels.telegram.incoming import Place
from bot.channels.telegram.length import fitting
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.request import JsonObject
from bot.channels.telegram.retry import Retry
from bot.channels.telegram.wire import Wire
from bot.screens.screen import Reply
from bot.screens.wording import Label, Wording

Failure: TypeAlias = Callable[[str], Reply]
"""The screen that says: something went wrong, quote this reference."""
Call: TypeAlias = Callable[[], Awaitable[None]]
Unreachable: TypeAlias = Callable[[int], Awaitable[None]]
"""Told when a person blocked the bot or deleted the account."""

log = logging.getLogger(__name__)
_MAX_TOAST = 200
_MAX_FLOODS = 5
_QUERY_LIFE = 15.0  # seconds; after those Telegram takes no answer to a tap
_UNMODIFIED = "message is not modified"
_CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",  # a certificate: a file with buttons
)
_QUERY_GONE = ("query is too old", "query id is invalid", "query_id_invalid")
_NOBODY_THERE = ("chat not found", "peer_id_invalid", "user is deactivated")


def _always() -> bool:
    return True


class Drawer:
    """Draws replies; raises nothing but cancellation. ``username`` is known after sign-in."""

    def __init__(
        self,
        wire: Wire,
        wording: Wording,
        limits: Limits,
        retry: Retry,
        *,
        failure: Failure,
        unreachable: Unreachable,
        reference: Callable[[], str],
    ) -> None:
        self._wire = wire
        self._wording = wording
        self._limits = limits
        self._retry = retry
        self._failure = failure
        self._unreachable = unreachable
        self._reference = reference

    async def answer(self, place: Place, reply: Reply) -> None:
        """Stop the spinner on a tapped button, with the notice if there is one."""
        try:
            body = self._notice(place, reply)
            if not await self._limits.pauses(place.chat, _QUERY_LIFE):
                return  # and keep nothing: somebody who taps for hours would fill the memory
            await self._retry(partial(self._wire.call, "answerCallbackQuery", body), twice=True)
        except Flooded as error:
            self._limits.flooded(place.chat, error.seconds)  # by then the query is too old
        except TelegramError as error:
            if not _says(error, *_QUERY_GONE):
                log.warning("a tap was not answered: %s", error)
        except Exception:
            log.exception("a tap could not be answered")

    def rider(self, place: Place, reply: Reply) -> JsonObject | None:
        """The answer to a tap as a call that travels with a webhook's acknowledgement.

        Nobody learns how such a call ended. So only this one may go that way: when it is lost,
        a spinner turns some seconds longer, and a notice never carries news. Refusals of edits
        and messages matter: the message is gone, the flood limit is hit, the person has left.
        None when it has to wait, or cannot be worded: then :meth:`answer` is the way.
        """
        try:
            if place.query is None or self._limits.paused(place.chat):
                return None
            return {"method": "answerCallbackQuery", **self._notice(place, reply)}
        except Exception:  # noqa: BLE001  # logged when ``answer`` meets it again
            return None

    async def show(self, place: Place, reply: Reply, wanted: Callable[[], bool] = _always) -> bool:
        """Edit the tapped message or send a new one; whether Telegram took it.

        A person who cannot be reached is reported, not raised. ``wanted`` turns false when a
        newer edit of the same message waits.
        """
        if reply.screen is None:
            return False
        try:
            shown = await self._draw(place, reply, wanted)
            for file in reply.screen.files:
                upload = partial(self._wire.upload, place.chat, file, place.thread)
                shown = await self._call(place.chat, upload, new=True)
        except Exception as error:  # noqa: BLE001  # every kind is logged in _refused
            return await self._refused(place, error)
        return shown

    async def _draw(self, place: Place, reply: Reply, wanted: Callable[[], bool]) -> bool:
        body = self.body(reply)
        if place.message is not None:
            try:
                edit = {**body, "chat_id": place.chat, "message_id": place.message}
                call = partial(self._wire.call, "editMessageText", edit)
                return await self._call(place.chat, call, new=False, wanted=wanted)
            except BadRequest as error:
                if _says(error, _UNMODIFIED):
                    return True
                if not _says(error, *_CANNOT_EDIT):
                    raise
        body["chat_id"] = place.chat
        if place.thread is not None:
            body["message_thread_id"] = place.thread
        return await self._call(place.chat, self._message(body), new=True, wanted=wanted)

    def _message(self, body: JsonObject) -> Call:
        return partial(self._wire.call, "sendMessage", body)

    async def _call(
        self, chat: int, call: Call, *, new: bool, wanted: Callable[[], bool] = _always
    ) -> bool:
        """One call in its turn, again after each flood; False when it became unwanted.

        A ``new`` message is never sent twice, an edit may be.
        """
        for _ in range(_MAX_FLOODS):
            if not await self._limits.turn(chat, new=new, wanted=wanted):
                return False
            try:
                await self._retry(call, twice=not new)
            except Flooded as error:
                log.info("flood limit: waiting %g s", error.seconds)
                self._limits.flooded(chat, error.seconds)
            else:
                return True
        raise NetworkError(f"refused for flooding {_MAX_FLOODS} times")

    def _notice(self, place: Place, reply: Reply) -> JsonObject:
        body: JsonObject = {"callback_query_id": place.query}
        if reply.toast is not None:
            body["text"] = self._wording.plain(reply.toast, reply.language)[:_MAX_TOAST]
        return body

    def body(self, reply: Reply) -> JsonObject:
        """The parameters of a message, without its chat. Raises for what cannot be shown."""
        if reply.screen is None:
            raise ValueError("nothing to show")
        message = self._wording.message(reply.screen, reply.language)
        body: JsonObject = {
            "text": fitting(message.html),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if message.rows:
            keys = [[_key(label, self._wire.username) for label in row] for row in message.rows]
            body["reply_markup"] = {"inline_keyboard": keys}
        return body

    async def _refused(self, place: Place, error: Exception) -> bool:
        who = logs.person(place.person)
        if nobody_there(error):
            if place.private:
                await self._report(place.person)
        elif isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            log.warning("a reply did not reach %s: %s", who, error)
        else:
            reference = self._reference()
            log.error("a reply to %s was refused [%s]", who, reference, exc_info=error)
            await self._apologise(place, reference)
        return False

    async def _report(self, person: int) -> None:
        try:
            await self._unreachable(person)
        except Exception:
            log.exception("%s could not be marked unreachable", logs.person(person))

    async def _apologise(self, place: Place, reference: str) -> None:
        """Show the reference in a new message: the one that was refused may be at fault."""
        try:
            body = self.body(self._failure(reference))
            message = self._message({**body, "chat_id": place.chat})
            await self._call(place.chat, message, new=True)
        except Exception as error:  # noqa: BLE001  # logged, and there is nobody left to tell
            log.warning("the apology [%s] did not arrive: %s", reference, error)


def nobody_there(error: Exception) -> bool:
    """Whether it says that messages do not reach the person any more."""
    return isinstance(error, Forbidden) or _says(error, *_NOBODY_THERE)


def _key(label: Label, username: str) -> JsonObject:
    """A ``start`` label opens a private chat with the bot by a deep link (64 safe characters)."""
    if label.start is None:
        return {"text": label.text, "callback_data": label.data}
    parameter = f"?start={quote(label.start, safe='')}" if label.start else ""
    return {"text": label.text, "url": f"https://t.me/{username}{parameter}"}


def _says(error: Exception, *phrases: str) -> bool:
    """Telegram has no codes for these, only words."""
    words = str(error).lower()
    return isinstance(error, TelegramError) and any(phrase in words for phrase in phrases)
