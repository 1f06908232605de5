"""What is on the screen of a chat, and every change of it in order."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .html import Entity
from .journal import Journal
from .keyboards import Markup
from .signals import Signal


@dataclass(frozen=True, slots=True)
class Button:
    """One button as a person sees it, with what lies behind it."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stood at one moment; an edit makes a new one."""

    payload: dict[str, Any]
    html: str = ""
    file: bytes | None = None

    @property
    def message_id(self) -> int:
        """Its number, valid in its chat."""
        number: int = self.payload["message_id"]
        return number

    @property
    def chat_id(self) -> int:
        """Where it stands."""
        number: int = self.payload["chat"]["id"]
        return number

    @property
    def text(self) -> str:
        """The plain text or caption, as read on the screen."""
        words: str = self.payload.get("text") or self.payload.get("caption") or ""
        return words

    @property
    def entities(self) -> list[Entity]:
        """Bold, links and so on."""
        found: list[Entity] = self.payload.get("entities") or self.payload.get(
            "caption_entities", []
        )
        return found

    @property
    def markup(self) -> Markup | None:
        """The inline keyboard, if it has one."""
        return self.payload.get("reply_markup")

    @property
    def rows(self) -> list[list[Button]]:
        """The buttons, row by row."""
        rows = (self.markup or {}).get("inline_keyboard", ())
        return [
            [Button(raw["text"], raw.get("callback_data"), raw.get("url")) for raw in row]
            for row in rows
        ]

    @property
    def buttons(self) -> list[Button]:
        """All buttons in reading order."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What the buttons say, in reading order."""
        return [button.label for button in self.buttons]

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return "edit_date" in self.payload

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        sender: dict[str, Any] = self.payload.get("from", {})
        return bool(sender.get("is_bot"))

    def __str__(self) -> str:
        return f"{self.text!r} {self.labels}"


class Chat:
    """The messages of one chat, and a signal when the bot changes something."""

    __slots__ = ("changed", "changes", "id", "journal", "payload", "shown", "version")

    def __init__(
        self, payload: dict[str, Any], *, history: int | None = None, journal: Journal | None = None
    ) -> None:
        self.id: int = payload["id"]
        self.payload = payload
        self.shown: dict[int, Shown] = {}
        self.changes: deque[Shown] = deque(maxlen=history)  # the bot's new and edited messages
        self.version = 0  # how many changes there have been
        self.changed = Signal()
        self.journal = journal

    @property
    def messages(self) -> list[Shown]:
        """All messages, oldest first, deleted ones left out."""
        return list(self.shown.values())

    @property
    def is_private(self) -> bool:
        """Whether only one person and the bot are in it."""
        return bool(self.payload["type"] == "private")

    def put(self, message: Shown) -> None:
        """Show a new message or a new version of one."""
        self.shown[message.message_id] = message
        if message.from_bot:
            self.changes.append(message)
            self.version += 1
            self.changed.notify()
            if self.journal is not None:
                self.journal.add(message)

    def changes_after(self, version: int) -> Iterator[tuple[int, Shown]]:
        """Later changes with their numbers, oldest first."""
        first = self.version - len(self.changes)
        for index in range(max(0, version - first), len(self.changes)):
            yield first + index + 1, self.changes[index]

    def by_bot(self) -> Iterator[Shown]:
        """The bot's messages, newest first."""
        return (self.shown[key] for key in reversed(self.shown) if self.shown[key].from_bot)
