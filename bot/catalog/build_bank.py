"""The bank: scenarios with the keys that the rulebook derives for them, and the worked cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from bot.catalog.catalog import WorkedCase
from bot.catalog.conditions import unknown_fact, unknown_value
from bot.catalog.parts import Parts, Placed, unique
from bot.catalog.schema_bank import MarkingIn, PolicyFile, ScenarioIn
from bot.errors import CaseError, Finding
from bot.quiz.bank import Bank, Option, Question, Scenario, Topic
from bot.quiz.keys import FULL, Policy, UnclearError, question
from bot.rulebook.judge import UnsureError, idle
from bot.rulebook.rulebook import Rulebook
from bot.rulebook.rules import Verdict

_KEYS = "abcde"
_WITH_OPTIONS = {"pilih": (3, 4), "tandai": (3, 5), "nilai": (0, 0), "akibat": (0, 0)}


def build_policy(parts: Parts) -> Policy | None:
    """How answers are graded, or None when the policy is missing, incomplete or unjust."""
    if parts.policy is None:
        return None
    marking = parts.policy.value.marking
    verdicts = set(get_args(Verdict))
    whole = marking.judge.keys() == verdicts == marking.choose.keys()
    if not whole or any(row.keys() != verdicts for row in marking.judge.values()):
        told = "'marking': setiap putusan (boleh, hindari, dilarang) wajib bernilai; lengkapi"
        parts.findings.append(parts.policy.finding("missing-key", told, "marking"))
        return None
    unjust = list(_unjust(parts.policy, marking))
    parts.findings += unjust
    return None if unjust else Policy(marking.judge, marking.choose)


def _unjust(policy: Placed[PolicyFile], marking: MarkingIn) -> Iterator[Finding]:
    """What is right scores 100, and what is not scores less."""
    for truth, row in marking.judge.items():
        for said, points in row.items():
            if (points == FULL) != (truth == said):
                told = f"'{said}' bernilai {points}; hanya jawaban yang benar bernilai {FULL}"
                yield policy.finding("bad-marking", told, "marking", "judge", truth, said)
    for verdict, points in marking.choose.items():
        if points == FULL:
            told = f"pilihan yang bukan terbaik bernilai kurang dari {FULL}"
            yield policy.finding("bad-marking", told, "marking", "choose", verdict)


def build_bank(parts: Parts, book: Rulebook, policy: Policy, as_of: date) -> Bank:
    """Every scenario that has a key; the others are reported."""
    topics = [Topic(topic.value[0], topic.value[1]) for topic in parts.topics]
    questions = []
    for item in unique(parts, parts.scenarios, "skenario"):
        found = _question(parts, item, book, policy, as_of)
        if found is None:
            parts.lost_questions[item.value[0]] += 1
        else:
            questions.append(found)
    return Bank(topics, questions)


def build_cases(parts: Parts) -> tuple[WorkedCase, ...]:
    """The worked cases, as they are written."""
    return tuple(
        WorkedCase(c.name, c.on, c.facts, c.expect.verdict, c.expect.severity, c.expect.rule, c.row)
        for c in (item.value for item in parts.cases)
    )


def known_facts(
    parts: Parts,
    item: Placed[object],
    book: Rulebook,
    facts: Mapping[str, str],
    *place: str | int,
) -> bool:
    """Whether all these facts and values exist; those that do not are reported."""
    known = {fact.id: fact for fact in book.vocabulary.facts}
    right = True
    for fact, value in facts.items():
        if fact not in known:
            right = False
            if not parts.is_lost("facts", fact):
                parts.findings.append(unknown_fact(item, known, fact, *place, fact))
        elif value not in {one.id for one in known[fact].values}:
            right = False
            parts.findings.append(unknown_value(item, known[fact], value, *place, fact))
    return right


def fitting_facts(
    parts: Parts,
    item: Placed[object],
    book: Rulebook,
    facts: Mapping[str, str],
    given: Mapping[str, str],
    *place: str | int,
) -> bool:
    """Whether these facts can apply where those of ``given`` hold; the others are reported."""
    found = [
        item.finding(
            "idle-fact", f"fakta '{fact}' tidak berlaku pada keadaan ini; hapus", *place, fact
        )
        for fact in idle(book, {**given, **facts})
        if fact in facts
    ]
    parts.findings += found
    return not found


def _question(
    parts: Parts,
    item: Placed[tuple[str, ScenarioIn]],
    book: Rulebook,
    policy: Policy,
    as_of: date,
) -> Question | None:
    topic, written = item.value
    if not _right_options(parts, item) or not _right_facts(parts, item, book):
        return None
    options = tuple(
        Option(_KEYS[i], option.text, option.facts) for i, option in enumerate(written.options)
    )
    scenario = Scenario(
        written.id,
        written.version,
        topic,
        written.kind,
        written.text,
        written.facts,
        written.on or as_of,
        written.why,
        options,
        written.twin,
    )
    try:
        return question(book, policy, scenario)
    except UnclearError as error:
        parts.findings.append(_unclear(item, error))
    except UnsureError:
        pass  # the rule that may decide it is reported
    except CaseError:
        parts.findings.append(no_key(item, scenario.on))
    return None


def no_key(item: Placed[object], on: date) -> Finding:
    """The finding for facts of which the rulebook says nothing, or several things."""
    told = f"tidak ada aturan yang berlaku pada {on}, atau aturannya bertentangan"
    return item.finding("no-key", f"tidak dapat dinilai: {told}", "facts")


def _right_options(parts: Parts, item: Placed[tuple[str, ScenarioIn]]) -> bool:
    written = item.value[1]
    least, most = _WITH_OPTIONS[written.kind]
    if least <= len(written.options) <= most:
        return True
    wanted = f"{least} sampai {most} opsi" if most else "tanpa opsi"
    parts.findings.append(
        item.finding("options", f"jenis '{written.kind}' harus {wanted}", "options")
    )
    return False


def _right_facts(parts: Parts, item: Placed[tuple[str, ScenarioIn]], book: Rulebook) -> bool:
    written = item.value[1]
    right = known_facts(parts, item, book, written.facts, "facts")
    for i, option in enumerate(written.options):
        right &= known_facts(parts, item, book, option.facts, "options", i, "facts")
    if not right:
        return False
    if not written.options:
        return fitting_facts(parts, item, book, written.facts, {}, "facts")
    for i, option in enumerate(written.options):
        place = ("options", i, "facts")
        right &= fitting_facts(parts, item, book, option.facts, written.facts, *place)
    return right


def _unclear(item: Placed[tuple[str, ScenarioIn]], error: UnclearError) -> Finding:
    place = ("options", error.option, "facts") if error.option is not None else ("facts",)
    if error.needs:
        return item.finding(
            "undetermined", "putusan belum pasti; sebutkan juga: " + ", ".join(error.needs), *place
        )
    kind = item.value[1].kind
    words = {
        "pilih": "tidak ada satu opsi terbaik; ubah fakta opsi sehingga hanya satu yang terbaik",
        "tandai": "sebagian opsi harus dilarang dan sebagian tidak",
        "akibat": "jenis 'akibat' hanya untuk perbuatan yang dilarang",
    }
    return item.finding(
        "no-best-answer", words.get(kind, str(error)), "options" if kind != "akibat" else "facts"
    )
