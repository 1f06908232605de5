"""The real content, as far as it is written: it can be read, and nothing in it contradicts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.catalog.checks import provinces
from bot.catalog.files import read_files
from bot.catalog.gather import Content, gather
from bot.rulebook.judge import judge
from bot.rulebook.rulebook import Decided

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def content() -> Content:
    return gather(read_files(CONTENT))


def test_every_file_can_be_read_and_fits(content: Content) -> None:
    assert [str(finding) for finding in content.parts.findings] == []
    assert content.catalog is not None


def test_every_worked_case_is_decided_as_the_lawyer_said(content: Content) -> None:
    assert content.catalog is not None
    for case in content.catalog.cases:
        found = judge(content.catalog.book, case.facts, case.on)
        assert isinstance(found, Decided), case.name
        assert (found.verdict, found.severity) == (case.verdict, case.severity), case.name


def test_every_question_has_a_right_answer_and_not_all_are_right(content: Content) -> None:
    assert content.catalog is not None
    for question in content.catalog.bank.questions.values():
        assert 0 < len(question.right) < len(question.choices), question.id


def test_all_provinces_are_listed_in_their_zones(content: Content) -> None:
    assert content.catalog is not None
    zones = Counter(province.zone for province in content.catalog.provinces)
    assert zones == {"WIB": 18, "WITA": 12, "WIT": 8}
    assert list(provinces.check(content)) == []
