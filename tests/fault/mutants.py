"""``python -m tests.fault.mutants``: can the auditor fail? Breaks the bot and expects findings.

Each way of breaking it is made in a copy of the program and run under a smaller crowd. One that
nobody notices ends the command with 1, and so does one whose text is no longer in the program.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.cli.run import ROOT
from tests.fault.broken import MUTANTS, Mutant

_PARTS = ("bot", "content", "tests")
_RUN = ("--minutes", "0.5", "--kills", "8", "--learners", "25")


def survives(mutant: Mutant, seed: int) -> tuple[str, bool]:
    """What became of it in one line, and whether nobody noticed."""
    with tempfile.TemporaryDirectory(prefix="netral-mutant-") as name:
        folder = Path(name)
        for part in _PARTS:
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copy(ROOT / "run_bot.py", folder)
        for edit in mutant.edits:
            path = folder / edit.path
            text = path.read_text(encoding="utf-8")
            if edit.old not in text:
                return f"{mutant.name}: {edit.path} has changed, tell it anew", True
            path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
        where = ("--door", mutant.door, "--database", mutant.database, "--seed", str(seed))
        done = subprocess.run(
            [sys.executable, "-m", "tests.fault", *_RUN, *where],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    found = [line for line in done.stderr.splitlines() if line.startswith(f"{mutant.door}/")]
    told = f"{len(found)} findings, as: {found[0][:150]}" if found else done.stderr[-500:]
    return f"{mutant.name}: {told}", not found


def main() -> None:
    """All of them, or those whose name has a word."""
    parser = argparse.ArgumentParser(prog="python -m tests.fault.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("word", nargs="?", default="")
    options = parser.parse_args()
    wanted = [mutant for mutant in MUTANTS if options.word in mutant.name]
    with ThreadPoolExecutor(options.jobs) as pool:
        ends = pool.map(lambda mutant: survives(mutant, options.seed), wanted)
        alive = 0
        for line, unnoticed in ends:
            alive += unnoticed
            sys.stdout.write(f"{'NOT NOTICED: ' if unnoticed else ''}{line}\n")
            sys.stdout.flush()
    if alive:
        sys.exit(f"{alive} were not noticed")


if __name__ == "__main__":
    main()
