"""What a supervisor, a load balancer and Prometheus are told."""

import asyncio
import re

from bot.channels.web.server import listen
from bot.channels.web.watched import watched
from bot.screens.incoming import Incoming
from tests.channels.telegram.stage import Stage, until
from tests.channels.web.pages import metrics, ready
from tests.channels.web.stage import Client, Worker, client, greeted, message, passes


async def test_the_front_page_says_what_this_is(worker: Worker, by_hand: Client) -> None:
    status, body = await by_hand.get("/")
    assert status == 200
    assert body.startswith("Netral")


async def test_alive_from_the_first_moment(idle: Worker, by_hand: Client) -> None:
    idle.server.faults.drop_before("getMe", times=None)
    idle.start()
    assert await by_hand.get("/healthz") == (200, '{"status":"alive"}')
    status, told = await ready(by_hand)
    assert (status, told["status"]) == (503, "not ready")
    assert told["reasons"] == ["not signed in to Telegram yet"]


async def test_ready_when_signed_in_and_the_database_answers(
    worker: Worker, by_hand: Client
) -> None:
    status, told = await ready(by_hand)
    assert status == 200
    assert told == {
        "status": "ready",
        "reasons": [],
        "last_update_at": None,
        "updates_in_hand": 0,
        "oldest_update_seconds": 0.0,
    }
    assert worker.pings == 1


async def test_not_ready_while_the_database_is_away(worker: Worker, by_hand: Client) -> None:
    worker.store_is_down = True
    status, told = await ready(by_hand)
    assert (status, told["reasons"]) == (503, ["the database: store-unavailable"])
    assert (await by_hand.get("/healthz"))[0] == 200, "a restart would not help"


async def test_not_ready_while_the_database_does_not_answer_in_time(
    worker: Worker, by_hand: Client
) -> None:
    async def hang() -> None:
        await asyncio.Event().wait()

    object.__setattr__(worker.webhook.vitals, "ping", hang)
    asked = asyncio.create_task(ready(by_hand))
    await passes(worker.server.clock, asked.done)
    status, told = asked.result()
    assert (status, told["reasons"]) == (503, ["the database did not answer within 1 s"])


async def test_not_ready_when_an_update_gets_old(worker: Worker, by_hand: Client) -> None:
    gate = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await gate.wait()

    worker.service.before = wait
    post = asyncio.create_task(by_hand.post(message(1)))
    await until(lambda: worker.service.begun)
    worker.server.clock.advance(31)
    status, told = await ready(by_hand)
    assert (status, told["oldest_update_seconds"]) == (503, 31.0)
    assert told["reasons"] == ["an update has been in hand for 31 s"]
    gate.set()
    await post
    assert (await ready(by_hand))[0] == 200


async def test_the_time_of_the_last_update_is_told(worker: Worker, by_hand: Client) -> None:
    await by_hand.post(message(1))
    _, told = await ready(by_hand)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", str(told["last_update_at"]))


async def test_prometheus_gets_every_number(worker: Worker, by_hand: Client) -> None:
    await greeted(worker)
    await worker.server.person(7001).tap("Lagi")
    await worker.server.person(7001).sees()
    worker.server.faults.too_many("sendMessage", retry_after=1)
    await worker.server.person(7002, "Budi").send("halo")
    await until(lambda: worker.channel.counts.floods)
    await by_hand.post(message(1), secret="wrong")
    seen = await metrics(by_hand)
    for name, value in {
        "netral_updates_total|message|done": 2,
        "netral_updates_total|callback_query|done": 1,
        "netral_update_seconds_count": 3,
        "netral_update_seconds_bucket|+Inf": 3,
        "netral_telegram_calls_total|sendMessage|ok": 1,
        "netral_telegram_calls_total|sendMessage|flooded": 1,
        "netral_telegram_calls_total|editMessageText|ok": 1,
        "netral_telegram_calls_total|answerCallbackQuery|carried": 1,
        "netral_telegram_calls_total|setWebhook|ok": 1,
        "netral_telegram_floods_total": 1,
        "netral_webhook_refused_total|401": 1,
        "netral_database_round_trips_total": 42,
        "netral_updates_in_hand": 0,
        "netral_oldest_update_seconds": 0,
        "netral_replies_waiting": 0,
        "netral_telegram_waiting_updates": 0,
        "netral_signed_in": 1,
    }.items():
        assert seen[name] == value, name
    assert seen["netral_last_update_timestamp_seconds"] > 1.7e9
    assert seen["netral_last_success_timestamp_seconds"] > 1.7e9
    assert seen["process_resident_memory_bytes"] > 0


async def test_neither_health_nor_metrics_tell_of_people_or_secrets(
    worker: Worker, by_hand: Client
) -> None:
    await worker.server.person(7654321, first_name="Rahasia").send("isi pesan")
    await worker.server.person(7654321).sees()
    everything = "".join(
        [(await by_hand.get(path))[1] for path in ("/", "/healthz", "/readyz", "/metrics")]
    )
    token = worker.server.token.partition(":")[2]
    for word in ("7654321", "Rahasia", "isi pesan", token, worker.secret):
        assert word not in everything


async def test_polling_serves_health_and_metrics_too(stage: Stage) -> None:
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    async def ping() -> None:
        pass

    pages = watched(stage.channel, listener, ping=ping, round_trips=lambda: 7)
    async with pages, client(url) as by_hand:
        await until(lambda: stage.channel.health.signed_in)
        assert (await ready(by_hand))[0] == 200
        assert (await metrics(by_hand))["netral_database_round_trips_total"] == 7
        stage.server.faults.drop_before("getUpdates", times=None)
        stage.clock.advance(200)
        status, told = await ready(by_hand)
        assert status == 503
        assert "no poll has worked for" in str(told["reasons"])
        assert (await by_hand.post({}, address=url + "/telegram/x"))[0] == 404
