"""The plan of an import: what makes a roster say what a new list says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.roster import Entry, Line, Plan, plan

ANI = Entry("DEMO", "a", "1001", "Ani", "UMUM", person=7)


def line(of: Entry, **changed: str | None) -> Line:
    return replace(Line(of.entry, of.last_four, of.name, of.unit), **changed)  # type: ignore[arg-type]


def test_an_unknown_entry_is_new() -> None:
    assert plan([], [line(ANI)]) == Plan((line(ANI),), (), (), 0)


def test_the_same_line_changes_nothing() -> None:
    done = plan([ANI], [line(ANI)])
    assert done.empty
    assert done.same == 1


def test_another_name_or_unit_is_a_change() -> None:
    for other in (line(ANI, name="Ani B"), line(ANI, unit=None)):
        assert plan([ANI], [other]).changed == (other,)


def test_whom_the_list_lacks_is_missing_once() -> None:
    assert plan([ANI], []).missing == (ANI,)
    assert plan([replace(ANI, ended_at=5, ended_reason="missing")], []).empty


def test_who_comes_back_is_a_change() -> None:
    ended = replace(ANI, ended_at=5, ended_reason="missing")
    assert plan([ended], [line(ANI)]).changed == (line(ANI),)


LINES = st.dictionaries(
    st.sampled_from("abcdefgh"), st.tuples(st.sampled_from("XY"), st.none() | st.just("UMUM"))
).map(lambda found: [Line(entry, "0001", name, unit) for entry, (name, unit) in found.items()])


def carried_out(entries: list[Entry], done: Plan) -> list[Entry]:
    """What a store does with a plan."""
    by_entry = {entry.entry: entry for entry in entries}
    for new in done.new:
        assert new.entry not in by_entry
    for one in (*done.new, *done.changed):
        by_entry[one.entry] = Entry("DEMO", one.entry, one.last_four, one.name, one.unit)
    for gone in done.missing:
        by_entry[gone.entry] = replace(gone, ended_at=9, ended_reason="missing")
    return list(by_entry.values())


@given(LINES, LINES)
def test_after_any_two_lists_the_roster_says_what_the_second_says(
    first: list[Line], second: list[Line]
) -> None:
    entries = carried_out([], plan([], first))
    entries = carried_out(entries, plan(entries, second))
    listed = {(e.entry, e.name, e.unit) for e in entries if e.ended_at is None}
    assert listed == {(one.entry, one.name, one.unit) for one in second}
    assert plan(entries, second).empty
    assert {e.entry for e in entries} == {one.entry for one in (*first, *second)}
