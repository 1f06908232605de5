"""Twins: two scenarios that differ by one fact, and by what the rulebook says."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.explain import closest, suggest
from bot.catalog.gather import Content
from bot.catalog.parts import Placed
from bot.catalog.schema_bank import ScenarioIn
from bot.errors import Finding
from bot.quiz.bank import Question


def check(content: Content) -> Iterator[Finding]:
    """Twins that do not exist, do not point back, differ by more, or do not differ at all."""
    if content.catalog is None:
        return
    questions = content.catalog.bank.questions
    written: dict[str, Placed[tuple[str, ScenarioIn]]] = {}
    for scenario in content.parts.scenarios:
        written.setdefault(scenario.value[1].id, scenario)
    order = list(written)
    for id_, item in written.items():
        twin = item.value[1].twin
        if twin is None or content.parts.is_lost("scenarios", twin):
            continue
        problem = _pointing(id_, twin, written)
        if problem is None and order.index(id_) > order.index(twin):
            problem = _alike(questions.get(id_), questions.get(twin))  # told once a pair
        if problem:
            yield item.finding("twin", problem, "twin")


def _pointing(
    id_: str, twin: str, written: dict[str, Placed[tuple[str, ScenarioIn]]]
) -> str | None:
    if twin == id_:
        return "skenario tidak dapat menjadi kembarnya sendiri; tulis id yang lain"
    if twin not in written:
        return f"skenario kembar '{twin}' tidak ada{suggest(closest(twin, written))}; perbaiki"
    if written[twin].value[1].twin != id_:
        return f"'{twin}' tidak menunjuk balik; tulis 'twin: {id_}' di sana"
    return None


def _alike(one: Question | None, other: Question | None) -> str | None:
    if one is None or other is None:
        return None
    if one.scenario.kind != other.scenario.kind:
        return f"'{other.id}' berjenis '{other.scenario.kind}'; kembar harus sejenis"
    changed = differing(one, other)
    if not one.scenario.options and len(changed) != 1:
        told = f" ({', '.join(changed)})" if changed else ""
        return f"'{other.id}' berbeda pada {len(changed)} fakta{told}; harus tepat satu"
    same = (one.decided.verdict, one.decided.severity) == (
        other.decided.verdict,
        other.decided.severity,
    )
    return f"putusan '{other.id}' sama; kembar harus mengubah putusan" if same else None


def differing(one: Question, other: Question) -> list[str]:
    """The facts that both could state and that differ, a day of its own included.

    A fact that only one states because it does not apply to the other follows from the difference.
    """
    facts, others = one.scenario.facts, other.scenario.facts
    changed = [fact for fact in facts if fact in others and facts[fact] != others[fact]]
    if one.scenario.on != other.scenario.on:
        changed.append("on")
    return changed or [fact for fact in {**facts, **others} if facts.get(fact) != others.get(fact)]
