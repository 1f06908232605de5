"""The state of the pretended Telegram, without any network."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from . import payloads
from .calls import CallLog
from .chats import Chat
from .clock import Clock
from .errors import bad_request, forbidden
from .faults import Faults
from .files import FileStore
from .flood import FloodLimits
from .journal import Journal
from .params import Params
from .polling import Polling
from .taps import Taps
from .updates import UpdateQueue
from .webhook import Webhook

LEAN_HISTORY = 20


class Standing(StrEnum):
    """How the bot stands in a chat."""

    STRANGER = "stranger"  # the person never pressed start
    MEMBER = "member"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"


REFUSALS = {
    Standing.STRANGER: "bot can't initiate conversation with a user",
    Standing.BLOCKED: "bot was blocked by the user",
    Standing.DEACTIVATED: "user is deactivated",
    Standing.KICKED: "bot was kicked from the group chat",
}


@dataclass(slots=True)
class Profile:
    """What the bot says about itself, by language."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    logged_out: bool = False


class World:
    """Chats, people's standing, updates and everything the bot did."""

    def __init__(
        self,
        bot_id: int,
        username: str,
        clock: Clock,
        flood: FloodLimits | None,
        *,
        lean: bool,
        journal: bool,
    ) -> None:
        self.bot = payloads.bot_user(bot_id, username)
        self.clock = clock
        self.flood = flood
        self.lean = lean
        self.updates = UpdateQueue(clock)
        self.polling = Polling(self.updates)
        self.webhook = Webhook(self.updates, clock)
        self.taps = Taps(clock)
        self.journal = Journal(clock) if journal else None
        self.files = FileStore()
        self.faults = Faults(self.updates)
        self.calls = CallLog(keep=not lean)
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.standing: dict[int, Standing] = {}
        self.actions: list[tuple[int, str]] = []
        self._last_message_id = 100
        self._last_in_group: dict[int, int] = {}

    def add_chat(self, payload: dict[str, Any], standing: Standing) -> Chat:
        """Make a chat known to the server."""
        history = LEAN_HISTORY if self.lean else None
        chat = Chat(payload, history=history, journal=self.journal)
        self.chats[chat.id] = chat
        self.standing[chat.id] = standing
        return chat

    def now(self) -> int:
        """The time as dates in messages have it."""
        return int(self.clock.now())

    def next_message_id(self, chat: Chat) -> int:
        """One count for all private chats of a bot, one for each supergroup."""
        if chat.payload["type"] == "supergroup":
            number = self._last_in_group[chat.id] = self._last_in_group.get(chat.id, 0) + 1
            return number
        self._last_message_id += 1
        return self._last_message_id

    def chat_for(self, params: Params) -> Chat:
        """The chat a call is meant for, if the bot may write there."""
        if not params.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(params.integer("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        refusal = REFUSALS.get(self.standing[chat.id])
        if refusal is not None:
            raise forbidden(refusal)
        return chat

    def emit(self, kind: str, content: dict[str, Any], lane: tuple[str, int]) -> int | None:
        """Tell the bot that something happened."""
        update_id = self.updates.push(kind, content, lane)
        self.polling.wake()
        return update_id
