"""Telling Telegram where to post: once, by whoever starts, and again when it is needed."""

import pytest

from bot.channels.telegram.incoming import KINDS
from tests.channels.telegram.stage import Service, until
from tests.channels.web.stage import SECRET, Worker, passes
from tests.loopback import LoopbackServer


def sets(server: LoopbackServer) -> int:
    return server.calls.counts["setWebhook"]


async def test_the_webhook_has_secret_kinds_and_connections(worker: Worker) -> None:
    hook = worker.server.webhook
    assert (hook.url, hook.secret, hook.connections) == (worker.address, SECRET, 100)
    assert worker.server.world.updates.allowed == frozenset(KINDS)


async def test_what_is_set_already_is_left_as_it_is(worker: Worker) -> None:
    await worker.webhook.hook.set()
    await worker.webhook.hook.set()
    assert sets(worker.server) == 1


async def test_workers_that_start_together_agree(worker: Worker) -> None:
    """Behind one address: each starts the same, and deliveries under way go on."""
    other = Worker(worker.server, Service())
    other.webhook.hook._url = worker.address
    other.start()
    await until(lambda: other.channel.health.signed_in)
    await worker.server.calls.ends("getWebhookInfo", 2)
    assert sets(worker.server) == 1
    await other.end()


async def test_a_new_secret_is_a_new_address_and_so_is_set(server: LoopbackServer) -> None:
    old = Worker(server, Service())
    await old.ready()
    await old.end()
    new = Worker(server, Service(), secret="another-secret")
    assert new.address.rpartition("/")[2] != old.address.rpartition("/")[2]
    await new.ready()
    assert server.webhook.secret == "another-secret"
    await new.end()


@pytest.mark.parametrize("method", ["getWebhookInfo", "setWebhook"])
async def test_it_is_tried_until_telegram_takes_it(
    idle: Worker, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    idle.server.faults.error(method, times=3)
    idle.start()
    await passes(idle.server.clock, lambda: idle.server.webhook.url)
    assert caplog.text.count("cannot be set yet") == 3
    assert SECRET not in caplog.text


async def test_a_webhook_that_was_taken_down_is_set_again(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    await worker.channel.wire.delete_webhook()
    await worker.webhook.hook.look()
    assert worker.server.webhook.url == worker.address
    assert "taken down" in caplog.text


async def test_a_webhook_elsewhere_is_reported_and_not_fought_over(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    await worker.channel.wire.set_webhook("https://elsewhere.example/x")
    await worker.webhook.hook.look()
    assert worker.server.webhook.url == "https://elsewhere.example/x"
    assert "another address" in caplog.text
    await worker.channel.wire.delete_webhook()


async def test_deliveries_that_failed_are_reported_once(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    worker.server.webhook._note("Connection timed out")
    await worker.webhook.hook.look()
    await worker.webhook.hook.look()
    assert caplog.text.count("could not deliver (Connection timed out); 0 updates wait") == 1


async def test_looking_survives_an_outage(worker: Worker) -> None:
    worker.server.faults.error("getWebhookInfo")
    await worker.webhook.hook.look()
    await worker.webhook.hook.look()
    assert worker.webhook.hook.waiting == 0


async def test_it_is_looked_after_every_few_minutes(worker: Worker) -> None:
    looks = worker.server.calls.counts["getWebhookInfo"]
    passed = await passes(
        worker.server.clock, lambda: worker.server.calls.counts["getWebhookInfo"] > looks + 1, 10
    )
    assert 590 <= passed <= 700
