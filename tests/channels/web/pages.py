"""The pages that supervisors and Prometheus read."""

from __future__ import annotations

import json

from prometheus_client.parser import text_string_to_metric_families

from tests.channels.web.stage import Client


async def ready(by_hand: Client) -> tuple[int, dict[str, object]]:
    status, body = await by_hand.get("/readyz")
    return status, json.loads(body)


async def metrics(by_hand: Client) -> dict[str, float]:
    """Each sample as Prometheus reads it, by its name and labels."""
    status, body = await by_hand.get("/metrics")
    assert status == 200
    return {
        sample.name + "".join(f"|{value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }
