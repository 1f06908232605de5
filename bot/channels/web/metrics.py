"""The numbers for Prometheus. Labels are kinds, methods and outcomes: few, and nobody's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.channels.telegram.counts import BOUNDS, Counts
from bot.channels.web.counted_backlog import CountedBacklog
from bot.channels.web.families import gauge, labelled, total
from bot.channels.web.fleet_metrics import of_clock, of_content, of_notices
from bot.channels.web.health import Vitals
from bot.store.outbox import Backlog

TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics(Collector):
    """Reads the numbers when asked, so that counting costs nothing that Prometheus needs."""

    def __init__(self, vitals: Vitals, wall: Callable[[], float] = time.time) -> None:
        self._vitals = vitals
        self._wall = wall
        fleet = vitals.fleet
        self._counted = (
            None if fleet is None else CountedBacklog(fleet.shift, vitals.channel.timing)
        )
        self._backlog: Backlog | None = None
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    async def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        self._backlog = None if self._counted is None else await self._counted.look()
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """All metrics of ours."""
        counts = self._vitals.counts
        yield labelled("updates", "Updates handled.", ("kind", "outcome"), counts.updates)
        yield _histogram(counts)
        yield labelled("telegram_calls", "Calls to Telegram.", ("method", "outcome"), counts.calls)
        refused = {(str(status),): n for status, n in self._vitals.refused().items()}
        yield labelled("webhook_refused", "Posts not accepted.", ("status",), refused)
        yield total("telegram_floods", "Calls refused with 429.", counts.floods)
        trips = self._vitals.round_trips()
        yield total("database_round_trips", "Times the database was asked.", trips)
        yield from self._gauges(counts)
        fleet = self._vitals.fleet
        if fleet is not None:
            yield from of_clock(fleet.own_clock)
            yield from of_content(fleet.following)
            yield from of_notices(fleet.shift, self._backlog)

    def _gauges(self, counts: Counts) -> Iterator[Metric]:
        channel = self._vitals.channel
        yield gauge("updates_in_hand", "Updates not yet committed.", counts.in_hand)
        yield gauge("oldest_update_seconds", "Age of the oldest of them.", counts.oldest)
        yield gauge("replies_waiting", "Replies not yet drawn.", channel.intake.waiting)
        signed_in = int(channel.health.signed_in)
        yield gauge("signed_in", "Whether Telegram knows us.", signed_in)
        waiting = self._vitals.waiting()
        if waiting is not None:
            yield gauge("telegram_waiting_updates", "Updates held by Telegram.", waiting)
        for name, about, moment in (
            ("last_update", "When an update was last handled.", counts.last_update),
            ("last_success", "When Telegram last took a call.", counts.last_call),
        ):
            ago = self._vitals.ago(moment)
            if ago is not None:
                yield gauge(f"{name}_timestamp_seconds", about, self._wall() - ago)


def _histogram(counts: Counts) -> Metric:
    buckets: list[tuple[str, float]] = []
    so_far = 0
    for bound, slot in zip((*BOUNDS, "+Inf"), counts.slots, strict=True):
        so_far += slot
        buckets.append((str(bound), so_far))
    family = HistogramMetricFamily("netral_update_seconds", "From arrival to commit.")
    family.add_metric([], buckets, counts.seconds)
    return family
