from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog.checks import check_folder
from bot.catalog.files import read_files
from bot.catalog.load import load
from bot.errors import ContentError
from tests.catalog.small_content import RULES_FILE, Files, raw, small


def written(folder: Path, files: Files) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    return [f"{f.path}:{f.line}: {f.code}" for f in check_folder(folder)[1]]


def test_every_file_is_read_under_its_path_below_the_folder(tmp_path: Path) -> None:
    assert read_files(written(tmp_path, small())) == raw(small())
    assert told(tmp_path) == []
    assert set(load(tmp_path).modules) == {"dasar"}


def test_what_editors_leave_behind_is_not_content(tmp_path: Path) -> None:
    left = {"rulebook/._facts.yaml": "x", ".git/a.yaml": "x", "rulebook/facts.yaml~": "x"}
    written(tmp_path, {**small(), **left, "README.md": "x"})
    assert told(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone' tidak ada; periksa CONTENT_DIR"):
        load(tmp_path / "gone")
    assert told(tmp_path / "gone") == [".:1: no-content"]


def test_an_empty_folder_lacks_every_file(tmp_path: Path) -> None:
    found = told(tmp_path)
    assert {place.split(": ")[1] for place in found} == {"missing-file"}
    assert len(found) == 9


def test_a_file_that_is_too_large_hides_no_other_finding(tmp_path: Path) -> None:
    written(tmp_path, {**small(), RULES_FILE: "#" * (5 << 20), "text/en.yaml": "a: no\n"})
    found = told(tmp_path)
    assert f"{RULES_FILE}:1: too-large" in found
    assert "text/en.yaml:1: unquoted" in found


def test_a_folder_with_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    written(tmp_path, small())
    (tmp_path / "cases" / "folder.yaml").mkdir()
    assert told(tmp_path) == ["cases/folder.yaml:1: unreadable"]


def test_content_with_an_error_is_not_loaded_and_every_finding_is_carried(tmp_path: Path) -> None:
    written(tmp_path, {**small(), "policy.yaml": "", "text/en.yaml": "a: no\n"})
    with pytest.raises(ContentError) as error:
        load(tmp_path)
    codes = {finding.code for finding in error.value.findings}
    assert codes == {"empty-file", "unquoted", "missing-translation"}
