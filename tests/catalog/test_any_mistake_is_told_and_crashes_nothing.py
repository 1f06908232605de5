from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.checks import check_files
from tests.catalog.small_content import raw, small

PATHS = sorted(small())
CODES = re.compile(r"[a-z-]+")
WORDS = st.sampled_from(
    [
        "",
        "x",
        "no",
        "7",
        "[]",
        "{}",
        "[a, b]",
        "{a: b}",
        "{id: a}",
        "calon",
        "2024-01-01",
        '"',
        "\n",
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(PATHS), st.data())
def test_a_value_replaced_by_anything(path: str, data: st.DataObject) -> None:
    """The check ends, each finding has a known kind and a line of its file."""
    text = small()[path]
    spots = [m.span() for m in re.finditer(r"(?<=: )[^\s,{}\[\]]+|\{[^{}]*\}|\w+(?=:)", text)]
    begin, end = data.draw(st.sampled_from(spots))
    files = {**small(), path: text[:begin] + data.draw(WORDS) + text[end:]}
    _, findings = check_files(raw(files))
    for finding in findings:
        assert CODES.fullmatch(finding.code)
        assert finding.code != "invalid"  # a kind of error that nobody put into words
        assert 1 <= finding.line <= files.get(finding.path, "").count("\n") + 2


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PATHS), st.data())
def test_a_piece_cut_out_anywhere(path: str, data: st.DataObject) -> None:
    text = small()[path]
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 60)))
    check_files(raw({**small(), path: text[:begin] + text[end:]}))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATHS), st.binary(max_size=60))
def test_a_file_of_rubbish(path: str, rubbish: bytes) -> None:
    _, findings = check_files({**raw(small()), path: rubbish})
    assert any(finding.path == path for finding in findings)
