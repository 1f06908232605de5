"""The README keeps what it says: settings, commands, and the files it points to."""

import re
from pathlib import Path

from tests.cli.run import ROOT, Shell

README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(mark: str) -> str:
    return README.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0].strip()


def test_the_settings_are_those_of_the_table(tmp_path: Path) -> None:
    assert between("settings") == Shell(tmp_path).run("settings").out.strip()


def test_every_command_is_told(tmp_path: Path) -> None:
    out = Shell(tmp_path).run("--help").out
    commands = re.findall(r"^[│|] ([a-z]+)  ", out, re.MULTILINE)
    assert len(commands) > 5
    for command in commands:
        assert f"`{command}" in README, command


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_no_setting_is_read_anywhere_else() -> None:
    for path in (ROOT / "bot").rglob("*.py"):
        if path.name not in ("settings.py", "context.py"):
            assert "os.environ" not in path.read_text(encoding="utf-8"), path


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
