"""What people see by webhook, and which call the answer to a post carries."""

import json

from bot.screens.screen import Reply, say
from tests.channels.telegram.stage import counted, until
from tests.channels.web.stage import Client, Worker, greeted, message, passes, tap


def answers(worker: Worker, outcome: str) -> int:
    return worker.channel.counts.calls["answerCallbackQuery", outcome]


async def test_a_message_is_answered_by_a_message(worker: Worker) -> None:
    await greeted(worker)
    assert worker.server.person(7001).last.text == "Hitungan: 1"
    await until(lambda: not worker.server.world.updates.pending)


async def test_a_tap_is_answered_in_the_response_and_its_message_edited(worker: Worker) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    pressed = await ani.tap("Lagi")
    assert (await pressed.answer()).text == "Dicatat 2"
    assert (await ani.sees()).text == "Hitungan: 2"
    assert (answers(worker, "carried"), answers(worker, "ok")) == (1, 0)
    assert worker.server.calls.counts["answerCallbackQuery"] == 1
    await until(lambda: not worker.server.world.updates.pending)


async def test_a_tap_costs_one_call_where_polling_needs_two(worker: Worker) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    before = sum(worker.channel.counts.calls.values())
    await ani.tap("Lagi")
    await ani.sees()
    own = [call for call in worker.channel.counts.calls.elements() if call[1] != "carried"]
    assert len(own) == before + 1


async def test_the_response_is_the_call_as_telegram_wants_it(
    worker: Worker, by_hand: Client
) -> None:
    status, body = await by_hand.post(tap(1, 5))
    assert status == 200
    call = {"method": "answerCallbackQuery", "callback_query_id": "99", "text": "Dicatat 1"}
    assert json.loads(body) == call


async def test_a_reply_of_nothing_still_stops_the_spinner(worker: Worker, by_hand: Client) -> None:
    worker.service.reply = lambda _i, _n: Reply("id")
    _, body = await by_hand.post(tap(1, 5))
    assert json.loads(body) == {"method": "answerCallbackQuery", "callback_query_id": "99"}


async def test_a_message_gets_an_empty_response(worker: Worker, by_hand: Client) -> None:
    """A message in the response would be lost unseen when Telegram refuses it."""
    assert await by_hand.post(message(1)) == (200, "")


async def test_while_telegram_wants_us_to_wait_the_response_carries_nothing(
    worker: Worker,
) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    worker.server.faults.too_many("editMessageText", retry_after=7)
    await ani.tap("Lagi")
    await until(lambda: worker.channel.counts.floods)
    pressed = await ani.tap("Lagi")
    await until(lambda: not worker.server.world.updates.pending)
    assert not pressed.answered
    assert await passes(worker.server.clock, lambda: pressed.answered) >= 6
    assert (answers(worker, "carried"), answers(worker, "ok")) == (1, 1)
    await passes(worker.server.clock, lambda: ani.last.text == "Hitungan: 3")


async def test_the_newest_edit_wins_and_the_older_one_is_not_made(worker: Worker) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    worker.server.faults.too_many("editMessageText", retry_after=5)
    for _ in range(4):
        await ani.tap("Lagi")
    await until(lambda: worker.service.count(7001) == 5)
    await passes(worker.server.clock, lambda: ani.last.text == "Hitungan: 5")
    done = [c for c in worker.server.calls.of("editMessageText") if c.outcome == "ok"]
    assert len(done) == 1


async def test_a_message_that_is_gone_is_sent_anew(worker: Worker) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    await ani.forge_tap("more:1", message_id=4711)
    assert (await ani.sees()).text == "Hitungan: 2"
    assert worker.server.calls.counts["sendMessage"] == 2


async def test_a_notice_that_cannot_be_worded_is_logged_and_the_screen_still_comes(
    worker: Worker,
) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    worker.service.reply = lambda _i, n: Reply("id", counted(n).screen, say("no such text"))
    await ani.tap("Lagi")
    assert (await ani.sees()).text == "Hitungan: 2"
    assert answers(worker, "carried") == 0


async def test_a_person_who_left_is_reported(worker: Worker) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    ani.deactivate()
    worker.server.world.emit("callback_query", tap(0, 101)["callback_query"], ("tap", 7001))
    await until(lambda: worker.gone == [7001])
