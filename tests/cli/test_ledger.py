"""An auditor checks a ledger on the command line, with the database and without it."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import subprocess
from base64 import b64decode
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.agencies.checkpoint import Checkpoint
from bot.agencies.ledger import from_line, to_line
from bot.seal.keys import SigningKey
from bot.service.ledger.entering import signed
from bot.store.store import open_store
from tests.agencies.chains import resealed
from tests.cli.run import Done, Shell
from tests.service.sealed import finished
from tests.store.cast import settle


@pytest.fixture
def ledger(shell: Shell, kept: Path, tmp_path: Path) -> Shell:
    """Five entries of DEMO and two of LAIN; a checkpoint of DEMO, an export and the public key."""
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    return shell


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that, made by the commands once for all."""
    folder = tmp_path_factory.mktemp("kept")
    shell = Shell(folder)
    asyncio.run(people(shell, 5, 2))
    for words in (
        ("ledger", "checkpoint", "demo", "--out", "point"),
        ("ledger", "checkpoint", "lain", "--out", "other-point"),
        ("ledger", "export", "demo", "chain"),
        ("keys", "export-public", "--out", "public"),
    ):
        done = shell.run(*words)
        assert done.code == 0, done
    return folder


async def people(shell: Shell, demo: int, lain: int, first: int = 0) -> None:
    store = await open_store(shell.settings["DATABASE_URL"])
    if not first:
        await settle(store)
    await finished(store, demo, first=first)
    await finished(store, lain, "LAIN", first=first)
    await store.close()


def tamper(tmp_path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(tmp_path / "test.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def lines(done: Done) -> list[str]:
    return done.out.splitlines()


def offline(shell: Shell, *more: str) -> Done:
    shell.settings = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"}
    return shell.run("ledger", "verify", "--file", "chain", "--public-key", "public", *more)


def test_a_whole_ledger_has_no_fault(ledger: Shell) -> None:
    done = ledger.run("ledger", "verify", "--checkpoint", "point", "--checkpoint", "other-point")
    assert done.code == 0, done
    assert [line.partition(", the last")[0] for line in lines(done)] == [
        "DEMO: 5 entries",
        "LAIN: 2 entries",
        "no fault",
    ]


def test_an_auditor_needs_only_the_files(ledger: Shell) -> None:
    done = offline(ledger, "--checkpoint", "point")
    assert (done.code, done.err) == (0, "")
    assert lines(done)[-1] == "no fault"


def test_an_auditor_can_count_the_hash_without_us(ledger: Shell, tmp_path: Path) -> None:
    [*_, last] = (tmp_path / "chain").read_text().splitlines()
    entry = json.loads(last)
    names = ("agency", "number", "kind", "at", "subject", "body", "previous")
    text = "".join(f"{line}\n" for line in ("netral/ledger/1", *(entry[name] for name in names)))
    assert sha256(text.encode()).hexdigest() == entry["hash"]
    assert json.loads((tmp_path / "point").read_text())["hash"] == entry["hash"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
def test_an_auditor_can_check_a_signature_with_openssl(ledger: Shell, tmp_path: Path) -> None:
    point = json.loads((tmp_path / "point").read_text())
    names = ("agency", "number", "hash", "at", "key")
    text = "".join(f"{line}\n" for line in (point["type"], *(point[name] for name in names)))
    (tmp_path / "message").write_text(text)
    (tmp_path / "signature").write_bytes(b64decode(point["signature"]))
    command = "openssl pkeyutl -verify -rawin -pubin -inkey public -in message -sigfile signature"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE ledger SET body = '{}' WHERE number = 3", "entry 3: altered: "),
        ("DELETE FROM ledger WHERE number = 3", "entry 3: missing: "),
        ("DELETE FROM ledger WHERE number = 5", "entry 5: truncated: "),
        ("DELETE FROM ledger", "entry 5: truncated: the chain ends at 0"),
    ],
)
def test_what_was_done_to_the_database_is_told_in_one_line(
    ledger: Shell, tmp_path: Path, statement: str, fault: str
) -> None:
    tamper(tmp_path, statement)
    done = ledger.run("ledger", "verify", "demo", "--checkpoint", "point")
    assert (done.code, done.err) == (1, "1 faults\n")
    [line, last] = lines(done)
    assert line.startswith(f"DEMO: {fault}")
    assert last.startswith("DEMO: ")


def test_a_ledger_that_was_made_anew_does_not_continue_the_checkpoint(
    ledger: Shell, tmp_path: Path
) -> None:
    tamper(tmp_path, "DELETE FROM ledger", "UPDATE attempts SET sealed = 0, score = 100")
    ledger.run("ledger", "checkpoint", "demo", "--out", "new-point")
    assert ledger.run("ledger", "verify").code == 0
    done = ledger.run("ledger", "verify", "--checkpoint", "point", "--checkpoint", "new-point")
    assert done.code == 1
    assert "DEMO: entry 5: diverged: " in done.out
    assert "of the entries 1 to 5 at least one was replaced" in done.out


def test_a_ledger_that_went_on_continues_its_checkpoint(ledger: Shell) -> None:
    asyncio.run(people(ledger, 2, 0, first=5))
    ledger.run("ledger", "checkpoint", "demo", "--out", "later")
    done = ledger.run("ledger", "verify", "--checkpoint", "later", "--checkpoint", "point")
    assert (done.code, lines(done)[0].split(",")[0]) == (0, "DEMO: 7 entries")


def test_what_was_done_to_an_export_is_told(ledger: Shell, tmp_path: Path) -> None:
    whole = (tmp_path / "chain").read_text().splitlines()
    swapped = [*whole[:2], whole[3], whole[2], whole[4]]
    (tmp_path / "chain").write_text("\n".join(swapped) + "\n")
    done = offline(ledger, "--checkpoint", "point")
    assert done.code == 1
    assert lines(done)[0].startswith("DEMO: entry 4: moved: ")
    (tmp_path / "chain").write_text("\n".join([whole[0], "{}", *whole[2:]]) + "\n")
    done = offline(ledger)
    assert done.code == 1
    assert "unreadable: line 2: " in done.out
    assert "DEMO: entry 2: missing: " in done.out


def test_a_forged_export_that_hangs_together_meets_its_checkpoint(
    ledger: Shell, tmp_path: Path
) -> None:
    whole = [from_line(line) for line in (tmp_path / "chain").read_text().splitlines()]
    whole[4] = resealed(whole[4]._replace(body='{"score":100}'))
    (tmp_path / "chain").write_text("".join(f"{to_line(entry)}\n" for entry in whole))
    assert offline(ledger).code == 0
    done = offline(ledger, "--checkpoint", "point")
    assert done.code == 1
    assert "DEMO: entry 5: diverged: " in done.out


def test_a_forged_checkpoint_is_told_and_proves_nothing(ledger: Shell, tmp_path: Path) -> None:
    point = (tmp_path / "point").read_text()
    (tmp_path / "forged").write_text(point.replace('"number":5', '"number":4'))
    done = ledger.run("ledger", "verify", "demo", "--checkpoint", "forged")
    assert done.code == 1
    assert lines(done)[0].startswith("DEMO: checkpoint at entry 4: forged: ")
    assert lines(done)[1].startswith("DEMO: 5 entries")


def test_a_checkpoint_of_another_key_is_told(ledger: Shell, tmp_path: Path) -> None:
    key = SigningKey(b"x" * 32)
    [*_, last] = (tmp_path / "chain").read_text().splitlines()
    made = signed(Checkpoint("DEMO", 5, from_line(last).hash, 5000, ""), key)
    (tmp_path / "forged").write_text(made.line())
    for done in (
        ledger.run("ledger", "verify", "--checkpoint", "forged"),
        offline(ledger, "--checkpoint", "forged"),
    ):
        assert done.code == 1
        assert f"the key {key.id} is not among the public keys" in done.out


def test_a_checkpoint_stays_good_after_a_rotation(ledger: Shell) -> None:
    assert ledger.run("keys", "rotate").code == 0
    assert ledger.run("ledger", "verify", "--checkpoint", "point").code == 0
    ledger.run("ledger", "checkpoint", "demo", "--out", "later")
    done = offline(ledger, "--checkpoint", "later")
    assert done.code == 1  # the auditor still has the old public key only
    assert "is not among the public keys" in done.out


def test_a_checkpoint_of_another_agency_is_told(ledger: Shell) -> None:
    done = ledger.run("ledger", "verify", "demo", "--checkpoint", "other-point")
    assert done.code == 1
    assert "LAIN: checkpoint at entry 2: foreign: this ledger is of DEMO" in done.out
    assert offline(ledger, "--checkpoint", "other-point").code == 1


def test_the_last_entries_are_shown(ledger: Shell) -> None:
    heading, *rows = lines(ledger.run("ledger", "show", "demo", "--last", "2"))
    assert heading.startswith("number\tentered\tkind")
    assert [row.split("\t")[0] for row in rows] == ["4", "5"]
    assert '"score":100' in rows[0]


def test_no_file_is_overwritten_unless_that_is_said(ledger: Shell, tmp_path: Path) -> None:
    before = (tmp_path / "chain").read_text()
    assert ledger.run("ledger", "export", "lain", "chain").code == 2
    assert (tmp_path / "chain").read_text() == before
    assert ledger.run("ledger", "export", "lain", "chain", "--force").code == 0
    assert (tmp_path / "chain").read_text() != before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("checkpoint", "tiada"), "no agency TIADA"),
        (("show", "tiada"), "no agency TIADA"),
        (("export", "tiada", "x"), "no agency TIADA"),
        (("verify", "tiada"), "no agency TIADA"),
        (("verify", "--checkpoint", "nowhere"), "nowhere: No such file"),
        (("verify", "--checkpoint", "public"), "public: this is not a checkpoint"),
        (("verify", "--public-key", "point"), "point: there is no public key"),
        (("verify", "--file", "nowhere"), "nowhere: No such file"),
        (("verify", "--file", "public"), "Give the agency's code"),
        (("verify", "--file", "chain", "--checkpoint", "point"), "needs --public-key"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    ledger: Shell, words: tuple[str, ...], told: str
) -> None:
    done = ledger.run("ledger", *words)
    assert done.code == 2
    [line] = done.err.splitlines()
    assert told in line


def test_the_chat_enters_what_was_completed(shell: Shell) -> None:
    taps = [word for _ in range(12) for word in ("1", "4")]
    shell.run("chat", lines=("/start DEMO", "1", "1", "1", "1", "/kuis", *taps))
    done = shell.run("ledger", "show", "demo")
    assert {row.split("\t")[2] for row in lines(done)[1:]} == {"completion"}
    assert shell.run("verify").code == 0
