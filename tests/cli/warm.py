"""A process that has imported the command line and forks for each command: a start without imports.

Importing costs 0.4 s of CPU a command, running one 0.05. Each command still has a process of its
own, with its own environment, folder, input and output, and ends as it would. What differs is only
that nothing is imported anew: :meth:`tests.cli.run.Shell.process` is for tests of just that.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).parent.parent.parent
LONGEST = 60  # seconds


class Order(TypedDict):
    """What the process is asked for: a command, and the three files that it reads and writes."""

    words: Sequence[str]
    environment: Mapping[str, str]
    folder: str
    files: Sequence[str]


class Warm:
    """The process, seen from the tests."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # As a script, not a module: usage lines name the program by how it was started.
        command = [sys.executable, "-P", __file__]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, order: Order) -> int:
        """The exit code of a command; a signal that ended it is negative."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> None:
        """Without more orders it ends."""
        self._process.communicate()


@cache
def warm() -> Warm:
    """The one of this test process, started when it is first asked for."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    started = Warm({**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"})
    atexit.register(started.end)
    return started


def _obey(order: Order) -> None:
    """In the new process: become what ``run_bot.py`` would be."""
    signal.alarm(LONGEST)
    for number, (path, mode) in enumerate(zip(order["files"], _MODES, strict=True)):
        opened = os.open(path, mode)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["run_bot.py", *order["words"]]
    main()


_MODES = (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)


def _serve() -> None:
    gc.freeze()  # what is there already is never collected, so its pages stay shared
    with os.fdopen(os.dup(0), "rb") as orders, os.fdopen(os.dup(1), "wb", buffering=0) as codes:
        while line := orders.readline():
            if os.fork() == 0:
                break
            _, status = os.wait()
            codes.write(b"%d\n" % os.waitstatus_to_exitcode(status))
    if line:  # in the new process, without the pipes
        _obey(json.loads(line))


if __name__ == "__main__":
    from bot.cli.main import main

    _serve()
