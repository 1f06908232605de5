"""What is said of a question, and what is kept back because too few answered it."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from bot.quiz.health import ENOUGH, SMALL, Health, by_rule, by_scenario
from bot.quiz.statistics import Pool, Taken, Track, subject_of
from bot.quiz.track_health import by_track
from tests.quiz.pooled import CHOOSING, JOINING, LIKING, LOOKING, MARKING, named, pool_of, taken

RIGHT, WRONG = ["boleh"], ["dilarang"]
LIKED, SHUNNED = ["hindari"], ["boleh"]


def both(first: int, second: int, neither: int = 0) -> list[Taken]:
    """So many had only the first of two right, only the second, and neither."""
    return [
        *[taken((LOOKING, RIGHT), (LIKING, SHUNNED))] * first,
        *[taken((LOOKING, WRONG), (LIKING, LIKED))] * second,
        *[taken((LOOKING, WRONG), (LIKING, SHUNNED))] * neither,
    ]


def row(pool: Pool, scenario: str) -> Health:
    [found] = [h for h in by_scenario(pool) if h.subject and h.subject.scenario == scenario]
    return found


def test_answers_are_pooled_by_scenario() -> None:
    pool = pool_of(both(30, 10), [LOOKING, LIKING])
    looking = row(pool, "lihat-1")
    assert (looking.answers, looking.facility, looking.rule) == (40, 0.75, "lihat")
    assert looking.discrimination == pytest.approx(-1)
    assert row(pool, "suka-1").facility == 0.25


def test_each_choice_is_counted_and_the_right_ones_are_known() -> None:
    said = [["a"]] * 27 + [["b"]] * 3
    choices = row(pool_of([taken((CHOOSING, one)) for one in said], [CHOOSING]), "pilih-1").choices
    assert [(c.key, c.right, c.count, c.share) for c in choices] == [
        ("a", True, 27, 0.9),
        ("b", False, 3, 0.1),
        ("c", False, 0, 0.0),
    ]


def test_where_several_are_marked_each_is_counted() -> None:
    pool = pool_of([taken((MARKING, ["b", "c"])), *[taken((MARKING, ["b"]))] * 9], [MARKING])
    assert [(c.key, c.count, c.share) for c in row(pool, "tandai-1").choices] == [
        ("a", 0, 0.0),
        ("b", 10, 1.0),
        ("c", 1, 0.1),
    ]


def test_an_answer_takes_from_the_one_before_it() -> None:
    pool = pool_of(
        [taken((LOOKING, RIGHT), (LIKING, LIKED), seconds=(4, 20))] * 5, [LOOKING, LIKING]
    )
    assert row(pool, "lihat-1").median_ms == pytest.approx(4000, rel=0.025)
    assert row(pool, "suka-1").median_ms == pytest.approx(20_000, rel=0.025)


def test_idle_times_are_counted_but_their_answers_count_in_full() -> None:
    pool = pool_of([taken((LOOKING, RIGHT), seconds=(n,)) for n in (5, 5, 5, 5, 601)], [LOOKING])
    found = row(pool, "lihat-1")
    assert (found.idle, found.answers, found.facility) == (1, 5, 1.0)
    assert found.p90_ms == pytest.approx(5000, rel=0.025)


@pytest.mark.parametrize(
    ("right", "wrong", "flags"),
    [
        (95, 5, ("too easy",)),
        (94, 6, ()),
        (30, 70, ()),
        (29, 71, ("too hard",)),
        (29, 0, ("too few",)),
        (30, 0, ("too easy",)),
    ],
)
def test_flags_begin_exactly_at_their_limits(
    right: int, wrong: int, flags: tuple[str, ...]
) -> None:
    attempts = [taken((LOOKING, RIGHT))] * right + [taken((LOOKING, WRONG))] * wrong
    assert set(row(pool_of(attempts, [LOOKING]), "lihat-1").flags) - {"unused option"} == set(flags)


def test_an_option_that_nobody_chooses_is_flagged() -> None:
    attempts = [taken((CHOOSING, ["a"]))] * 20 + [taken((CHOOSING, ["b"]))] * 20
    assert row(pool_of(attempts, [CHOOSING]), "pilih-1").flags == ("unused option",)
    attempts.append(taken((CHOOSING, ["c"])))
    assert row(pool_of(attempts, [CHOOSING]), "pilih-1").flags == ()


def test_a_question_that_the_better_get_wrong_is_flagged() -> None:
    known = [LOOKING, LIKING]
    all_right = taken((LOOKING, RIGHT), (LIKING, LIKED))
    against = [*both(20, 20), *[all_right] * 60]
    assert "negative discrimination" in row(pool_of(against, known), "lihat-1").flags
    along = [*both(5, 5, 30), *[all_right] * 30]
    assert "negative discrimination" not in row(pool_of(along, known), "lihat-1").flags


def test_fewer_than_thirty_are_shown_but_not_judged() -> None:
    found = row(pool_of(both(ENOUGH - 1, 0), [LOOKING, LIKING]), "lihat-1")
    assert (found.answers, found.facility, found.flags) == (29, 1.0, ("too few",))


def test_of_fewer_than_five_only_the_count_is_told() -> None:
    found = row(pool_of(both(SMALL - 1, 0), [LOOKING, LIKING]), "lihat-1")
    assert (found.answers, found.flags) == (4, ("too few",))
    told = (found.facility, found.discrimination, found.median_ms, found.p90_ms, found.idle)
    assert told == (None,) * 5
    assert found.choices == ()


def test_a_rule_does_not_reveal_the_few_that_its_scenarios_keep_back() -> None:
    """40 answers right to one scenario and 4 wrong to another of the same rule: with the four
    in, the rule's share times 44 less the first scenario's would tell theirs."""
    other = named("lihat-2")
    attempts = [taken((LOOKING, RIGHT))] * 40 + [taken((other, WRONG))] * 4
    [rule] = by_rule(pool_of(attempts, [LOOKING, other]))
    assert (rule.answers, rule.scenarios, rule.facility) == (44, 2, 1.0)


def test_a_rule_gathers_its_scenarios() -> None:
    other = named("lihat-2")
    attempts = [
        *[taken((LOOKING, RIGHT), (JOINING, WRONG))] * 30,
        *[taken((other, WRONG), (JOINING, WRONG))] * 10,
    ]
    rows = {rule.rule: rule for rule in by_rule(pool_of(attempts, [LOOKING, other, JOINING]))}
    assert (rows["lihat"].answers, rows["lihat"].facility) == (40, 0.75)
    assert rows["gabung"].facility == 1.0
    assert rows["lihat"].choices == ()


def test_a_new_version_and_a_changed_key_stay_apart() -> None:
    newer = replace(LOOKING, scenario=replace(LOOKING.scenario, version=2))
    judged_otherwise = replace(LIKING, scenario=LOOKING.scenario)
    pool = Pool()
    for asked, times in ((LOOKING, 6), (newer, 7), (judged_otherwise, 8)):
        for _ in range(times):
            pool.add(taken((asked, RIGHT)), pool.tallies(Track("dasar", "latihan"), [asked]))
    assert [(h.subject and h.subject.version, h.rule, h.answers) for h in by_scenario(pool)] == [
        (1, "lihat", 6),
        (1, "suka", 8),
        (2, "lihat", 7),
    ]


def test_practice_and_exam_are_judged_apart() -> None:
    attempts = [
        *[taken((LOOKING, WRONG))] * 6,
        *[taken((LOOKING, RIGHT), kind="ujian")] * 7,
    ]
    pool = pool_of(attempts, [LOOKING])
    assert [(h.track.kind, h.answers, h.facility) for h in by_scenario(pool)] == [
        ("latihan", 6, 0.0),
        ("ujian", 7, 1.0),
    ]
    assert [(t.track.kind, t.tally.attempts) for t in by_track(pool)] == [
        ("latihan", 6),
        ("ujian", 7),
    ]


def test_what_was_not_reached_in_an_exam_is_no_answer_and_no_part_of_the_rest() -> None:
    whole = taken((LOOKING, RIGHT), (LIKING, LIKED), (JOINING, RIGHT), kind="ujian")
    cut = replace(
        whole, answers=(*whole.answers[:2], replace(whole.answers[2], chosen=(), points=0))
    )
    pool = pool_of([whole] * 5 + [cut] * 5, [LOOKING, LIKING, JOINING])
    assert [(row(pool, q.id).answers) for q in (LOOKING, LIKING, JOINING)] == [10, 10, 5]
    [module] = by_track(pool)
    assert (module.tally.blank, module.tally.answers, module.length) == (5, 25, 2.5)
    # Of those who were cut off the rest of the first is the second alone: full points.
    assert pool.items[whole.track, subject_of(LOOKING)].moments.y == 2520 * (5 * 50 + 5 * 100)


def test_to_mark_nothing_is_an_answer() -> None:
    pool = pool_of([taken((MARKING, []))] * 5, [MARKING])
    assert row(pool, "tandai-1").answers == 5
    assert by_track(pool)[0].tally.blank == 0


def test_in_practice_the_twin_of_a_question_just_explained_does_not_count() -> None:
    asked, twin = named("lihat-a", twin="lihat-b"), named("lihat-b", twin="lihat-a")
    known = [asked, twin, LIKING]
    wrong_first = taken((asked, WRONG), (LIKING, LIKED), (twin, RIGHT))
    pool = pool_of([wrong_first] * 5, known)
    assert [h.subject and h.subject.scenario for h in by_scenario(pool)] == ["lihat-a", "suka-1"]
    [module] = by_track(pool)
    assert (module.tally.primed, module.tally.answers) == (5, 10)
    assert pool.items[wrong_first.track, subject_of(LIKING)].moments.y == 0
    [exam] = by_track(pool_of([replace(wrong_first, track=Track("dasar", "ujian"))], known))
    assert (exam.tally.primed, exam.tally.answers) == (0, 3)


def test_a_topic_leaves_out_the_others_but_not_their_part_in_the_rest() -> None:
    other = named("foto-1", topic="foto")
    attempts = [
        *[taken((LOOKING, RIGHT), (other, RIGHT))] * 5,
        *[taken((LOOKING, WRONG), (other, WRONG))] * 5,
    ]
    [found] = by_scenario(pool_of(attempts, [LOOKING, other]), topic="foto")
    assert found.subject is not None
    assert found.subject.scenario == "foto-1"
    assert found.discrimination == pytest.approx(1)
    assert [rule.scenarios for rule in by_rule(pool_of(attempts, [LOOKING, other]), "foto")] == [1]


def test_modules_are_judged_apart() -> None:
    attempts = [taken((LOOKING, RIGHT))] * 6 + [taken((LOOKING, WRONG), module="lanjut")] * 7
    found = [
        (h.track.module, h.answers, h.facility) for h in by_scenario(pool_of(attempts, [LOOKING]))
    ]
    assert found == [("dasar", 6, 1.0), ("lanjut", 7, 0.0)]


def test_an_attempt_of_one_answer_has_a_facility_but_no_rest() -> None:
    found = row(
        pool_of([taken((LOOKING, RIGHT)), *[taken((LOOKING, WRONG))] * 4], [LOOKING]), "lihat-1"
    )
    assert (found.facility, found.discrimination) == (0.2, None)


def test_a_question_that_no_content_explains_is_lost_but_stays_in_the_rest() -> None:
    pool = pool_of(both(20, 20), [LOOKING])
    [module] = by_track(pool)
    assert (module.tally.attempts, module.tally.lost) == (40, 40)
    assert row(pool, "lihat-1").discrimination == pytest.approx(-1)


def test_a_module_has_its_reliability_and_says_what_was_left_out() -> None:
    """Two items that agree in 40 of 60: p = 1/2, Σpq = 1/2, and the totals 2 0 1 in 20 each
    have σ² = 2/3. KR-20 = 2 · (1 - 1/2 · 3/2) = 1/2."""
    attempts = [
        *[taken((LOOKING, RIGHT), (JOINING, WRONG), repeats=2)] * 20,
        *[taken((LOOKING, WRONG), (JOINING, RIGHT))] * 20,
        *[taken((LOOKING, RIGHT), (JOINING, RIGHT))] * 10,
        *[taken((LOOKING, WRONG), (JOINING, WRONG))] * 10,
    ]
    [module] = by_track(pool_of(attempts, [LOOKING, JOINING]))
    assert (module.tally.attempts, module.tally.repeats, module.length) == (60, 40, 2)
    assert module.flags == ()
    assert module.kr20 == pytest.approx(0.5)


def test_another_modules_answers_do_not_change_a_modules_reliability() -> None:
    known = [LOOKING, JOINING]
    agree = [
        *[taken((LOOKING, RIGHT), (JOINING, WRONG))] * 20,
        *[taken((LOOKING, WRONG), (JOINING, RIGHT))] * 20,
    ]
    apart = [
        *[taken((LOOKING, RIGHT), (JOINING, RIGHT), module="lanjut")] * 20,
        *[taken((LOOKING, WRONG), (JOINING, WRONG), module="lanjut")] * 20,
    ]
    one, other = by_track(pool_of([*agree, *apart], known))
    assert one.kr20 == pytest.approx(1)
    assert other.kr20 is None  # each total is the same, so there is nothing to rely on


def test_a_module_with_few_attempts_has_no_reliability() -> None:
    [module] = by_track(pool_of(both(20, 9), [LOOKING, LIKING]))
    assert (module.kr20, module.flags) == (None, ("too few",))


def test_a_pool_of_many_attempts_is_no_larger_than_one_of_few() -> None:
    """But for the digits of its sums."""
    few, many = (
        len(pickle.dumps(pool_of(both(times, times), [LOOKING, LIKING]))) for times in (10, 2000)
    )
    assert many < few * 1.3


def test_nobody_answered_anything() -> None:
    assert by_scenario(Pool()) == by_rule(Pool()) == []
    assert by_track(Pool()) == []


def test_a_question_of_the_content_that_was_never_asked_has_no_row() -> None:
    pool = pool_of([taken((LOOKING, RIGHT))], [LOOKING, LIKING])
    assert len(by_scenario(pool)) == len(by_rule(pool)) == 1
