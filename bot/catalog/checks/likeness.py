"""Two scenarios that are almost the same, without being twins on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.catalog.gather import Content
from bot.catalog.parts import Placed
from bot.catalog.schema_bank import ScenarioIn
from bot.errors import Finding


def check(content: Content) -> Iterator[Finding]:
    """Each pair whose texts are more alike than the policy allows, told at the later one."""
    parts = content.parts
    if parts.policy is None or parts.policy.value.bank is None:
        return
    limit = parts.policy.value.bank.likeness
    texts = [(item, _whole(item.value[1])) for item in parts.scenarios]
    for i, (item, text) in enumerate(texts):
        for earlier, other in texts[:i]:
            one, two = item.value[1], earlier.value[1]
            if one.twin != two.id and fuzz.ratio(text, other, score_cutoff=limit) >= limit:
                yield _alike(item, earlier)


def _whole(scenario: ScenarioIn) -> str:
    options = (option.text.get("id", "") for option in scenario.options)
    return " ".join((scenario.text.get("id", ""), *options)).casefold()


def _alike(
    item: Placed[tuple[str, ScenarioIn]], earlier: Placed[tuple[str, ScenarioIn]]
) -> Finding:
    there = f"{earlier.document.path}:{earlier.document.line(earlier.place)}"
    return item.finding("duplicate", f"hampir sama dengan '{earlier.value[1].id}' ({there})")
