"""Twins: two scenarios that differ by one fact, and by what the rulebook says."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.load import Content
from bot.catalog.parts import Placed
from bot.catalog.schema import ScenarioIn
from bot.errors import Finding
from bot.quiz.bank import Question


def check(content: Content) -> Iterator[Finding]:
    """Twins that do not exist, do not point back, differ by more, or do not differ at all."""
    if content.catalog is None:
        return
    questions = content.catalog.bank.questions
    written = {item.value[1].id: item for item in content.parts.scenarios}
    for item in content.parts.scenarios:
        twin = item.value[1].twin
        if twin is not None:
            problem = _problem(
                item, twin, written, questions.get(item.value[1].id), questions.get(twin)
            )
            if problem:
                yield item.finding("twin", problem, "twin")


def _problem(
    item: Placed[tuple[str, ScenarioIn]],
    twin: str,
    written: dict[str, Placed[tuple[str, ScenarioIn]]],
    one: Question | None,
    other: Question | None,
) -> str | None:
    if twin not in written or twin == item.value[1].id:
        return f"skenario kembar '{twin}' tidak ada"
    if written[twin].value[1].twin != item.value[1].id:
        return f"'{twin}' tidak menunjuk balik ke skenario ini"
    if one is None or other is None:
        return None
    if one.scenario.kind != other.scenario.kind:
        return f"'{twin}' berjenis lain"
    if not one.scenario.options and len(differing(one, other)) != 1:
        return f"'{twin}' berbeda pada {len(differing(one, other))} fakta; harus tepat satu"
    same = (one.decided.verdict, one.decided.severity) == (
        other.decided.verdict,
        other.decided.severity,
    )
    return f"putusan '{twin}' sama; kembar harus mengubah putusan" if same else None


def differing(one: Question, other: Question) -> list[str]:
    """The facts that both could state and that differ, a day of its own included.

    A fact that only one states because it does not apply to the other follows from the difference.
    """
    facts, others = one.scenario.facts, other.scenario.facts
    changed = [fact for fact in facts if fact in others and facts[fact] != others[fact]]
    if one.scenario.on != other.scenario.on:
        changed.append("on")
    return changed or [fact for fact in {**facts, **others} if facts.get(fact) != others.get(fact)]
