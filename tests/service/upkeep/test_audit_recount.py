"""The recount by hand: each person once in each group, whatever they did how often."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.recount import REGISTERED, Recount, Taken
from bot.agencies.tally import Count, ModuleCount
from bot.store import tallies

units = st.sampled_from(["UMUM", "KEU", None])
takes = st.builds(
    Taken,
    st.sampled_from(["DEMO", "LAIN"]),
    units,
    st.sampled_from(["dasar", "asn"]),
    st.booleans(),
    st.booleans(),
)


def of(*everybody: list[Taken]) -> Recount:
    recount = Recount()
    for everything in everybody:
        recount.person(everything)
    return recount


def test_a_person_counts_once_however_many_attempts() -> None:
    recount = of(
        [Taken("DEMO", "UMUM", "dasar", True, passed=passed) for passed in (False, True, False)]
    )
    assert recount.of_agency("DEMO") == [Count("UMUM", "dasar", 0, 1, 1, 1)]
    assert recount.total("DEMO") == (0, 1, 1, 1)


def test_who_changed_units_counts_in_both_but_once_in_the_agency() -> None:
    recount = of(
        [Taken("DEMO", "UMUM", "dasar", True, False), Taken("DEMO", None, "dasar", True, True)]
    )
    assert recount.of_agency("DEMO") == [
        Count(None, "dasar", 0, 1, 1, 1),
        Count("UMUM", "dasar", 0, 1, 1, 0),
    ]
    assert recount.modules_of("DEMO") == [ModuleCount("dasar", 1, 1, 1)]


def test_starting_completing_and_passing_are_three_things() -> None:
    recount = of(
        [Taken("DEMO", None, "dasar", False, False)],
        [Taken("DEMO", None, "dasar", True, False)],
        [Taken("DEMO", None, "dasar", True, True)],
    )
    assert recount.modules_of("DEMO") == [ModuleCount("dasar", 3, 2, 1)]


def test_the_registered_are_counted_where_they_are_now() -> None:
    recount = of([Taken("DEMO", "UMUM", "dasar", True, True)])
    recount.register("DEMO", "KEU")
    recount.register("DEMO", "KEU")
    recount.register("LAIN", None)
    assert recount.of_agency("DEMO") == [
        Count("KEU", REGISTERED, 2, 0, 0, 0),
        Count("UMUM", "dasar", 0, 1, 1, 1),
    ]
    assert recount.total("DEMO") == (2, 1, 1, 1)
    assert recount.total("LAIN") == (1, 0, 0, 0)


def test_an_agency_of_which_nothing_is_known_has_no_counts() -> None:
    assert Recount().of_agency("TIADA") == []
    assert Recount().modules_of("TIADA") == []
    assert Recount().total("TIADA") == (0, 0, 0, 0)


def test_registration_is_named_as_in_the_stores_tally() -> None:
    assert REGISTERED == tallies.REGISTERED


@given(st.lists(st.lists(takes, min_size=1, max_size=5), max_size=6))
def test_no_group_counts_more_people_than_there_are(everybody: list[list[Taken]]) -> None:
    recount = of(*everybody)
    for agency in ("DEMO", "LAIN"):
        people = sum(any(one.agency == agency for one in mine) for mine in everybody)
        _, started, completed, passed = recount.total(agency)
        assert started == people
        assert max(completed, passed) <= started
        for count in recount.of_agency(agency):
            assert 1 <= count.started <= people
        by_module = {count.module: count for count in recount.modules_of(agency)}
        for count in recount.of_agency(agency):
            assert count.started <= by_module[count.module].started


@given(st.lists(st.lists(takes, min_size=1, max_size=5), max_size=6), st.randoms())
def test_the_order_of_people_and_attempts_does_not_matter(
    everybody: list[list[Taken]], dice: object
) -> None:
    mixed = [list(mine) for mine in everybody]
    for part in (*mixed, mixed):
        dice.shuffle(part)  # type: ignore[attr-defined]
    for agency in ("DEMO", "LAIN"):
        assert of(*everybody).of_agency(agency) == of(*mixed).of_agency(agency)
        assert of(*everybody).modules_of(agency) == of(*mixed).modules_of(agency)
