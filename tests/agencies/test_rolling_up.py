"""A unit is shown with all below it, however deep, whatever was merged or closed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.agency import Unit
from bot.agencies.rollup import Line, Rollup, Sums
from bot.agencies.tally import Count

DINAS = Unit("DEMO", "DINAS", "Dinas")
BIDANG = Unit("DEMO", "BIDANG", "Bidang", parent="DINAS")
SEKSI = Unit("DEMO", "SEKSI", "Seksi", parent="BIDANG")
BADAN = Unit("DEMO", "BADAN", "Badan")
UNITS = (DINAS, BIDANG, SEKSI, BADAN)


def counts(**registered: int) -> list[Count]:
    return [Count(code, "", number, 0, 0, 0) for code, number in registered.items()]


def test_a_unit_has_what_all_below_it_have() -> None:
    taken = [Count("SEKSI", "dasar", 0, 4, 3, 2), Count("BIDANG", "dasar", 0, 1, 1, 0)]
    rollup = Rollup(UNITS, [*counts(DINAS=1, SEKSI=5), *taken], "dasar")
    assert rollup.whole("DINAS") == Sums(6, 5, 4, 2)
    assert rollup.whole("DINAS").in_progress == 1
    assert rollup.whole(None) == Sums(6, 5, 4, 2)
    assert rollup.lines(None) == [Line(BADAN, Sums()), Line(DINAS, Sums(6, 5, 4, 2), parts=True)]


def test_who_is_in_the_unit_itself_comes_last() -> None:
    rollup = Rollup(UNITS, [*counts(DINAS=2, BIDANG=1), Count(None, "", 7, 0, 0, 0)], "dasar")
    assert rollup.lines("DINAS") == [Line(BIDANG, Sums(1), parts=True), Line(None, Sums(2))]
    assert rollup.lines(None)[-1] == Line(None, Sums(7))


def test_another_module_does_not_count() -> None:
    rollup = Rollup(UNITS, [Count("SEKSI", "asn", 0, 4, 3, 2)], "dasar")
    assert rollup.whole("DINAS") == Sums()


def test_a_merged_unit_counts_where_it_went_and_a_closed_one_is_listed_while_it_counts() -> None:
    merged = Unit("DEMO", "LAMA", "Lama", parent="DINAS", closed_at=1, merged_into="DINAS")
    closed = Unit("DEMO", "TUTUP", "Tutup", parent="DINAS", closed_at=1)
    empty = Unit("DEMO", "KOSONG", "Kosong", parent="DINAS", closed_at=1)
    taken = [Count("LAMA", "dasar", 0, 1, 1, 1), Count("TUTUP", "dasar", 0, 2, 0, 0)]
    rollup = Rollup((DINAS, merged, closed, empty), taken, "dasar")
    assert rollup.lines("DINAS") == [Line(closed, Sums(0, 2)), Line(None, Sums(0, 1, 1, 1))]


def test_units_that_go_round_in_a_circle_end() -> None:
    one, two = Unit("DEMO", "A", "A", parent="B"), Unit("DEMO", "B", "B", parent="A")
    assert Rollup((one, two), counts(A=1, B=2), "dasar").whole("A") == Sums(3)


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=8).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes), st.tuples(*(st.integers(-1, n - 1) for n in range(len(sizes))))
        )
    )
)
def test_the_parts_of_everything_add_up(tree: tuple[list[int], tuple[int, ...]]) -> None:
    sizes, parents = tree
    units = [
        Unit("DEMO", f"U{n}", f"Unit {n}", parent=f"U{parent}" if parent >= 0 else None)
        for n, parent in enumerate(parents)
    ]
    rollup = Rollup(units, [Count(f"U{n}", "", s, 0, 0, 0) for n, s in enumerate(sizes)], "")
    assert rollup.whole(None).registered == sum(sizes)
    for unit in (None, *(unit.code for unit in units)):
        assert sum((line.sums for line in rollup.lines(unit)), Sums()) == rollup.whole(unit)
