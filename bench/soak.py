"""``make soak``: 200,000 taps of 10,000 people on 1,000 scenarios; memory must stay flat.

Prints the bot's memory along the way, and ends with 1 when it passes the limit or still grows in
the second half.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from bench.contenders import ROOT, SERVER_CORE, Contender
from bench.crowd import Crowd
from bench.lineup import DATABASES, DOORS, ours, postgres
from bench.measure import stage

SCENARIOS = 1_000
LIMIT = 120.0  # MB
GROWTH = 3.0  # MB in the second half: what a database's page cache may still take
_AT_ONCE = 100


def enlarged(folder: Path) -> Path:
    """A copy of the product's content with its bank repeated up to 1,000 scenarios."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    files = {path: _plain(path) for path in _banks(content)}
    there = sum(len(data["scenarios"]) for data in files.values())
    for path, data in files.items():
        extra = []
        for scenario in data["scenarios"]:
            if there < SCENARIOS:
                extra.append({**deepcopy(scenario), "id": scenario["id"][:57] + "-ii"})
                extra[-1].pop("twin", None)
                there += 1
        data["scenarios"] += extra
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"')
        path.write_text(text, "utf-8")
    return content


def _plain(path: Path) -> Any:
    """Every scalar as text, so that ``on:`` stays a word when it is written again."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # texts only


def _banks(content: Path) -> list[Path]:
    return sorted((content / "scenarios").glob("*.yaml"))


async def soak(bot: Contender, taps: int, people: int) -> list[tuple[int, float]]:
    """(taps so far, MB) along the way."""
    os.sched_setaffinity(0, {SERVER_CORE})
    samples: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        content = {"CONTENT_DIR": str(enlarged(Path(folder)))}
        async with stage(bot, content) as (server, running):
            done = 0
            while done < taps:
                # A hundred at a time, each for a few taps, until all have had their turn.
                crowd = Crowd(server, _AT_ONCE, ours=True, seed=done, first=done % people)
                done += await crowd.visit(taps_each=max(1, taps // people))
                samples.append((done, running.usage().memory))
                print(f"\r{done:>8} taps {samples[-1][1]:6.1f} MB", end="", flush=True)
    print()
    return samples


async def _on_a_database(
    door: str, database: str, taps: int, people: int
) -> list[tuple[int, float]]:
    with postgres() as server:
        return await soak(ours(door, database, await server.fresh()), taps, people)


def main() -> None:
    """Runs it and judges."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("--taps", type=int, default=200_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--door", choices=DOORS, default="polling")
    parser.add_argument("--database", choices=DATABASES, default="SQLite")
    wanted = parser.parse_args()
    samples = asyncio.run(_on_a_database(wanted.door, wanted.database, wanted.taps, wanted.people))
    half = samples[len(samples) // 2][1]
    most, last = max(memory for _, memory in samples), samples[-1][1]
    print(f"half-way {half:.1f} MB, at the end {last:.1f} MB, at most {most:.1f} MB")
    if most > LIMIT or last - half > GROWTH:
        sys.exit(f"more than {LIMIT:.0f} MB, or grown by more than {GROWTH:.0f} MB")


if __name__ == "__main__":
    main()
