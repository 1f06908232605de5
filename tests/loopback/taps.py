"""Taps on buttons: each may be answered once, and only for a short time."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .clock import Clock
from .errors import bad_request
from .html import utf16_length
from .signals import Signal

ANSWER_WINDOW = 15.0
TOAST_LIMIT = 200
WAITS_KEPT = 100_000
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True)
class Toast:
    """What flashed up after a tap; empty if the bot only stopped the spinner."""

    text: str
    alert: bool = False
    url: str = ""


@dataclass(slots=True)
class Tap:
    """One press of a button, as the person waits for it."""

    id: str
    at: float
    signal: Signal
    on_answer: Callable[[Toast], None]
    update_ids: list[int] = field(default_factory=list)
    toast: Toast | None = None
    answered_at: float | None = None

    @property
    def answered(self) -> bool:
        """Whether the spinner has stopped."""
        return self.toast is not None

    async def answer(self, timeout: float = 5.0) -> Toast:  # noqa: ASYNC109
        """Wait until the bot answers this tap."""
        toast = await self.signal.until(lambda: self.toast, timeout)
        if toast is None:
            raise AssertionError(f"the tap was not answered within {timeout} s")
        return toast


class Taps:
    """The taps a bot may still answer."""

    def __init__(self, clock: Clock, window: float = ANSWER_WINDOW) -> None:
        self.window = window
        self._clock = clock
        self._open: dict[str, Tap] = {}
        self._count = 0
        self.waits: deque[float] = deque(maxlen=WAITS_KEPT)  # from tap to answer

    def new(self, person_id: int, signal: Signal, on_answer: Callable[[Toast], None]) -> Tap:
        """A person presses a button."""
        self._count += 1
        tap_id = str((person_id << 32) + self._count)
        tap = self._open[tap_id] = Tap(tap_id, self._clock.now(), signal, on_answer)
        return tap

    def answer(self, tap_id: str, toast: Toast) -> None:
        """The bot answers; too late, twice or for an unknown tap is refused."""
        if utf16_length(toast.text) > TOAST_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
        tap = self._open.pop(tap_id, None)
        now = self._clock.now()
        if tap is None or now - tap.at > self.window:
            raise bad_request(TOO_OLD)
        tap.toast = toast
        tap.answered_at = now
        self.waits.append(now - tap.at)
        tap.on_answer(toast)
        tap.signal.notify()
