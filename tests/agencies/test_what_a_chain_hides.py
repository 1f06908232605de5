"""Whatever single thing is done to a chain is found and named by its entry."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.chain import faults_of
from bot.agencies.checkpoint import Checkpoint
from bot.agencies.ledger import EMPTY, GENESIS, Entry, Head, seal
from tests.agencies.chains import (
    AGENCY,
    AT,
    chain,
    checkpoint,
    completion,
    found,
    head,
    lengths,
    places,
    resealed,
    told,
)

ANOTHER: dict[str, Any] = {
    "agency": "LAIN",
    "number": 77,
    "kind": "pledge",
    "at": AT + 1,
    "subject": "t77",
    "body": '{"score":100}',
    "previous": "f" * 64,
    "hash": "f" * 64,
}


@given(lengths, st.lists(st.integers(1, 12), max_size=3))
def test_an_untouched_chain_has_no_fault_and_continues_its_checkpoints(
    length: int, numbers: list[int]
) -> None:
    entries = chain(length)
    assert list(faults_of(AGENCY, entries)) == []
    assert told(entries, *(checkpoint(entries, n) for n in numbers if n <= length)) == []


def test_no_chain_at_all_has_no_fault() -> None:
    assert told([]) == []


@pytest.mark.parametrize("field", ANOTHER)
@given(places())
def test_an_altered_field_is_named(field: str, at: tuple[int, int]) -> None:
    length, number = at
    entries = chain(length)
    entries[number - 1] = entries[number - 1]._replace(**{field: ANOTHER[field]})
    assert told(entries) == [("altered", number)]


@given(places(), st.data())
def test_any_text_in_any_field_is_named(at: tuple[int, int], data: st.DataObject) -> None:
    length, number = at
    entries = chain(length)
    before = entries[number - 1]
    field = data.draw(st.sampled_from(Entry._fields))
    kind: st.SearchStrategy[Any] = (
        st.integers() if isinstance(getattr(before, field), int) else st.text(max_size=4)
    )
    value = data.draw(kind.filter(lambda new: new != getattr(before, field)))
    entries[number - 1] = before._replace(**{field: value})
    assert told(entries) == [("altered", number)]


@given(places())
def test_a_line_break_that_moves_from_one_field_to_the_next_is_named(at: tuple[int, int]) -> None:
    length, number = at
    entries = chain(length)
    before = entries[number - 1]
    # The text that is hashed would be the same.
    merged = before._replace(subject=f"{before.subject}\n{before.body}", body="")
    entries[number - 1] = merged
    assert told(entries) == [("altered", number)]


@given(places(least=2))
def test_an_entry_that_was_altered_and_sealed_anew_breaks_the_link(at: tuple[int, int]) -> None:
    length, number = at
    entries = chain(length)
    whole = checkpoint(entries, length)
    entries[number - 1] = resealed(entries[number - 1]._replace(body='{"score":100}'))
    if number < length:
        assert told(entries, whole) == [("unlinked", number + 1)]
        assert f"this entry {number};" in found(entries)[0].words
    else:
        assert told(entries) == []
        assert told(entries, whole) == [("diverged", number)]


@given(places(least=2), st.integers(1, 12))
def test_a_chain_sealed_anew_from_some_entry_on_diverges_from_a_checkpoint(
    at: tuple[int, int], kept: int
) -> None:
    length, number = at
    entries = chain(length)
    forged = entries[: number - 1]
    forged += seal(AGENCY, head(forged), [completion(90 + n) for n in range(length)], AT)
    assert told(forged) == []
    before = [checkpoint(entries, number - 1)] if number > 1 else []
    after = checkpoint(entries, min(max(number, kept), length))
    [fault] = found(forged, after, *before)
    assert (fault.kind, fault.number) == ("diverged", after.number)
    assert f"of the entries {number} to {after.number} at" in fault.words


@given(places(least=2))
def test_a_removed_entry_is_named(at: tuple[int, int]) -> None:
    length, number = at
    entries = chain(length)
    whole = checkpoint(entries, length)
    left = entries[: number - 1] + entries[number:]
    if number < length:
        assert told(left, whole) == [("missing", number)]
    else:
        assert told(left, whole) == [("truncated", number)]


@given(st.integers(1, 5), st.integers(2, 6), st.integers(1, 4))
def test_a_removed_stretch_is_one_fault(before: int, gone: int, after: int) -> None:
    entries = chain(before + gone + after)
    [fault] = found(entries[:before] + entries[before + gone :])
    assert (fault.kind, fault.number) == ("missing", before + 1)
    assert f"{before + 1} to {before + gone}" in fault.words


@given(places(least=2))
def test_a_chain_cut_before_a_checkpoint_is_truncated(at: tuple[int, int]) -> None:
    length, number = at
    entries = chain(length)
    assert told(entries[: number - 1], checkpoint(entries, length)) == [("truncated", length)]


@given(places(least=2), st.data())
def test_two_that_changed_places_are_named(at: tuple[int, int], data: st.DataObject) -> None:
    length, one = at
    other = data.draw(st.integers(1, length).filter(lambda n: n != one))
    entries = chain(length)
    entries[one - 1], entries[other - 1] = entries[other - 1], entries[one - 1]
    faults = told(entries)
    assert {kind for kind, _ in faults} == {"moved"}
    assert {one, other} & {number for _, number in faults}
    if abs(one - other) != 2:  # of "3, 2, 1" nobody can say that the 2 stayed
        assert {number for _, number in faults} <= {one, other}


@given(places(least=2), st.data())
def test_two_that_changed_their_contents_are_named(
    at: tuple[int, int], data: st.DataObject
) -> None:
    length, one = at
    other = data.draw(st.integers(1, length).filter(lambda n: n != one))
    entries = chain(length)
    first, second = entries[one - 1], entries[other - 1]
    entries[one - 1] = second._replace(number=one)
    entries[other - 1] = first._replace(number=other)
    assert {("altered", one), ("altered", other)} <= set(told(entries))


@given(places(least=2), st.integers(1, 12))
def test_one_that_stands_elsewhere_is_named(at: tuple[int, int], to: int) -> None:
    length, number = at
    entries = chain(length)
    moved = entries.pop(number - 1)
    entries.insert(min(to, length) - 1, moved)
    if min(to, length) != number:
        faults = told(entries)
        assert faults
        assert {kind for kind, _ in faults} == {"moved"}
        assert ("moved", number) in faults or abs(min(to, length) - number) == 1


@given(places())
def test_one_that_stands_twice_is_named(at: tuple[int, int]) -> None:
    length, number = at
    entries = chain(length)
    entries.insert(number - 1, entries[number - 1])
    assert told(entries) == [("doubled", number)]


@given(places(least=2))
def test_a_fork_is_named(at: tuple[int, int]) -> None:
    """Two entries were sealed upon the same one; either may stand first."""
    length, number = at
    entries = chain(length)
    [other] = seal(AGENCY, head(entries[: number - 1]), [completion(99)], AT + number * 1000)
    for place in (number - 1, number):
        forked = [*entries[:place], other, *entries[place:]]
        assert told(forked) == [("doubled", number)]


@given(places(), st.integers(-3, 20), st.booleans())
def test_a_forged_entry_between_others_is_found(
    at: tuple[int, int], number: int, linked: bool
) -> None:
    length, place = at
    entries = chain(length)
    previous = head(entries[: place - 1]).hash if linked else "e" * 64
    made = Entry(AGENCY, number, "pledge", AT, "t99", "{}", previous, "")
    faults = found([*entries[: place - 1], resealed(made), *entries[place - 1 :]])
    assert faults
    assert {one.number for one in faults} <= {number, place, place + 1}
    if not linked and number != place:
        assert number in {one.number for one in faults}


@given(places())
def test_a_wrong_number_is_named(at: tuple[int, int]) -> None:
    _, number = at
    entries = chain(number - 1)
    last = Head(number + 6, head(entries).hash)
    [wrong] = seal(AGENCY, last, [completion(1)], AT + 10**6)
    assert told([*entries, wrong]) == [("misnumbered", number)]


@given(places())
def test_another_agencys_entry_is_named(at: tuple[int, int]) -> None:
    length, number = at
    entries, others = chain(length), chain(length, "LAIN")
    entries[number - 1] = others[number - 1]
    assert ("foreign", number) in told(entries)
    assert {("foreign", n) for n in range(1, length + 1)} <= set(told(others))


def test_a_checkpoint_of_an_entry_that_is_gone_is_not_met() -> None:
    entries = chain(5)
    left = entries[:2] + entries[3:]
    assert told(left, checkpoint(entries, 3)) == [("diverged", 3), ("missing", 3)]


def test_a_clock_that_was_set_back_is_a_warning_only() -> None:
    entries = chain(2)
    entries += seal(AGENCY, head(entries), [completion(3)], AT)
    [fault] = faults_of(AGENCY, entries)
    assert (fault.kind, fault.number, fault.warning) == ("backwards", 3, True)
    assert "2000 ms before" in fault.words


@given(st.permutations(range(1, 8)))
def test_any_order_but_the_right_one_is_found(order: list[int]) -> None:
    entries = chain(7)
    shuffled = [entries[number - 1] for number in order]
    kinds = {kind for kind, _ in told(shuffled)}
    assert kinds <= {"moved"}
    assert bool(kinds) == (order != sorted(order))


@given(st.lists(st.integers(0, 7), max_size=9))
def test_a_chain_without_faults_is_the_whole_chain(picked: list[int]) -> None:
    """Of all that can be laid out with some entries, only an unbroken begin passes."""
    entries = chain(8)
    laid = [entries[index] for index in picked]
    assert (told(laid) == []) == (picked == list(range(len(picked))))


def test_memory_does_not_grow_with_the_chain() -> None:
    def entries() -> Iterator[Entry]:
        last = EMPTY
        for number in range(30_000):
            [entry] = seal(AGENCY, last, [completion(number)], AT)
            last = Head(entry.number, entry.hash)
            yield entry

    tracemalloc.start()
    try:
        assert sum(1 for _ in faults_of(AGENCY, entries())) == 0
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000  # the entries themselves would be twenty times that


def test_memory_does_not_grow_with_the_faults() -> None:
    def every_other() -> Iterator[Entry]:
        for number in range(1, 30_000, 2):
            yield resealed(Entry(AGENCY, number, "pledge", AT, "t", "{}", GENESIS, ""))

    tracemalloc.start()
    try:
        count = sum(1 for _ in faults_of(AGENCY, every_other(), [Checkpoint("", 9, "", 1, "")]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count > 10_000
    assert peak < 1_000_000
