"""What people see by webhook, and which call the answer to a post carries."""

from tests.channels.telegram.stage import until
from tests.channels.web.stage import Worker


async def greeted(worker: Worker, person: int = 7001) -> None:
    await worker.server.person(person).send("halo")
    await worker.server.person(person).sees()


async def test_a_message_is_answered_by_a_message(worker: Worker) -> None:
    await greeted(worker)
    assert worker.server.person(7001).last.text == "Hitungan: 1"


async def test_a_tap_is_answered_in_the_response_and_its_message_edited(worker: Worker) -> None:
    await greeted(worker)
    ani = worker.server.person(7001)
    tap = await ani.tap("Lagi")
    assert (await tap.answer()).text == "Dicatat 2"
    assert (await ani.sees()).text == "Hitungan: 2"
    assert worker.channel.counts.calls["answerCallbackQuery", "carried"] == 1
    assert worker.channel.counts.calls["answerCallbackQuery", "ok"] == 0
    assert worker.server.calls.counts["answerCallbackQuery"] == 1
    await until(lambda: not worker.server.world.updates.pending)
