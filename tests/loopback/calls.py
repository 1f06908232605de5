"""Everything the bot asked for, so that tests can count and look."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from .signals import Signal


@dataclass(slots=True)
class Call:
    """One method call; `outcome` is "ok", the refusal, "dropped" or "pending"."""

    method: str
    params: dict[str, Any]
    at: float
    outcome: str = "pending"
    status: int = 0

    @property
    def chat_id(self) -> int:
        """The chat it was meant for, 0 if none."""
        return int(self.params.get("chat_id") or 0)


class CallLog(Sequence[Call]):
    """All calls in order of arrival, and counts that also work when calls are not kept."""

    def __init__(self, *, keep: bool = True) -> None:
        self.keep = keep
        self.counts: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self._calls: list[Call] = []
        self._changed = Signal()

    @overload
    def __getitem__(self, index: int) -> Call: ...
    @overload
    def __getitem__(self, index: slice) -> list[Call]: ...
    def __getitem__(self, index: int | slice) -> Call | list[Call]:
        return self._calls[index]

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def begin(self, method: str, params: dict[str, Any], at: float) -> Call:
        """Note a call as it arrives."""
        call = Call(method, params, at)
        self.counts[method] += 1
        if self.keep:
            self._calls.append(call)
        self._changed.notify()
        return call

    def end(self, call: Call, status: int) -> None:
        """Note how the call ended."""
        call.status = status
        self.statuses[status] += 1
        self._changed.notify()

    async def arrives(self, method: str, count: int = 1, seconds: float = 20.0) -> None:
        """Wait until the bot has called a method so often."""
        found = await self._changed.until(lambda: self.counts[method] >= count or None, seconds)
        assert found, f"{method} was called {self.counts[method]} times, not {count}"

    async def ends(self, method: str, count: int = 1) -> list[Call]:
        """Wait until so many calls of a method are over, well or not, and return them."""
        found = await self._changed.until(lambda: self._over(method, count), 5.0)
        assert found, f"{method} did not end {count} times"
        return found

    def _over(self, method: str, count: int) -> list[Call] | None:
        over = [call for call in self.of(method) if call.outcome != "pending"]
        return over if len(over) >= count else None

    def of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self._calls if call.method.lower() == method.lower()]

    def failed(self) -> list[Call]:
        """The calls that were refused, dropped or broken, getUpdates left out."""
        return [
            call
            for call in self._calls
            if call.outcome not in ("ok", "pending") and call.method != "getUpdates"
        ]

    def clear(self) -> None:
        """Forget all, for example after a warm-up."""
        self._calls.clear()
        self.counts.clear()
        self.statuses.clear()
