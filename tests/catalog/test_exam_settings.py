"""The exam of a module: what it takes over from practice, and what is refused."""

from __future__ import annotations

import pytest

from bot.catalog.load import load_files
from bot.quiz.bank import Exam, Quota
from tests.catalog.small_content import MODULE_FILE, Files, findings, places, raw, small

EXAM = """\
exam:
  minutes: 20
  per_day: 3
  cool_down_minutes: 60
  critical: [berat]
"""
QUESTIONS = "  questions: [{topic: medsos, count: 1, kind: nilai}]\n"


def with_exam(text: str = EXAM) -> Files:
    files = small()
    return {**files, MODULE_FILE: files[MODULE_FILE] + text}


def exam_of(files: Files) -> Exam:
    exam = load_files(raw(files)).module("dasar").exam
    assert exam is not None
    return exam


def test_nothing_is_wrong_with_it() -> None:
    assert findings(with_exam()) == []
    assert findings(with_exam(EXAM + QUESTIONS)) == []


def test_a_module_without_an_exam_has_none() -> None:
    assert load_files(raw(small())).module("dasar").exam is None


def test_where_it_says_nothing_it_asks_and_passes_as_practice_does() -> None:
    module = load_files(raw(with_exam())).module("dasar")
    assert module.exam == Exam(20, module.blueprint, module.pass_mark, 3, 60, frozenset({"berat"}))


def test_its_own_questions_and_mark_are_its_own() -> None:
    exam = exam_of(with_exam(EXAM + QUESTIONS + "  pass_mark: 90\n"))
    assert exam.blueprint == (Quota("medsos", 1, "nilai"),)
    assert exam.pass_mark == 90


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("minutes: 20", "minutes: 0", "bad-number", "paling sedikit 1"),
        ("minutes: 20", "minutes: 241", "bad-number", "paling banyak 240"),
        ("per_day: 3", "per_day: 0", "bad-number", "paling sedikit 1"),
        ("per_day: 3\n", "per_day: 3\n  pass_mark: 101\n", "bad-number", "paling banyak 100"),
        ("cool_down_minutes: 60", "cool_down_minutes: -1", "bad-number", "paling sedikit 0"),
        ("  per_day: 3\n", "", "missing-key", "'per_day'"),
        ("minutes: 20", "menit: 20\n  minutes: 20", "unknown-key", "'menit'"),
        ("[berat]", "[beratt]", "unknown-severity", "maksudnya 'berat'"),
        ("topic: medsos", "topic: medos", "unknown-topic", "'medsos'"),
        ("count: 1", "count: 0", "bad-number", "paling sedikit 1"),
        ("count: 1", "count: 9", "small-bank", "kali pengerjaan tanpa mengulang"),
    ],
)
def test_a_mistake_is_told_once_with_what_is_allowed(
    old: str, new: str, code: str, told: str
) -> None:
    text = EXAM + QUESTIONS
    assert text.count(old) == 1
    files = with_exam(text.replace(old, new))
    [place] = places(files)
    assert place.startswith(f"{MODULE_FILE}:")
    assert place.endswith(f": {code}")
    assert told in findings(files)[0]


def test_a_severity_that_has_a_mistake_of_its_own_is_not_unknown() -> None:
    files = with_exam()
    path = "rulebook/severities.yaml"
    files = {**files, path: files[path].replace("rank: 3", "rank: tiga")}
    assert not [place for place in places(files) if place.endswith("unknown-severity")]
