"""The chat in the terminal, piped in as a newcomer would try it."""

import json
from pathlib import Path

from tests.cli.conversations import REGISTER, whole_conversation
from tests.cli.run import Shell


def test_a_piped_conversation_registers_completes_and_shows_in_the_tally(shell: Shell) -> None:
    assert "Hasil: Modul uji" in whole_conversation(shell)
    tally = json.loads(shell.run("tally", "DEMO", "--json").out)
    assert tally["registered"] == 1
    [module] = tally["modules"]
    assert (module["module"], module["started"], module["completed"]) == ("uji", 1, 1)


def test_the_next_run_greets_the_person_by_name(shell: Shell) -> None:
    whole_conversation(shell)
    again = shell.run("chat", "--user", "7")
    assert "Selamat datang kembali, Ani" in again.out
    assert again.code == 0


def test_somebody_else_is_a_stranger(shell: Shell) -> None:
    whole_conversation(shell)
    other = shell.run("chat", "--user", "8")
    assert "Selamat datang di Netral" in other.out
    assert "Ani" not in other.out


def test_a_conversation_that_is_cut_off_goes_on_where_it_was(shell: Shell) -> None:
    shell.run("chat", "--user", "7", "--name", "Ani", lines=(*REGISTER, "1"))
    again = shell.run("chat", "--user", "7", lines=("1", "kirim", "lanjut"))
    assert "Soal 1/4" in again.out
    assert "Soal 2/4" in again.out


def test_without_a_command_and_a_token_the_chat_opens(shell: Shell) -> None:
    assert "Selamat datang di Netral" in shell.process().out


def test_it_can_be_in_english(shell: Shell) -> None:
    assert "Welcome to Netral" in shell.run("chat", "--lang", "en").out


def test_only_a_database_without_agencies_gets_the_demonstration_agency(
    shell: Shell, tmp_path: Path
) -> None:
    listed = tmp_path / "agencies.csv"
    listed.write_text("agency,agency_name,unit,unit_name,parent\nKOTA,Kota Contoh,,,\n")
    shell.run("agencies", "import", str(listed))
    said = shell.run("chat", lines=("/start KOTA",)).out
    assert said.count("/start CODE") == 1
    assert "Anda membuka tautan dari Kota Contoh" in said
    assert "DEMO" not in shell.run("agencies", "list").out


def test_a_trial_database_keeps_the_demonstration_agency_without_a_word(shell: Shell) -> None:
    assert "/start CODE" not in shell.run("chat").out + shell.run("chat").out
    assert "DEMO" in shell.run("agencies", "list").out


def test_odd_input_does_not_end_it(shell: Shell) -> None:
    odd = ("", "   ", "/", "99", "x" * 10_000, "\u202e\u0000", "/keluar", "never read")
    done = shell.process("chat", "--user", "9", lines=odd)
    assert done.code == 0
    assert "never read" not in done.out
