"""Question health from the store: pooled over agencies, by the content of each attempt."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.errors import QuizError
from bot.quiz.health import by_rule, by_scenario
from bot.quiz.track_health import by_track
from bot.service.attempts.item_report import check_names, pooled
from tests.dialogues.stage import World
from tests.service.takers import take
from tests.store.raw import execute

MODULE_SIZE = 4


async def test_everybodys_answers_are_pooled_whatever_their_agency(app: App) -> None:
    for person in range(1, 41):
        await take(app, person, right=person % 4 != 0, agency="LAIN" if person % 2 else "DEMO")
    pool = await pooled(app.store, app.desk.library)
    rows = by_scenario(pool)
    assert sum(row.answers for row in rows) == 40 * MODULE_SIZE
    assert {row.subject.topic for row in rows if row.subject} == {
        "menilai",
        "memilih",
        "menandai",
        "akibat",
    }
    [module] = by_track(pool)
    assert (module.track, module.length) == (("uji", "latihan"), 4)
    assert (module.tally.attempts, module.tally.repeats, module.tally.lost) == (40, 0, 0)
    assert module.kr20 is not None
    assert module.kr20 > 0.8  # who is right is right in everything


async def test_facility_time_and_choices_are_those_that_were_given(app: App) -> None:
    for person in range(1, 41):
        await take(app, person, right=person % 4 != 0)
    [voting] = by_rule(await pooled(app.store, app.desk.library), "menilai")
    assert (voting.rule, voting.answers, voting.facility) == ("netral", 40, 0.75)
    assert voting.median_ms == pytest.approx(12_000, rel=0.025)
    assert voting.discrimination == pytest.approx(1, abs=0.05)


async def test_only_the_first_attempt_of_a_person_counts(app: App) -> None:
    for person in range(1, 31):
        await take(app, person, right=False)
        await take(app, person, right=True, name="a2", day=1)
    pool = await pooled(app.store, app.desk.library)
    assert {row.facility for row in by_scenario(pool, "menilai")} == {0.0}
    [module] = by_track(pool)
    assert (module.tally.attempts, module.tally.repeats) == (30, 30)


async def test_practice_and_exam_of_one_person_count_each_in_its_own_place(app: App) -> None:
    for person in range(1, 31):
        await take(app, person, right=False)
        await take(app, person, right=True, name="a2", day=1, kind="ujian")
    rows = by_rule(await pooled(app.store, app.desk.library), "menilai")
    assert [(row.track.kind, row.answers, row.facility) for row in rows] == [
        ("latihan", 30, 0.0),
        ("ujian", 30, 1.0),
    ]


async def test_answers_marked_by_another_rule_stay_apart_under_the_same_version(
    world: World,
) -> None:
    async with world.app() as app:
        for person in range(1, 7):
            await take(app, person)
    rules = world.folder / "rulebook" / "rules" / "uji.yaml"
    rules.write_text(rules.read_text().replace("severity: disiplin_berat", "severity: etik"))
    async with world.app() as app:
        for person in range(11, 20):
            await take(app, person)
        rows = by_scenario(await pooled(app.store, app.desk.library), "akibat")
    answers = {"disiplin": 0, "etik": 0}
    for row in rows:
        assert row.subject is not None
        assert row.subject.version == 1
        [key] = row.subject.right
        answers[key] += row.answers
    assert answers == {"disiplin": 6, "etik": 9}


async def test_answers_whose_content_is_lost_are_counted_and_named(world: World) -> None:
    async with world.app() as app:
        await take(app, 1)
        old = app.desk.library.current.hash
    scenarios = world.folder / "scenarios" / "menilai.yaml"
    scenarios.write_text(scenarios.read_text().replace("version: 1", "version: 2"))
    async with world.app() as app:
        await take(app, 2)
        await execute(app.store.database, f"DELETE FROM contents WHERE hash = '{old}'")
        pool = await pooled(app.store, app.desk.library)
    [module] = by_track(pool)
    assert (module.tally.attempts, module.tally.lost) == (2, MODULE_SIZE)
    assert sum(row.answers for row in by_scenario(pool)) == MODULE_SIZE


async def test_one_module_alone_can_be_read(app: App) -> None:
    await take(app, 1)
    assert len((await pooled(app.store, app.desk.library, "uji")).tracks) == 1
    assert (await pooled(app.store, app.desk.library, "lain")).tracks == {}


async def test_it_tells_how_far_it_is(app: App) -> None:
    for person in range(1, 4):
        await take(app, person)
    heard: list[int] = []
    await pooled(app.store, app.desk.library, told=heard.append)
    assert heard == [3 * MODULE_SIZE]


async def test_a_module_or_topic_that_does_not_exist_is_refused(app: App) -> None:
    library = app.desk.library
    check_names(library, "", "")
    check_names(library, "uji", "menilai")
    with pytest.raises(QuizError, match="no module takada"):
        check_names(library, "takada", "")
    with pytest.raises(QuizError, match="menilai"):
        check_names(library, "", "takada")
