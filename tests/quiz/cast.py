"""One small rulebook for all: looking is allowed, liking unwise, joining and paying forbidden."""

from __future__ import annotations

from datetime import date

from bot.quiz.bank import Bank, Kind, Option, Question, Quota, Scenario, Topic
from bot.quiz.keys import Policy, question
from bot.rulebook.rulebook import Rulebook
from tests.rulebook.oracle import labels
from tests.rulebook.worlds import book, fact, rule, value

ON = date(2024, 2, 1)
LOOK, LIKE, JOIN, PAY = "lihat", "suka", "gabung", "bayar"

BOOK: Rulebook = book(
    [fact("tindakan", LOOK, LIKE, JOIN, PAY), fact("cuti", "ya", "tidak")],
    [
        rule("lihat", (value("tindakan", LOOK),)),
        rule("suka", (value("tindakan", LIKE),), verdict="hindari"),
        rule("gabung", (value("tindakan", JOIN),), verdict="dilarang", severity="ringan"),
        rule(
            "bayar",
            (value("tindakan", PAY), value("cuti", "ya")),
            (value("tindakan", PAY), value("cuti", "tidak")),
            verdict="dilarang",
            severity="berat",
        ),
        rule(
            "cuti",
            (value("tindakan", JOIN), value("cuti", "ya")),
            overrides=frozenset(["gabung"]),
        ),
    ],
)

POLICY = Policy(
    judge={
        "boleh": {"boleh": 100, "hindari": 50, "dilarang": 0},
        "hindari": {"boleh": 0, "hindari": 100, "dilarang": 50},
        "dilarang": {"boleh": 0, "hindari": 50, "dilarang": 100},
    },
    choose={"boleh": 50, "hindari": 40, "dilarang": 0},
)


def act(what: str, leave: str = "tidak") -> dict[str, str]:
    return {"tindakan": what, "cuti": leave}


def scenario(
    *options: dict[str, str],
    id_: str = "soal",
    topic: str = "umum",
    kind: Kind = "nilai",
    facts: dict[str, str] | None = None,
    twin: str | None = None,
) -> Scenario:
    return Scenario(
        id=id_,
        version=1,
        topic=topic,
        kind=kind,
        text=labels("Bolehkah?"),
        facts=facts if facts is not None else ({} if options else act(LOOK)),
        on=ON,
        why=labels("Sebab"),
        options=tuple(Option("abcde"[i], labels("x"), one) for i, one in enumerate(options)),
        twin=twin,
    )


def ask(
    *options: dict[str, str], kind: Kind = "nilai", facts: dict[str, str] | None = None
) -> Question:
    return question(BOOK, POLICY, scenario(*options, kind=kind, facts=facts))


def bank(topic: str, size: int, kind: Kind = "nilai", twins: int = 0) -> Bank:
    """``size`` questions of one topic, of which the first ``twins`` pairs are twins."""
    return Bank([Topic(topic, labels(topic))], questions(topic, size, kind, twins))


def questions(topic: str, size: int, kind: Kind = "nilai", twins: int = 0) -> list[Question]:
    options = [act(LOOK), act(LIKE), act(JOIN)] if kind == "pilih" else []
    made = []
    for i in range(size):
        twin = f"{topic}-{kind}-{i ^ 1}" if i < 2 * twins else None
        id_ = f"{topic}-{kind}-{i}"
        one = scenario(*options, id_=id_, topic=topic, kind=kind, twin=twin)
        made.append(question(BOOK, POLICY, one))
    return made


def quota(topic: str, count: int, kind: Kind | None = None) -> Quota:
    return Quota(topic, count, kind)
