"""The calendar of elections: its stages, for the follow-ups before each."""

from __future__ import annotations

from bot.catalog.catalog import Stage
from bot.catalog.parts import Parts, unique


def build_stages(parts: Parts) -> tuple[Stage, ...]:
    """The stages by the day on which they begin; a second one of the same id is reported."""
    found = (item.value for item in unique(parts, parts.stages, "tahap"))
    stages = (Stage(stage.id, stage.title, stage.begins) for stage in found)
    return tuple(sorted(stages, key=lambda stage: stage.begins))
