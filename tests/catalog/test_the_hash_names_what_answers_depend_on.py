from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.files import content_hash, edition, pack, unpack
from bot.catalog.load import load_files
from tests.catalog.small_content import CALENDAR_FILE, CASES_FILE, RULES_FILE, raw, small

SMALL = raw(small())
NOT_DECIDING = ["text/id.yaml", "text/en.yaml", CASES_FILE, CALENDAR_FILE]
DECIDING = sorted(SMALL.keys() - NOT_DECIDING)


@pytest.mark.parametrize("path", DECIDING)
def test_another_rule_scenario_module_or_policy_is_another_hash(path: str) -> None:
    changed = {**SMALL, path: SMALL[path] + b"# changed\n"}
    assert content_hash(changed) != content_hash(SMALL)


@pytest.mark.parametrize("path", NOT_DECIDING)
def test_other_words_cases_or_days_are_the_same_hash(path: str) -> None:
    changed = {**SMALL, path: SMALL[path] + b"# changed\n"}
    assert content_hash(changed) == content_hash(SMALL)


@pytest.mark.parametrize("path", sorted(SMALL))
def test_any_other_byte_is_another_edition_which_begins_with_the_hash(path: str) -> None:
    changed = {**SMALL, path: SMALL[path] + b"# changed\n"}
    assert edition(changed) != edition(SMALL)
    assert edition(changed).startswith(content_hash(changed) + "-")
    assert edition(dict(reversed(SMALL.items()))) == edition(SMALL)


def test_a_file_under_another_name_or_left_out_is_another_hash() -> None:
    rules = SMALL[RULES_FILE]
    without = {path: text for path, text in SMALL.items() if path != RULES_FILE}
    hashes = {content_hash(SMALL), content_hash(without)}
    assert len(hashes | {content_hash({**without, "rulebook/rules/lain.yaml": rules})}) == 3


def test_the_order_of_the_files_does_not_matter() -> None:
    assert content_hash(dict(reversed(SMALL.items()))) == content_hash(SMALL)


def test_the_catalog_knows_its_hash_and_its_files() -> None:
    catalog = load_files(SMALL)
    assert (catalog.hash, catalog.files) == (content_hash(SMALL), SMALL)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=60).map(str.encode), max_size=5))
def test_what_is_packed_comes_back_byte_by_byte(files: dict[str, bytes]) -> None:
    assert unpack(pack(files)) == files


def test_a_byte_order_mark_and_line_ends_come_back_too() -> None:
    files = {"policy.yaml": b"\xef\xbb\xbfas_of: x\r\n"}
    assert content_hash(unpack(pack(files))) == content_hash(files)


def test_equal_files_are_packed_into_equal_bytes() -> None:
    assert pack(dict(reversed(SMALL.items()))) == pack(SMALL)
