"""A wrong setting ends the start with one clear line, no traceback."""

import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import TABLE, Settings
from tests.cli.run import Done, Shell


def refused(done: Done, *words: str) -> None:
    assert done.code == 2, done
    [line] = done.err.strip().splitlines()
    for word in words:
        assert word in line
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("BOT_TOKEN", "not a token", "@BotFather"),
        ("BOT_API_URL", "ftp://x", "https://"),
        ("DATABASE_URL", "mysql://x", "sqlite:///"),
        ("ADMIN_IDS", "12,ab", "ids"),
        ("LOG_LEVEL", "loud", "DEBUG"),
        ("BOT_TOKEN_FILE", "/does/not/exist", "cannot be read"),
    ],
)
def test_the_line_names_the_setting_and_what_to_write(
    shell: Shell, name: str, value: str, word: str
) -> None:
    shell.settings[name] = value
    refused(shell.run("poll"), name.removesuffix("_FILE"), word)


def test_every_row_of_the_table_has_a_field_and_every_field_a_row() -> None:
    rows = {setting.name.lower() for setting in TABLE}
    assert rows == {field.name for field in fields(Settings)}


def test_a_secret_is_not_repeated(shell: Shell) -> None:
    shell.settings["BOT_TOKEN"] = "secret word"
    assert "secret word" not in shell.run("poll").err


def test_polling_without_a_token_says_where_to_get_one(shell: Shell) -> None:
    refused(shell.process("poll"), "BOT_TOKEN", "@BotFather")


def test_a_folder_that_cannot_be_written(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    shell.settings["DATABASE_URL"] = f"sqlite:///{tmp_path / 'file' / 'x.db'}"
    refused(shell.run("chat"), "store")


def test_a_newer_database(shell: Shell, tmp_path: Path) -> None:
    shell.run("chat")
    with sqlite3.connect(tmp_path / "test.db") as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(migrations)")]
        assert columns[0] in ("number", "version")
        newer = f"UPDATE migrations SET {columns[0]} = 9999 WHERE {columns[0]} = 1"
        database.execute(newer)
    database.close()
    refused(shell.run("chat"), "newer")


def test_content_that_is_not_there(shell: Shell) -> None:
    shell.settings["CONTENT_DIR"] = "nowhere"
    done = shell.process("chat")
    assert done.code == 1
    assert "no-content" in done.err
    assert "Traceback" not in done.err


def test_settings_come_from_a_dotenv_file_and_the_environment_comes_first(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=loud\n")
    refused(shell.run("chat"), "LOG_LEVEL")
    shell.settings["LOG_LEVEL"] = "INFO"
    assert shell.run("chat").code == 0


def test_a_secret_can_come_from_a_file(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("rubbish\n")
    shell.settings["BOT_TOKEN_FILE"] = str(tmp_path / "token")
    refused(shell.run("poll"), "BOT_TOKEN", "@BotFather")
