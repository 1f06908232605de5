"""``make profile``: where a loaded bot's time goes, function by function.

The bot runs under cProfile, which slows it two to three times and sees the event loop's thread
only: compare shares, not times, and leave out the database's own threads.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import pstats
import sys
import tempfile
from pathlib import Path

from bench.contenders import SERVER_CORE, Contender
from bench.lineup import DATABASES, DOORS, ours, postgres
from bench.measure import loaded


def profiled(contender: Contender, out: Path) -> Contender:
    """The same bot, that writes its profile when it is stopped."""
    python, *rest = contender.command
    command = (python, "-m", "cProfile", "-o", str(out), *rest)
    return Contender(contender.name, command, contender.settings, contender.ours)


async def profile(door: str, database: str, seconds: float, out: Path) -> str:
    """Loads the bot for so long; gives its name."""
    os.sched_setaffinity(0, {SERVER_CORE})
    with postgres() as server:
        found = ours(door, database, await server.fresh())
        await loaded(profiled(found, out), seconds)
    return found.name


def main() -> None:
    """Prints the functions in which most time was spent, without those that they call."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile")
    parser.add_argument("--door", choices=DOORS, default="polling")
    parser.add_argument("--database", choices=DATABASES, default="SQLite")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--sort", choices=("tottime", "cumulative", "ncalls"), default="tottime")
    parser.add_argument("--lines", type=int, default=40)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "profile"
        name = asyncio.run(profile(wanted.door, wanted.database, wanted.seconds, out))
        text = io.StringIO()
        pstats.Stats(str(out), stream=text).sort_stats(wanted.sort).print_stats(wanted.lines)
    sys.stdout.write(f"{name}, under 100 people in a closed loop\n{text.getvalue()}")


if __name__ == "__main__":
    main()
