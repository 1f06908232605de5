"""The guides name commands, options, settings, numbers and buttons that are there."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.channels.web import metrics
from bot.cli.main import app
from bot.service.routes import COMMANDS
from bot.settings import TABLE
from tests.cli.run import ROOT

OFFICERS, OPERATORS = ROOT / "docs/panduan-petugas.md", ROOT / "docs/operations.md"
PAGES = {"healthz", "readyz", "metrics", "telegram", "revoke"}
"""Of the web, and of @BotFather."""
CLIENTS = {"PGPASSWORD", "PGPASSFILE"}
"""Of PostgreSQL."""

both = pytest.mark.parametrize("guide", [OFFICERS, OPERATORS], ids=["officers", "operators"])


def code(guide: Path) -> str:
    """What stands in code, a piece a line."""
    text = guide.read_text(encoding="utf-8")
    return "\n".join(
        re.findall(r"```sh\n(.*?)```", text, re.DOTALL) + re.findall(r"`([^`\n]+)`", text)
    )


@both
def test_commands_of_the_chat_are_there(guide: Path) -> None:
    named = set(re.findall(r"^/([a-z]+)", code(guide), re.MULTILINE))
    assert named - PAGES <= set(COMMANDS)
    assert named & set(COMMANDS)


def command(words: list[str]) -> tuple[Any, list[str]]:
    """The command that the words begin with, and the words after it."""
    found: Any = typer.main.get_command(app)
    while commands := getattr(found, "commands", None):
        assert words, f"{found.name} needs one of its commands"
        assert words[0] in commands, words
        found, words = commands[words[0]], words[1:]
    return found, words


def test_commands_of_the_command_line_are_there_with_their_options() -> None:
    lines = re.findall(r"run_bot\.py ([^\n]+)", code(OPERATORS))
    assert len(lines) > 20
    for line in lines:
        found, words = command(line.split())
        known = {name for parameter in found.params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


@both
def test_settings_are_there(guide: Path) -> None:
    named = {name.removesuffix("_FILE") for name in re.findall(r"\b[A-Z]+_[A-Z_]+\b", code(guide))}
    written = set(re.findall(r"^([A-Z]+)=", code(guide), re.MULTILINE))
    assert named | written <= {setting.name for setting in TABLE} | {"OLD_CONTENT_DIR"} | CLIENTS


def test_numbers_to_alarm_on_are_told() -> None:
    modules = Path(metrics.__file__).parent.glob("*metrics.py")
    told = "".join(path.read_text(encoding="utf-8") for path in modules)
    for name in re.findall(r"netral_([a-z_]+)", code(OPERATORS)):
        short = name.removesuffix("_total")
        assert f'"{short}"' in told or f'"netral_{short}"' in told, name


def test_buttons_of_the_chat_are_called_as_they_are() -> None:
    texts = (ROOT / "content/text/id.yaml").read_text(encoding="utf-8")
    for name in re.findall(r"\*\*([^*\n]{4,40})\*\*", OFFICERS.read_text(encoding="utf-8")):
        if name[0].isupper() and not name.endswith((".", "?")) and name not in NO_BUTTONS:
            assert name in texts, name


NO_BUTTONS = {"Petugas", "Pengamat", "Agar orang terhubung dengan namanya", "Sertifikat", "Teks"}


@both
def test_links_lead_to_files(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", guide.read_text(encoding="utf-8")):
        assert (guide.parent / target).exists(), target
