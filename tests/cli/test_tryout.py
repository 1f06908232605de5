"""An author tries a module or a topic, and nothing is recorded."""

import json

from tests.cli.run import Shell


def test_a_module_opens_at_its_first_question(shell: Shell) -> None:
    assert "Soal 1/4" in shell.run("chat", "--module", "uji").out


def test_a_topic_opens_with_its_questions_in_english(shell: Shell) -> None:
    done = shell.run("chat", "--module", "menilai", "--lang", "en", lines=("1",))
    assert "Question 1/3" in done.out
    assert "Why?" in done.out


def test_what_does_not_exist_is_refused_with_what_there_is(shell: Shell) -> None:
    done = shell.run("chat", "--module", "takada")
    assert done.code == 2
    assert "menilai" in done.err


def test_nothing_is_recorded(shell: Shell) -> None:
    shell.run("chat", "--module", "uji", lines=("1", "1"))
    assert json.loads(shell.run("tally", "--json").out) == []
