"""A file is there whole or not at all, and only its owner can read it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import BackupError
from bot.store.whole_file import whole_file


def write_half(path: Path, *, force: bool = False) -> None:
    with whole_file(path, force=force) as part:
        part.with_name(part.name + "-journal").write_bytes(b"beside it")
        part.write_bytes(b"half")
        raise ZeroDivisionError


def write_while_another_writes(path: Path) -> None:
    with whole_file(path) as part:
        part.write_bytes(b"new")
        path.write_bytes(b"another's")


def test_it_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    with whole_file(path) as part:
        part.write_bytes(b"whole")
        assert not path.exists()
        assert part.name.startswith(".")
        assert part.name.endswith(".part")
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_half(tmp_path / "kept")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_half(path, force=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_not_overwritten_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    with pytest.raises(BackupError, match="--force"), whole_file(path):
        raise AssertionError("unreachable")
    with whole_file(path, force=True) as part:
        part.write_bytes(b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    with pytest.raises(BackupError, match="kept"):
        write_while_another_writes(path)
    assert path.read_bytes() == b"another's"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_that_leads_nowhere_counts_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "kept").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BackupError, match="--force"), whole_file(tmp_path / "kept"):
        raise AssertionError("unreachable")


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_its_owner_can_read_it(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with whole_file(tmp_path / "kept") as part:
            assert part.stat().st_mode & 0o777 == 0o600
            part.write_bytes(b"whole")
    finally:
        os.umask(before)
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o600


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="folder"), whole_file(tmp_path, force=True):
        raise AssertionError("unreachable")


def test_a_folder_that_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(BackupError) as caught, whole_file(tmp_path / "file" / "kept"):
        raise AssertionError("unreachable")
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="No such file"), whole_file(tmp_path / "no" / "kept"):
        raise AssertionError("unreachable")
