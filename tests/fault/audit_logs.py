"""The auditor reads the log: nothing unexpected, no secret, and nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.fault.crowd import FIRST_ID, NAME

_EXPECTED = (
    "updates wait for the database",
    # A call that outlives the killed process that made it, as a stall may, is a second poller.
    "somebody else receives this bot's updates",
)
_DATABASE_AWAY = re.compile(r"^store-unavailable: ")


def log(lines: Sequence[str], token: str, size: int) -> Iterator[str]:
    """Each unexpected line once, whatever its time."""
    secret = token.partition(":")[2]
    ids = re.compile("|".join(str(FIRST_ID + number) for number in range(size)))
    told: Counter[str] = Counter()
    for line in lines:
        if secret in line:
            told["the log holds the token"] += 1
        if NAME in line or ids.search(line):
            told[f"the log names somebody: {line[:200]}"] += 1
        if "Traceback" in line:
            told[f"a traceback: {line[:3000].rstrip()}"] += 1
        elif " ERROR " in line and not any(one in line for one in _EXPECTED):
            told[f"an error: {line[25:300].rstrip()}"] += 1
    for finding, count in told.items():
        yield finding if count == 1 else f"{finding} ({count} times)"


def ends(codes: Counter[int], lines: Sequence[str]) -> Iterator[str]:
    """It ends when it is killed or told to; by itself only when it starts without a database."""
    away = sum(_DATABASE_AWAY.match(line) is not None for line in lines)
    for code, count in codes.items():
        if code == 2 and count <= away:
            continue
        if code not in (0, -9):
            yield f"the bot ended {count} times with code {code}"
