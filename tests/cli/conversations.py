"""A conversation that is piped into the chat."""

from __future__ import annotations

from tests.cli.run import Shell

REGISTER = ("1", "1", "1", "instansi contoh", "1", "1")

# Whatever is drawn: the first choice, or nothing marked and sent; then on.
ANSWER_ALL = ("1", "lihat hasil", "kirim", "lihat hasil") * 6


def whole_conversation(shell: Shell) -> str:
    lines = (*REGISTER, "1", *ANSWER_ALL)
    return shell.run("chat", "--user", "7", "--name", "Ani", lines=lines).out
