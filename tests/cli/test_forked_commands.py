"""Tests may fork a command instead of starting it: that makes no difference to what it does."""

import pytest

from tests.cli.run import Shell


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (("check", "--help"), ()),
        (("poll",), ()),
        (("nonsense", "é"), ()),
        (("chat", "--user", "7"), ("", "/keluar", "never read")),
    ],
)
def test_it_says_and_ends_as_if_it_was_started(
    shell: Shell, words: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    assert shell.run(*words, lines=lines) == shell.process(*words, lines=lines)


def test_it_leaves_nothing_to_the_next(shell: Shell) -> None:
    shell.settings["LOG_LEVEL"] = "loud"
    assert shell.run("chat").code == 2
    del shell.settings["LOG_LEVEL"]
    assert shell.run("chat").code == 0
