"""``telegram.Bot`` with the two short cuts that the hot path needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from telegram import Bot, InputFile
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.request import AiohttpRequest, JsonObject
from bot.errors import FetchError
from bot.screens.screen import File

_ANSWER_MARGIN = 10.0
_UPLOAD_S = 60.0  # a file of some megabytes, from a server on a slow line


class Wire(Bot):
    """The framework's bot; all its methods work.

    ``updates`` returns updates as they came: ``get_updates`` parses a whole batch at once, so
    that one update which the framework cannot parse (a field of a newer Bot API) would come
    back for ever and block all others. ``call`` does not even look at the result: building a
    ``Message`` that nobody reads was a quarter of the work of a tap.
    """

    __slots__ = ()

    async def updates(
        self, *, offset: int | None, seconds: int, kinds: Sequence[str], limit: int = 100
    ) -> list[JsonObject]:
        """One long poll of ``seconds``; an ``offset`` confirms everything below it."""
        asked = {"offset": offset, "timeout": seconds, "limit": limit, "allowed_updates": kinds}
        found: list[JsonObject] = await self._post(
            "getUpdates", asked, read_timeout=seconds + _ANSWER_MARGIN
        )
        return found

    async def call(self, method: str, parameters: JsonObject) -> None:
        """Any method of the Bot API, for its effect."""
        await cast(AiohttpRequest, self.request).effect(f"{self.base_url}/{method}", parameters)

    async def upload(self, chat: int, file: File, thread: int | None = None) -> None:
        """Send a file as a message of its own."""
        sent = InputFile(file.body, file.name)
        if file.kind == "photo":
            await self.send_photo(chat, sent, message_thread_id=thread, write_timeout=_UPLOAD_S)
        else:
            await self.send_document(chat, sent, message_thread_id=thread, write_timeout=_UPLOAD_S)

    async def download(self, file_id: str) -> bytes:
        """What somebody sent. Raises FetchError: Telegram gives bots no more than 20 MB."""
        try:
            file = await self.get_file(file_id)
            return bytes(await file.download_as_bytearray())
        except BadRequest:
            raise FetchError("Telegram does not give the file: too large, or too old") from None
        except TelegramError as error:
            raise FetchError(f"the file cannot be fetched: {type(error).__name__}") from None


def connect(
    token: str, api_url: str, calls: AiohttpRequest, polling: AiohttpRequest | None = None
) -> Wire:
    """A bot on two sessions: one for calls, one for long polls."""
    base = api_url.rstrip("/")
    return Wire(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=calls,
        get_updates_request=polling or AiohttpRequest(2),
    )
