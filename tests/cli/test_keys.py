"""Keys on the command line; the private one is never shown, and not loaded without need."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest

from bot.seal.keys import SigningKey
from tests.cli.run import ROOT, Shell

SEED = bytes(range(32))


def stored(tmp_path: Path) -> list[tuple[str, bytes | None]]:
    with closing(sqlite3.connect(tmp_path / "test.db")) as connection:
        return connection.execute("SELECT id, seed FROM keys ORDER BY number").fetchall()


def test_the_first_chat_makes_a_key(shell: Shell, tmp_path: Path) -> None:
    shell.run("chat")
    [(key, seed)] = stored(tmp_path)
    assert seed is not None
    done = shell.run("keys", "list")
    assert f"{key}\t" in done.out
    assert "signs, in the database" in done.out
    shell.run("chat")
    assert stored(tmp_path) == [(key, seed)]


def test_a_rotation_keeps_the_old_public_key(shell: Shell, tmp_path: Path) -> None:
    shell.run("chat")
    assert shell.run("keys", "rotate").code == 0
    (old, gone), (new, seed) = stored(tmp_path)
    assert gone is None
    assert seed is not None
    rows = shell.run("keys", "list").out.splitlines()[1:]
    assert [row.split("\t")[0] for row in rows] == [old, new]
    assert [row.split("\t")[2] for row in rows] == ["retired", "signs, in the database"]
    public = shell.run("keys", "export-public").out
    assert public.index(old) < public.index(new)
    assert public.count("-----BEGIN PUBLIC KEY-----") == 2


@pytest.mark.parametrize("way", ["SIGNING_KEY", "SIGNING_KEY_FILE"])
def test_a_key_from_the_settings_is_not_stored(shell: Shell, tmp_path: Path, way: str) -> None:
    text = b64encode(SEED).decode()
    (tmp_path / "secret").write_text(text + "\n")
    shell.settings[way] = text if way == "SIGNING_KEY" else str(tmp_path / "secret")
    done = shell.run("keys", "list")
    assert SigningKey(SEED).id in done.out
    assert "signs, in SIGNING_KEY" in done.out
    assert stored(tmp_path) == [(SigningKey(SEED).id, None)]
    refused = shell.run("keys", "rotate")
    assert (refused.code, text in refused.err) == (2, False)
    assert "SIGNING_KEY is set" in refused.err


@pytest.mark.parametrize("value", ["short", "A" * 43, b64encode(bytes(31)).decode(), "é"])
def test_a_wrong_key_stops_the_start_and_is_not_repeated(shell: Shell, value: str) -> None:
    shell.settings["SIGNING_KEY"] = value
    done = shell.run("chat")
    assert done.code == 2
    [line] = done.err.splitlines()
    assert line.startswith("settings: SIGNING_KEY: write 32 random bytes")
    assert value not in line


def test_no_start_but_the_first_loads_the_library_of_signatures(shell: Shell) -> None:
    code = (
        "import sys; sys.argv[0] = 'run_bot.py'; from bot.cli.main import app;"
        "app(standalone_mode=False); assert 'cryptography' not in sys.modules"
    )
    shell.run("chat")
    shell.settings["SIGNING_KEY"] = b64encode(SEED).decode()
    for words in (["chat"], ["ledger", "verify"], ["tally"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=ROOT,
            env=shell.environment(),
            input=b"",
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
