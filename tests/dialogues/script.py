"""Scripts: who says what, and what they then see.

# a comment
Ani> /start DEMO          what Ani writes; [label] taps a button, (sticker) sends one
Ani> (sends daftar.csv)   sends a file of the folder ``files``
  Selamat datang          each line must be seen, in any order
  ! nilai                 and this must not
  [Saya setuju]           a button
(restart)                 the app stops and starts again on the same database
(61 minutes later)        the clock goes on
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.dialogues.stage import Shown

_SAYS = re.compile(r"(\w+)> (.+)")


@dataclass(slots=True)
class Turn:
    """One turn: a person's line, or a direction to the stage (``who`` empty)."""

    number: int
    who: str
    line: str
    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def check(self, shown: Shown) -> None:
        """Fails with the whole screen when something is missing or should not be there."""
        for wanted in self.seen:
            if wanted.startswith("[") and wanted.endswith("]"):
                found = any(wanted[1:-1] in label for label in shown.labels)
            else:
                found = wanted in shown.text
            assert found, f"line {self.number}: {wanted!r} is not to be seen in:\n{shown}"
        for unwanted in self.unseen:
            assert unwanted not in str(shown), f"line {self.number}: {unwanted!r} in:\n{shown}"


def turns(path: Path) -> Iterator[Turn]:
    """The turns of a script file."""
    turn: Turn | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        says = _SAYS.fullmatch(line)
        if not raw.startswith(" "):
            if turn:
                yield turn
            turn = Turn(number, says[1], says[2]) if says else Turn(number, "", line)
        elif turn and line.startswith("! "):
            turn.unseen.append(line[2:])
        elif turn:
            turn.seen.append(line)
    if turn:
        yield turn
