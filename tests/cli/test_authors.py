"""``check``, ``judge`` and ``diff``, as an author runs them."""

import json
import shutil
from pathlib import Path

from tests.cli.run import Shell

LIKE = ("pelaku=pns", "tindakan=suka", "objek=calon")


def test_check_says_what_was_proved(shell: Shell) -> None:
    done = shell.process("check")
    assert done.code == 0
    assert done.out.startswith("OK: 6 aturan terbukti atas 12 keadaan")


def test_check_gives_one_line_for_each_finding_and_ends_with_1(shell: Shell) -> None:
    rules = shell.content / "rulebook" / "rules" / "uji.yaml"
    rules.write_text(rules.read_text().replace("aturan-uji", "hilang", 1))
    done = shell.process("check")
    assert done.code == 1
    [line] = done.out.strip().splitlines()
    assert line.startswith(f"{rules}:7: unknown-source: ")


def test_judge_tells_the_verdict_the_article_and_what_would_change_it(shell: Shell) -> None:
    out = shell.run("judge", *LIKE, "--on", "2024-10-01").out
    assert "Dilarang: Menyukai unggahan calon" in out
    assert "Pasal 2, Aturan Uji" in out
    assert "Pihak: Bakal calon" in out
    assert "Menurut aturan suka-calon yang berlaku pada 1 Okt 2024" in out


def test_judge_lists_the_missing_facts(shell: Shell) -> None:
    out = shell.run("judge", "tindakan=suka").out
    assert "Belum pasti" in out
    assert "Menyangkut siapa? (objek)" in out
    found = json.loads(shell.run("judge", "tindakan=suka", "--json").out)
    assert found["verdict"] is None
    assert "objek" in found["needs"]


def test_judge_for_machines(shell: Shell) -> None:
    found = json.loads(shell.run("judge", *LIKE, "--json").out)
    assert (found["verdict"], found["severity"], found["rule"]) == (
        "dilarang",
        "disiplin_berat",
        "suka-calon",
    )
    assert any(miss["then"]["verdict"] == "boleh" for miss in found["near_misses"])


def test_judge_refuses_an_unknown_fact_or_value_and_lists_the_known(shell: Shell) -> None:
    fact = shell.run("judge", "warna=merah")
    assert fact.code == 2
    assert "tindakan" in fact.err
    value = shell.run("judge", "objek=tetangga")
    assert value.code == 2
    assert "bakal_calon" in value.err
    assert shell.run("judge", "objek").code == 2
    assert shell.run("judge", "objek=calon", "--on", "besok").code == 2


def test_diff_lists_what_a_changed_rule_moves(shell: Shell, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(shell.content, old)
    assert "tidak ada yang berubah" in shell.run("diff", str(old)).out
    rules = shell.content / "rulebook" / "rules" / "uji.yaml"
    rules.write_text(rules.read_text().replace("severity: disiplin_berat", "severity: etik"))
    out = shell.run("diff", str(old)).out
    assert "aturan suka-calon: dilarang (disiplin_berat) -> dilarang (etik)" in out
    assert "skenario akibat-1: dilarang (disiplin_berat) -> dilarang (etik)" in out
