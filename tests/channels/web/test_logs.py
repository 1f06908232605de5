"""Whatever happens at this door, no line of the log has a token, a secret or a person in it."""

import io
from functools import partial

from bot.errors import StoreUnavailable
from bot.screens.incoming import Incoming
from tests.channels.telegram.stage import until
from tests.channels.web.stage import SECRET, Client, Worker, message, passes


def says(lines: io.StringIO, words: str) -> bool:
    return words in lines.getvalue()


async def test_a_whole_day_of_trouble_at_debug_level(
    idle: Worker, by_hand: Client, log_lines: io.StringIO
) -> None:
    worker, faults = idle, idle.server.faults
    faults.error("getMe")
    faults.error("getWebhookInfo", status=502)
    faults.drop_before("setWebhook")
    faults.drop_after("sendMessage")
    faults.error("editMessageText", times=9)
    worker.start()
    await passes(worker.server.clock, lambda: worker.server.webhook.url)
    person = worker.server.person(7654321, first_name="Rahasia")
    await person.send("isi pesan")
    await passes(worker.server.clock, lambda: list(person.chat.by_bot()))
    await person.tap("Lagi")
    await passes(worker.server.clock, lambda: "did not reach" in log_lines.getvalue())

    async def bug(_incoming: Incoming) -> None:
        raise RuntimeError(f"cannot reach {worker.channel.wire.base_url}/sendMessage")

    async def away(_incoming: Incoming) -> None:
        raise StoreUnavailable("database is locked")

    for trouble, word in ((bug, "a bug"), (away, "updates wait")):
        worker.service.before = trouble
        await person.send("isi pesan")
        await until(partial(says, log_lines, word))
    await by_hand.post(message(1, person=7654321), secret="a-guess")
    await by_hand.post(data=b"{isi pesan")
    await by_hand.post({"update_id": 5, "message": {"from": {"first_name": "Rahasia"}}})
    await worker.end()
    lines = log_lines.getvalue()
    assert "<token>" in lines, "an address was logged, so something was redacted"
    for word in (worker.server.token.partition(":")[2], SECRET, "a-guess"):
        assert word not in lines
    ours = [line for line in lines.splitlines() if " bot." in line or " uvicorn" in line]
    assert len(ours) > 5
    assert not any(w in line for line in ours for w in ("7654321", "Rahasia", "isi pesan"))
