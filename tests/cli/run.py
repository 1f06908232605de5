"""The command line as its users run it: another process, only with the settings it is given."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.cli.warm import LONGEST, Order, warm

ROOT = Path(__file__).parent.parent.parent
SMALL = ROOT / "tests" / "dialogues" / "content"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


class Shell:
    """A folder of its own with content and a database that does not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        shutil.copytree(SMALL, self.content)
        shutil.copytree(ROOT / "content" / "text", self.content / "text")
        self.settings = {
            "DATABASE_URL": f"sqlite:///{folder / 'test.db'}",
            "CONTENT_DIR": str(self.content),
        }
        self._folder = folder

    def only(self, module: str) -> Shell:
        """The same with this module and no other."""
        for path in (self.content / "modules").iterdir():
            if path.stem != module:
                path.unlink()
        return self

    def environment(self) -> dict[str, str]:
        """Nothing of ours but what the test sets."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **self.settings}

    def run(self, *words: str, lines: tuple[str, ...] = ()) -> Done:
        """Runs a command with these lines as its standard input, in a process that was forked."""
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / name for name in ("in", "out", "err")]
            for path, text in zip(files, (_text(lines), "", ""), strict=True):
                path.write_text(text)
            order = Order(
                words=words,
                environment=self.environment(),
                folder=str(self._folder),
                files=[str(path) for path in files],
            )
            code = warm().run(order)
            return Done(code, files[1].read_text(), files[2].read_text())

    def process(self, *words: str, lines: tuple[str, ...] = ()) -> Done:
        """The same from nothing: the interpreter starts and imports what it needs."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "run_bot.py"), *words],
            input=_text(lines),
            capture_output=True,
            text=True,
            env=self.environment(),
            cwd=self._folder,
            timeout=LONGEST,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)


def _text(lines: tuple[str, ...]) -> str:
    return "".join(line + "\n" for line in lines)
