"""What a worker tells of itself as one of several."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from bot.channels.web.families import gauge
from bot.service.following import Following


def of_content(following: Following) -> Iterator[Metric]:
    """Which content is in use, and whether it is the one that is wanted."""
    about = "The content in use: its meaning (hash), and every byte of it (edition)."
    family = GaugeMetricFamily("netral_content_info", about, labels=("hash", "edition"))
    family.add_metric((following.library.current.hash, following.library.edition), 1)
    yield family
    differs = int(following.differs)
    yield gauge("content_differs", "Whether another content is wanted than is in use.", differs)
