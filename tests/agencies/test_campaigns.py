"""Where somebody stands in a campaign follows from what they did and when, at any moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.campaign import Campaign, Reach, Record, Status, Terms
from bot.agencies.days import begins, clock_of, ends
from bot.quiz.validity import valid_until

WIB = clock_of("WIB")
DAY = 86_400_000
START, DUE = begins(date(2026, 3, 1), WIB), ends(date(2026, 3, 31), WIB)
MARCH = Campaign("DEMO", "c1", "dasar", START, DUE, START, 12, 31, 30, START)
HERE = Record(joined_at=START - 100 * DAY)


def of(campaign: Campaign) -> Terms:
    def validity(finished_at: int) -> int:
        return valid_until(finished_at, campaign.months, clock_of(campaign.zone))

    return Terms(campaign, validity)


def status(record: Record, now: int, campaign: Campaign = MARCH) -> Status:
    return of(campaign).status(record, now)


def on(year: int, month: int, day: int) -> int:
    """Nine in the morning of that day."""
    return begins(date(year, month, day), WIB) + 9 * 3_600_000


def test_the_last_day_is_whole() -> None:
    assert status(HERE, DUE - 1) == "not_started"
    assert status(HERE, DUE) == "overdue"


def test_the_last_day_ends_when_it_ends_in_the_agencys_zone() -> None:
    east = replace(MARCH, due_at=ends(date(2026, 3, 31), clock_of("WIT")), zone="WIT")
    assert of(east).due(HERE) == DUE - 2 * 3_600_000


def test_who_has_begun_is_in_progress_until_the_time_is_over() -> None:
    begun = replace(HERE, begun=True)
    assert status(begun, on(2026, 3, 5)) == "in_progress"
    assert status(begun, on(2026, 4, 1)) == "overdue"


def test_who_passes_late_has_completed_all_the_same() -> None:
    assert status(replace(HERE, passed_at=on(2026, 5, 1)), on(2026, 5, 2)) == "completed"


def test_a_pass_counts_to_the_end_of_its_last_day_and_then_is_expired() -> None:
    passed = replace(HERE, begun=True, passed_at=on(2026, 3, 10))
    assert status(passed, ends(date(2027, 3, 10), WIB) - 1) == "completed"
    assert status(passed, ends(date(2027, 3, 10), WIB)) == "expired"


def test_a_new_pass_makes_an_expired_one_good() -> None:
    again = replace(HERE, passed_at=on(2027, 4, 1))
    assert status(again, on(2027, 4, 1)) == "completed"


def test_renewal_begins_before_the_pass_runs_out() -> None:
    terms = of(MARCH)
    passed = replace(HERE, passed_at=on(2026, 3, 10))
    assert terms.renews_at(passed) == begins(date(2027, 2, 9), WIB)
    assert terms.renews_at(HERE) is None
    assert terms.status(passed, terms.renews_at(passed) or 0) == "completed"


@pytest.mark.parametrize(
    ("joined", "last"),
    [
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 3, 2), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 6, 1), date(2026, 7, 1)),
    ],
)
def test_who_joins_late_has_a_full_period_from_that_day(joined: date, last: date) -> None:
    late = Record(joined_at=begins(joined, WIB) + 8 * 3_600_000)
    assert of(MARCH).due(late) == ends(last, WIB)


def test_an_extension_moves_the_due_and_never_shortens_it() -> None:
    longer = replace(HERE, extended_to=ends(date(2026, 4, 15), WIB))
    assert status(longer, on(2026, 4, 15)) == "not_started"
    assert status(longer, on(2026, 4, 16)) == "overdue"
    assert of(MARCH).due(replace(HERE, extended_to=START)) == DUE


def test_who_is_excused_is_neither_overdue_nor_expired() -> None:
    excused = replace(HERE, begun=True, excused=True)
    assert status(excused, on(2026, 6, 1)) == "excused"
    assert status(replace(excused, passed_at=on(2026, 3, 5)), on(2026, 3, 6)) == "completed"
    assert status(replace(excused, passed_at=on(2026, 3, 5)), on(2027, 6, 1)) == "excused"


def test_a_campaign_is_planned_then_running_then_ended() -> None:
    assert MARCH.stage(START - 1) == "planned"
    assert MARCH.stage(START) == MARCH.stage(DUE + DAY) == "running"
    closed = replace(MARCH, ended_at=DUE, end="closed")
    assert closed.stage(DUE) == "closed"
    assert closed.seen_at(DUE + DAY) == DUE
    assert MARCH.seen_at(DUE + DAY) == DUE + DAY


TREE = {"DINKES": None, "PUSKES": "DINKES", "POLI": "PUSKES", "DISDIK": None}


def test_a_campaign_for_a_unit_covers_all_below_it() -> None:
    reach = Reach(frozenset({"DINKES"}), TREE, {})
    assert [unit for unit in TREE if reach.covers(unit)] == ["DINKES", "PUSKES", "POLI"]
    assert not reach.covers(None)
    assert not reach.covers("UNKNOWN")


def test_a_campaign_for_no_unit_in_particular_covers_everybody() -> None:
    assert all(Reach(frozenset(), TREE, {}).covers(unit) for unit in (*TREE, None))


def test_an_extension_of_a_unit_reaches_all_below_it_and_the_latest_counts() -> None:
    reach = Reach(frozenset(), TREE, {"": 10, "DINKES": 30, "POLI": 20})
    assert [reach.extended_to(unit) for unit in (*TREE, None)] == [30, 30, 30, 10, 10]
    assert Reach(frozenset(), TREE, {}).extended_to("POLI") is None


def test_units_that_go_round_in_a_circle_end_somewhere() -> None:
    reach = Reach(frozenset({"A"}), {"A": "B", "B": "A"}, {"A": 5})
    assert reach.covers("B")
    assert reach.extended_to("B") == 5


moments = st.integers(START - 40 * DAY, START + 900 * DAY)
campaigns = st.builds(
    replace,
    st.just(MARCH),
    due_at=st.integers(1, 60).map(lambda days: START + days * DAY),
    months=st.integers(1, 25),
    late_days=st.integers(1, 70),
    zone=st.sampled_from(["WIB", "WITA", "WIT"]),
)
records = st.builds(
    Record,
    joined_at=moments,
    begun=st.booleans(),
    passed_at=st.none() | moments,
    extended_to=st.none() | moments,
    excused=st.booleans(),
)


def by_cutoffs(terms: Terms, record: Record, now: int) -> Status:
    """As a database tells it: by comparing moments, without a calendar."""
    cut = terms.cutoffs(now)
    if record.passed_at is not None and record.passed_at >= cut.valid_from:
        return "completed"
    if record.excused:
        return "excused"
    if record.passed_at is not None:
        return "expired"
    if cut.over and record.joined_at < cut.late_from and (record.extended_to or 0) <= now:
        return "overdue"
    return "in_progress" if record.begun else "not_started"


@given(campaigns, records, moments)
def test_moments_to_compare_with_tell_the_same_as_the_calendar(
    campaign: Campaign, record: Record, now: int
) -> None:
    terms = of(campaign)
    assert by_cutoffs(terms, record, now) == terms.status(record, now)


@given(campaigns, records, st.integers(-1, 1))
def test_they_do_so_where_something_changes(
    campaign: Campaign, record: Record, beside: int
) -> None:
    terms = of(campaign)
    passed = record.passed_at or campaign.starts_at
    changes = {campaign.due_at, terms.due(record), record.extended_to or 0, terms.validity(passed)}
    changes |= {terms.validity(passed - DAY), campaign.starts_at, record.joined_at}
    for change in sorted(changes - {0}):
        now = change + beside
        assert by_cutoffs(terms, record, now) == terms.status(record, now)


@given(campaigns, records, moments, moments)
def test_whoever_has_nothing_passed_is_overdue_for_good(
    campaign: Campaign, record: Record, one: int, other: int
) -> None:
    waiting = replace(record, passed_at=None, excused=False)
    early, late = sorted((one, other))
    if of(campaign).status(waiting, early) == "overdue":
        assert of(campaign).status(waiting, late) == "overdue"
