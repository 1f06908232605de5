"""Certificates on the command line: an auditor needs the public key and nothing else."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import now
from bot.cli.certificate_check import check_codes, codes_of
from bot.errors import CertificateError
from bot.exports.certificate import to_pdf
from bot.quiz.certificate import shown
from bot.seal.keys import SigningKey
from bot.seal.pem import to_pem
from bot.service.certificates.issuing import Issuer
from bot.store.certificates import Issued
from bot.store.store import open_store
from tests.cli.run import Done, Shell
from tests.exports.papers import PAPER
from tests.service.certified import CODE, KEY, SIGNING, YEAR, passed, token
from tests.store.cast import settle

HOUR = 3_600_000  # ms: certificates carry whole seconds, and what a test makes of it comes later


async def _issue(url: str) -> Issued:
    store = await open_store(url)
    await settle(store)
    await store.keys.add(KEY, 1, 1, keep_seed=True)
    done = await passed(store)
    issued = await Issuer(store, KEY, now() - HOUR, token).issue(
        done, SIGNING, now() // 1000 * 1000 + YEAR
    )
    await store.close()
    return issued


@pytest.fixture
def issued(shell: Shell, tmp_path: Path) -> Issued:
    """A valid certificate of Ani; its code in ``code.txt``, the public key in ``public``."""
    made = asyncio.run(_issue(shell.settings["DATABASE_URL"]))
    (tmp_path / "code.txt").write_text(f"{made.code}\n")
    (tmp_path / "public").write_text(to_pem([KEY.public]))
    return made


def offline(shell: Shell, what: str, key: str = "public") -> Done:
    settings = shell.settings
    shell.settings = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"}
    done = shell.run("certificate", "verify", what, "--public-key", key)
    shell.settings = settings
    return done


def test_a_certificate_is_verified_by_the_public_key_alone(shell: Shell, issued: Issued) -> None:
    done = offline(shell, "code.txt")
    assert (done.code, done.err) == (0, "")
    first, *facts = done.out.splitlines()
    assert first == "valid: genuine and valid"
    assert "  name: Ani Lestari, S.Sos." in facts
    assert f"  number: {shown(issued.serial)}" in facts


def test_many_codes_in_a_file_are_a_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "codes.txt"
    file.write_text(f"{CODE}\n{CODE[:-9]}AAAAAAAAA\n{CODE}\n")
    assert check_codes(codes_of(str(file)), {KEY.id: KEY.public}, 0).bad == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == ["valid", "altered", "valid"]


def told(what: str, key: SigningKey = KEY) -> str:
    """The outcome of what is given on the command line, with one public key."""
    [code] = codes_of(what)
    [outcome] = check_codes([code], {key.id: key.public}, 0).counts
    return outcome


def test_each_thing_that_is_not_genuine_has_its_own_answer(tmp_path: Path) -> None:
    noise = tmp_path / "noise.pdf"
    noise.write_bytes(b"%PDF-1.7" + bytes(range(256)))
    assert told(CODE) == told(CODE.lower()) == told(f"\n {CODE[:50]}\n{CODE[50:]} ") == "valid"
    assert told(CODE[:-9] + "AAAAAAAAA") == told(CODE[:100]) == "altered"
    assert told(CODE, SigningKey(b"o" * 32)) == "foreign"
    for what in ("apa saja", str(noise), "ABCD-EFGH-IJKL", str(tmp_path), "x" * 5000):
        assert told(what) == "unreadable"


def test_a_page_that_shows_another_name_is_altered(tmp_path: Path) -> None:
    ours, other = tmp_path / "ours.pdf", tmp_path / "other.pdf"
    ours.write_bytes(to_pdf(PAPER))
    other.write_bytes(to_pdf(replace(PAPER, name="Budi Santoso")))
    assert (told(str(ours)), told(str(other))) == ("valid", "altered")


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(CertificateError, match=r"tiada\.pdf: there is no such file"):
        codes_of("tiada.pdf")


def test_the_operator_lists_reissues_and_revokes(shell: Shell, issued: Issued) -> None:
    old = shown(issued.serial)
    [_, row] = shell.run("certificate", "list", "demo").out.splitlines()
    assert row.split("\t")[:3] == [old, "dasar", "Ani Lestari, S.Sos."]
    done = shell.run("certificate", "reissue", old.lower(), "--name", "Ani Lestary, S.Sos.")
    new = done.out.split()[-1]
    assert shell.run("certificate", "revoke", new, "--reason", "salah terbit").code == 0
    done = shell.run("certificate", "verify", new)
    assert (done.code, done.out.startswith("revoked: ")) == (1, True)
    assert "salah terbit" in done.out.splitlines()[0]
    states = [
        row.split("\t")[-1] for row in shell.run("certificate", "list", "DEMO").out.split("\n")
    ]
    assert states[1:3] == ["replaced", "revoked"]


def test_what_is_not_there_is_told_in_a_line(shell: Shell) -> None:
    done = shell.run("certificate", "revoke", "ABCD-EFGH-IJKL", "--reason", "x")
    assert (done.code, done.out) == (2, "")
    assert done.err == "certificate: there is no certificate ABCD-EFGH-IJKL\n"
