"""One operator rules on what was reported, and the reporters are told."""

from __future__ import annotations

import asyncio

from bot.app import App
from bot.quiz.attempt import Version
from bot.service.disputes import told as dispute_notices
from bot.service.disputes.ruling import key_of, known, rule
from tests.dialogues.stage import NOON
from tests.service.disputes.stage import decide, notices, settled
from tests.service.takers import take


async def test_of_two_operators_at_once_one_rules(app: App) -> None:
    of = Version("menilai-1", 1)
    await app.store.disputes.add(5, of, app.desk.library.current.hash, "key", NOON)
    ours = await asyncio.gather(
        rule(app.desk, of, 1, "upheld", "Ya.", 9000),
        rule(app.desk, of, 1, "rejected", "Tidak.", 9001),
        rule(app.desk, of, 1, "upheld", "Ya, ya.", 9002),
    )
    assert sorted(ours) == [False, False, True]
    [ruling] = await app.store.disputes.rulings_of(of)
    withdrawn = {one.of for one in await app.store.withdrawals.all()}
    assert withdrawn == ({of} if ruling.outcome == "upheld" else set())
    [told] = await notices(app, "sanggahan")
    assert told.subject == "menilai-1:1:1"


async def test_who_read_the_case_before_the_last_ruling_does_not_rule(app: App) -> None:
    of, content = Version("menilai-1", 1), app.desk.library.current.hash
    await decide(app, of, "rejected", reporter=1)
    await app.store.disputes.add(2, of, content, "key", NOON)
    assert not await rule(app.desk, of, 1, "upheld", "Ya.", 9001)
    assert [one.of for one in await app.store.disputes.queue()] == [of]
    assert await rule(app.desk, of, 2, "upheld", "Ya.", 9001)


async def test_nothing_is_ruled_that_nobody_reported(app: App) -> None:
    of = Version("menilai-1", 1)
    assert not await rule(app.desk, of, 1, "upheld", "Ya.", 9000)
    assert await app.store.disputes.rulings() == []
    assert await app.store.withdrawals.all() == []


async def test_what_was_rejected_may_be_reported_by_others_and_upheld(app: App) -> None:
    of = Version("menilai-1", 1)
    assert await decide(app, of, "rejected", reporter=1)
    assert await app.store.disputes.queue() == []
    assert await decide(app, of, "upheld", reporter=2)
    assert [told.subject for told in await notices(app, "sanggahan")] == [
        "menilai-1:1:1",
        "menilai-1:1:2",
    ]
    assert await known(app.desk, key_of(of)) == of


async def test_reporters_are_told_what_was_ruled_and_why(app: App) -> None:
    await take(app, 1, name="a1")
    await decide(app, Version("menilai-1", 1), "rejected", reporter=1)
    [told] = await notices(app, "sanggahan")
    screen = await dispute_notices.ruled(app.desk, told)
    assert screen is not None
    words = app.wording.message(screen, "id").html
    for part in ("dipertahankan", "Keadaan menilai nomor 1.", "Terima kasih."):
        assert part in words


async def test_a_report_that_came_with_the_withdrawal_is_answered_too(app: App, url: str) -> None:
    of = Version("menilai-1", 1)
    await decide(app, of, reporter=1)
    await app.store.disputes.add(2, of, app.desk.library.current.hash, "law", NOON)
    await settled(app, url)
    assert {told.person for told in await notices(app, "sanggahan")} == {1, 2}
    assert await app.store.disputes.queue() == []


async def test_who_reported_two_that_were_being_withdrawn_is_told_of_both(
    app: App, url: str
) -> None:
    for of in (Version("menilai-1", 1), Version("memilih-2", 1)):
        await decide(app, of, reporter=1)
        await app.store.disputes.add(2, of, app.desk.library.current.hash, "law", NOON)
    await settled(app, url)
    told = [one.subject for one in await notices(app, "sanggahan") if one.person == 2]
    assert sorted(told) == ["memilih-2:1:1", "menilai-1:1:1"]
