"""Scripts, and how they are played at a door."""

from __future__ import annotations

import re
from pathlib import Path

from tests.dialogues.script import Turn, turns
from tests.dialogues.stage import HERE, Clock, Door

LATER = re.compile(r"\((\d+) minutes later\)")

SCRIPTS = sorted((HERE / "scripts").glob("*.txt"))


def acts(path: Path) -> list[list[Turn]]:
    """The turns between restarts."""
    parts: list[list[Turn]] = [[]]
    for turn in turns(path):
        if turn.line == "(restart)":
            parts.append([])
        else:
            parts[-1].append(turn)
    return parts


async def play(part: list[Turn], door: Door, clock: Clock) -> None:
    for turn in part:
        if turn.who:
            turn.check(await door.act(turn.who, turn.line))
        else:
            later = LATER.fullmatch(turn.line)
            assert later, f"unknown direction {turn.line}"
            clock.now += int(later[1]) * 60_000
