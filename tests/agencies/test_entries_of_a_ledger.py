"""An entry can be written down and hashed by anybody, in one way only."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.checkpoint import Checkpoint, read_checkpoint
from bot.agencies.ledger import (
    EMPTY,
    GENESIS,
    Completion,
    Draft,
    Json,
    canonical,
    digest,
    draft,
    from_line,
    seal,
    to_line,
)
from bot.errors import LedgerError
from tests.agencies.chains import AGENCY, AT, chain, checkpoint

ENTRY = chain(3)[1]
POINT = Checkpoint("DEMO", 7, "ab" * 32, AT, "ABCDEFGHIJ234", b"\x01" * 64)
simple = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
values = st.recursive(simple, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


def test_the_hash_is_that_of_eight_lines_as_the_documentation_says() -> None:
    text = (
        "netral/ledger/1\nDEMO\n2\ncompletion\n1727784002000\nt2\n"
        '{"begun":1,"content":"c0ffee","finished":2,"items":10,"kind":"latihan",'
        '"module":"uji","passed":true,"score":80}\n' + ENTRY.previous + "\n"
    )
    assert ENTRY.hash == sha256(text.encode()).hexdigest()


def test_this_hash_never_changes() -> None:
    [entry] = seal(AGENCY, EMPTY, [Draft("completion", "t1", '{"score":80}')], AT)
    assert entry.previous == GENESIS
    # Computed with: printf 'netral/ledger/1\n…\n' | sha256sum
    assert entry.hash == "02065fb61ef876c06c2f992f488a6cda68b151ea4a8aa702096511cf9d2c109f"


def test_entries_continue_each_other() -> None:
    drafts = [draft("pledge", f"t{n}", {}) for n in range(3)]
    entries = seal(AGENCY, EMPTY, drafts, AT)
    assert [one.number for one in entries] == [1, 2, 3]
    assert [one.previous for one in entries] == [GENESIS, entries[0].hash, entries[1].hash]


def test_a_completion_says_what_but_not_who() -> None:
    done = Completion("t1", "dasar", "ujian", "c0ffee", 10, 20, 85, True, 10).draft()
    assert (done.kind, done.subject) == ("completion", "t1")
    assert json.loads(done.body) == {
        "module": "dasar",
        "kind": "ujian",
        "content": "c0ffee",
        "begun": 10,
        "finished": 20,
        "score": 85,
        "passed": True,
        "items": 10,
    }


@given(values)
def test_canonical_json_is_ascii_on_one_line_and_comes_back(value: Json) -> None:
    text = canonical(value)
    assert text.isascii()
    assert "\n" not in text
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"b": 1, "a": {"d": 2, "c": 3}}) == '{"a":{"c":3,"d":2},"b":1}'


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, -(2**53), b"x", {1: 2}, [{"a": 0.1}]])
def test_what_others_would_read_otherwise_is_refused(value: Json) -> None:
    with pytest.raises(LedgerError):
        canonical(value)


@pytest.mark.parametrize("subject", ["", "Siti Aminah", "a\nb", "é", "x" * 65])
def test_a_subject_is_an_id(subject: str) -> None:
    with pytest.raises(LedgerError, match="subject"):
        draft("pledge", subject, {})


def test_the_kinds_are_a_closed_list() -> None:
    with pytest.raises(LedgerError, match=r"gossip.*completion"):
        draft("gossip", "t1", {})  # type: ignore[arg-type]


def test_a_line_break_in_a_field_cannot_be_sealed() -> None:
    with pytest.raises(LedgerError):
        seal(AGENCY, EMPTY, [Draft("pledge", "t1", "{}\nx")], AT)
    with pytest.raises(LedgerError):
        digest(ENTRY._replace(subject="é"))


@given(st.builds(lambda n: chain(n)[-1], st.integers(1, 6)))
def test_a_line_of_an_export_comes_back(entry: object) -> None:
    assert entry == from_line(to_line(entry))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "[]",
        "{}",
        "[" * 10_000,
        to_line(ENTRY) + " ",
        to_line(ENTRY).replace(",", ", "),
        to_line(ENTRY).replace('"number":2', '"number":"2"'),
        to_line(ENTRY).replace('"number":2', '"number":2.0'),
        to_line(ENTRY).replace('"number":2', '"number":true'),
        to_line(ENTRY).replace('"number":2', '"number":1,"number":2'),
        to_line(ENTRY).replace('"subject":"t2"', '"subject":null'),
        to_line(ENTRY).replace('"subject":"t2"', '"subject":"t2","name":"x"'),
    ],
)
def test_a_line_written_otherwise_is_refused(line: str) -> None:
    with pytest.raises(LedgerError):
        from_line(line)


def test_what_an_entry_held_before_it_was_tampered_with_is_exported_as_it_is() -> None:
    odd = ENTRY._replace(body='not\njson "at" all é')
    assert from_line(to_line(odd)) == odd
    assert "\n" not in to_line(odd)


def test_a_checkpoint_is_a_line_of_json_and_comes_back() -> None:
    line = POINT.line()
    assert json.loads(line)["type"] == "netral/checkpoint/1"
    assert "\n" not in line
    assert read_checkpoint(line) == POINT
    assert read_checkpoint(f" {line}\r\n") == POINT


def test_what_is_signed_of_a_checkpoint_is_five_lines() -> None:
    assert POINT.message.decode() == f"DEMO\n7\n{'ab' * 32}\n{AT}\nABCDEFGHIJ234\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"number":7', '"number":0'),
        ('"number":7', '"number":"7"'),
        ('"number":7', '"number":true'),
        ('"number":7', '"number":8,"number":7'),
        ('"agency":"DEMO"', '"agency":"DEMO\\nX"'),
        ('"agency":"DEMO"', '"agency":7'),
        ('"key":"ABCDEFGHIJ234"', '"key":"abc"'),
        ("abab", "zzzz"),
        ("AQEB", "A!EB"),
        ("checkpoint/1", "checkpoint/2"),
        ("{", "["),
        (",", ", "),
    ],
)
def test_a_line_that_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    assert old in POINT.line()
    with pytest.raises(LedgerError):
        read_checkpoint(POINT.line().replace(old, new, 1))


def test_a_checkpoint_at_another_entry_is_another_message() -> None:
    entries = chain(4)
    assert len({checkpoint(entries, number).message for number in (1, 2, 3, 4)}) == 4
