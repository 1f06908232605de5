"""What a person sees: the chats and the toasts, as they change."""

from .chats import Chat, Shown
from .signals import Signal
from .taps import Toast


class Eyes:
    """The part of a person that looks at the screen."""

    def __init__(self, name: str, chat: Chat) -> None:
        self.name = name
        self.chat = chat  # the private one with the bot
        self.toasts: list[Toast] = []  # only those with words
        self.answered = Signal()
        self._seen: dict[int, int] = {}
        self._toasts_seen = 0

    @property
    def last(self) -> Shown:
        """The bot's newest message in the private chat."""
        newest = next(self.chat.by_bot(), None)
        if newest is None:
            raise AssertionError(f"the bot has not written to {self.name}")
        return newest

    async def sees(
        self,
        timeout: float = 5.0,  # noqa: ASYNC109
        *,
        containing: str = "",
        chat: Chat | None = None,
    ) -> Shown:
        """The next new or edited message of the bot since the last look or own action."""
        place = chat or self.chat
        found = await place.changed.until(lambda: self._next_change(place, containing), timeout)
        if found is None:
            screen = "\n".join(str(message) for message in place.messages[-3:]) or "(empty)"
            wanted = f" with {containing!r}" if containing else ""
            raise AssertionError(
                f"{self.name} saw nothing new{wanted} within {timeout} s; on the screen:\n{screen}"
            )
        return found

    def _next_change(self, chat: Chat, containing: str) -> Shown | None:
        for version, change in chat.changes_after(self._seen.get(chat.id, 0)):
            self._seen[chat.id] = version
            if containing in change.text:
                return change
        return None

    async def sees_toast(self, timeout: float = 5.0) -> Toast:  # noqa: ASYNC109
        """The next toast or alert with words since the last look or own action."""
        found = await self.answered.until(self._next_toast, timeout)
        if found is None:
            raise AssertionError(f"{self.name} saw no toast within {timeout} s")
        return found

    def _next_toast(self) -> Toast | None:
        if self._toasts_seen >= len(self.toasts):
            return None
        self._toasts_seen += 1
        return self.toasts[self._toasts_seen - 1]

    def toasted(self, toast: Toast) -> None:
        """A tap was answered; an answer without words shows nothing."""
        if toast.text:
            self.toasts.append(toast)

    def look_up(self, chat: Chat) -> None:
        """Forget what was on the screen so far; only what comes now is new."""
        self._seen[chat.id] = chat.version
        self._toasts_seen = len(self.toasts)
