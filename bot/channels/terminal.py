"""The chat in the terminal: the same screens, drawn as text.

A number or a letter picks a button, ``/kirim PATH`` sends a file, any other text is a message.
Files that the bot sends are saved in a folder. When standard input is not a
terminal it is read line by line, echoed, and the chat ends at its end: so a whole conversation
can be piped in.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TextIO, TypeAlias

from bot.errors import FetchError
from bot.screens.incoming import Act, Command, Document, Incoming, Sender, Tap, Text
from bot.screens.screen import File, Reply
from bot.screens.wording import Label, Message, Wording, plain

Handle: TypeAlias = Callable[[Incoming], Awaitable[Reply]]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LINE = "─" * 60
_ENOUGH = 4_096  # letters of one message, as in Telegram
_DOWNLOADS = Path("var/unduhan")


class Terminal:
    """One person at a keyboard."""

    def __init__(
        self,
        handle: Handle,
        wording: Wording,
        sender: Sender,
        source: TextIO = sys.stdin,
        sink: TextIO = sys.stdout,
        downloads: Path = _DOWNLOADS,
    ) -> None:
        self._handle = handle
        self._wording = wording
        self._sender = sender
        self._source = source
        self._sink = sink
        self._downloads = downloads
        self._echo = not source.isatty()
        self._buttons: list[Label] = []

    async def run(self, opening: Act = Command("start")) -> None:  # noqa: B008  # a constant
        """Begins with ``opening`` and goes on until the end of the input or ``/keluar``."""
        await self._say(opening)
        while True:
            self._write("> ", end="")
            line = await asyncio.to_thread(self._source.readline)
            if not line or line.strip() in ("/keluar", "/quit"):
                self._write("")
                return
            text = line.strip()[:_ENOUGH]
            if self._echo:
                self._write(text)
            if text:
                await self._say(read(text, self._buttons))

    async def _say(self, act: Act) -> None:
        reply = await self._handle(Incoming(self._sender, act))
        wording = self._wording
        if reply.toast is not None:
            self._write(f"({wording.plain(reply.toast, reply.language)})")
        if reply.screen is not None:
            self._draw(wording.message(reply.screen, reply.language))
            for file in reply.screen.files:
                self._write(f"📎 {await asyncio.to_thread(self._save, file)}")

    def _save(self, file: File) -> Path:
        self._downloads.mkdir(parents=True, exist_ok=True)
        path = self._downloads / Path(file.name).name
        path.write_bytes(file.body)
        return path

    def _draw(self, message: Message) -> None:
        self._buttons = [label for row in message.rows for label in row]
        self._write(_LINE)
        self._write(plain(message.html))
        if self._buttons:
            self._write("")
        for row in message.rows:
            self._write("  ".join(f"[{self._key(label)}] {label.text}" for label in row))

    def _key(self, label: Label) -> str:
        return str(self._buttons.index(label) + 1)

    def _write(self, text: str, end: str = "\n") -> None:
        self._sink.write(text + end)
        self._sink.flush()


def read(text: str, buttons: list[Label]) -> Act:
    """What a typed line means: a button by number or letter, a command, or a message."""
    if text.startswith("/"):
        name, _, argument = text[1:].partition(" ")
        if name.lower() == "kirim":
            return _sent(Path(argument.strip()).expanduser())
        return Command(name.lower(), argument.strip())
    place = _place(text, buttons)
    return Text(text) if place is None else Tap(buttons[place].data)


def _sent(path: Path) -> Document:
    size = path.stat().st_size if path.is_file() else 0
    return Document(path.name, size, partial(asyncio.to_thread, _bytes, path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FetchError(f"{path}: {error.strerror}") from None


def _letters(text: str) -> str:
    """The words of a label without its signs, so that "lanjut" picks ``➡️ Lanjut``."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _place(text: str, buttons: list[Label]) -> int | None:
    """The button that a number counts, whose words are typed, or that a letter names."""
    if text.isascii() and text.isdigit():
        place = int(text) - 1 if len(text) < 4 else -1
        return place if 0 <= place < len(buttons) else None
    for place, button in enumerate(buttons):
        if _letters(text) and _letters(text) == _letters(button.text):
            return place
    letter = text.upper()
    if len(letter) != 1 or letter not in _LETTERS:
        return None
    for place, button in enumerate(buttons):
        if letter in button.text.replace(".", " ").split():
            return place
    place = _LETTERS.index(letter)
    return place if place < len(buttons) else None
