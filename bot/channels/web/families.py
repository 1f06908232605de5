"""Families of samples, as Prometheus knows them; every name of ours begins with ``netral_``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

T = TypeVar("T", bound=tuple[str, ...])


def labelled(name: str, about: str, labels: tuple[str, ...], values: Mapping[T, int]) -> Metric:
    """A counter for each combination of labels."""
    family = CounterMetricFamily(f"netral_{name}", about, labels=labels)
    for key, value in sorted(values.items()):
        family.add_metric(key, value)
    return family


def total(name: str, about: str, value: float) -> Metric:
    """A counter."""
    return CounterMetricFamily(f"netral_{name}", about, value)


def gauge(name: str, about: str, value: float) -> Metric:
    """A number that goes up and down."""
    return GaugeMetricFamily(f"netral_{name}", about, value)


def info(name: str, about: str, said: Mapping[str, str]) -> Metric:
    """What is said in labels; its value is always 1."""
    family = GaugeMetricFamily(f"netral_{name}", about, labels=tuple(said))
    family.add_metric(tuple(said.values()), 1)
    return family
