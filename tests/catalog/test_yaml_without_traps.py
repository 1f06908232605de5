from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.strict_yaml import Document, read


def told(document: Document) -> list[str]:
    return [f"{finding.line}: {finding.code}" for finding in document.findings]


TRAPS = (
    "no yes on off y n No YES On OFF true False TRUE null Null NULL ~ 010 0o7 0x1F 0b1 08 1_000"
    " 1:30 12:30:45 190:20:30.15 1.0 1.10 .5 -.5 1e3 1.5e-3 .inf -.INF .nan = << +010"
)


@pytest.mark.parametrize("trap", TRAPS.split())
def test_a_value_that_yaml_reads_as_something_else_must_be_quoted(trap: str) -> None:
    bare = read("x.yaml", f"a: x\nb: {trap}\n".encode())
    assert told(bare) == ["2: unquoted"]
    assert f"'{trap}'" in bare.findings[0].message
    for mark in ("'", '"'):
        quoted = read("x.yaml", f"b: {mark}{trap}{mark}\n".encode())
        assert (quoted.data, told(quoted)) == ({"b": trap}, [])


@pytest.mark.parametrize("trap", ["no", "1:30", "010", "~", "<<"])
def test_a_trap_is_found_in_keys_and_in_lists_too(trap: str) -> None:
    assert told(read("x.yaml", f"a: x\n{trap}: b\n".encode())) == ["2: unquoted"]
    assert told(read("x.yaml", f"a:\n  - x\n  - {trap}\n".encode())) == ["3: unquoted"]
    assert told(read("x.yaml", f"a: [x, {trap}]\n".encode())) == ["1: unquoted"]


@pytest.mark.parametrize(
    "plain",
    ["2024-02-14", "0", "7", "-7", "100", "2.10.3", "uu-7-2017", "nol", "none", "1a", "Pasal 5"],
)
def test_what_is_text_or_a_plain_number_needs_no_quotation_marks(plain: str) -> None:
    document = read("x.yaml", f"a: {plain}\n".encode())
    assert (document.data, told(document)) == ({"a": plain}, [])


def test_the_key_on_is_our_own() -> None:
    document = read("x.yaml", b"on: 2024-01-01\n")
    assert (document.data, told(document)) == ({"on": "2024-01-01"}, [])


@pytest.mark.parametrize("empty", ["a:\n", "a: # nothing\n", "a: []\nb:\n", "- x\n-\n", "[a, b: ]"])
def test_an_empty_value_is_told(empty: str) -> None:
    assert [finding.code for finding in read("x.yaml", empty.encode()).findings] == ["empty-value"]


def test_every_key_that_stands_again_is_told_with_the_first_line() -> None:
    document = read("x.yaml", b"a: 1\nb: {c: x, c: y}\na: 2\na: 3\n")
    assert told(document) == ["2: duplicate-key", "3: duplicate-key", "4: duplicate-key"]
    assert "baris 1" in document.findings[1].message
    assert document.data == {"a": "1", "b": {"c": "x"}}


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: &x {k: v}\nb: *x\n"])
def test_an_alias_is_told_and_not_followed(text: str) -> None:
    assert told(read("x.yaml", text.encode())) == ["2: yaml"]


def test_an_alias_of_itself_or_a_bomb_of_aliases_ends() -> None:
    assert told(read("x.yaml", b"&x [*x]")) == ["1: yaml"]
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60)
    )
    assert len(read("x.yaml", bomb.encode()).findings) == 118


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b"a: x\n\tb: y\n", "2: yaml"),
        (b"a:\n\t- b\n", "2: yaml"),
        (b"a: b: c\n", "1: yaml"),
        (b"a: [x\nb: y\n", "2: yaml"),
        (b'a: "x\n', "2: yaml"),
        (b"a: x\n  b: y\n", "2: yaml"),
        (b"a: *gone\n", "1: yaml"),
        (b"a: x\n---\nb: y\n", "2: yaml"),
        (b"a: x\nb: \x07\n", "2: yaml"),
        (b"a: x\nb: caf\xe9\n", "2: encoding"),
        ("a: x\n".encode("utf-16"), "1: encoding"),
        (b"", "1: empty-file"),
        (b"# only a remark\n", "1: empty-file"),
        (b"\0\0\0", "1: yaml"),
        (b"PK\x03\x04\x14\0\xff\xfe", "1: encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_line(raw: bytes, where: str) -> None:
    document = read("x.yaml", raw)
    assert (told(document), document.readable) == ([where], False)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read("x.yaml", b"\xef\xbb\xbfa: b\n").data == {"a": "b"}


@pytest.mark.parametrize("depth", [50, 900, 5_000, 20_000, 300_000])
@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ("{a: ", "}")], ids=["lists", "pairs"])
def test_deep_nesting_is_told_and_crashes_nothing(depth: int, open_: str, close: str) -> None:
    document = read("x.yaml", (open_ * depth + "x" + close * depth).encode())
    assert told(document) == ["1: yaml"]


def test_deep_nesting_by_indentation_is_told_too() -> None:
    text = "".join(" " * i + f"k{i}:\n" for i in range(500)) + " " * 500 + "x"
    assert [finding.code for finding in read("x.yaml", text.encode()).findings] == ["yaml"]
    assert told(read("x.yaml", b"- " * 30_000 + b"x")) == ["1: yaml"]


def test_tags_build_no_objects() -> None:
    document = read("x.yaml", b"a: !!python/object/apply:os.system [echo]\nb: !!int x\n")
    assert document.data == {"a": ["echo"], "b": "x"}


def test_every_place_has_its_line() -> None:
    document = read("x.yaml", b"a:\n  - b: x\n    c: [p,\n        q]\n  - d\n")
    places = {("a",): 1, ("a", 0): 2, ("a", 0, "b"): 2, ("a", 0, "c", 1): 4, ("a", 1): 5}
    assert {place: document.line(place) for place in places} == places


def test_a_place_that_is_not_there_is_told_at_what_is_around_it() -> None:
    document = read("x.yaml", b"a:\n  b:\n    c: x\n")
    assert document.line(("a", "b", "gone", "c")) == 2
    assert document.line(("a", "b", 0, "c")) == 3


def test_of_a_place_that_is_spoilt_nothing_else_is_told() -> None:
    document = read("x.yaml", b"a: no\n")
    assert document.finding(("a",), "other", "more") == document.findings[0]


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=80)
    | st.text(alphabet="ab:-[]{}&*!|>'\"%@`,#?~ \n\t", max_size=60).map(str.encode)
)
def test_whatever_the_file_holds_reading_it_never_fails(raw: bytes) -> None:
    document = read("x.yaml", raw)
    assert document.readable or document.findings
    assert all(1 <= finding.line <= raw.count(b"\n") + 2 for finding in document.findings)
