"""The auditor can fail: each promise is broken in the evidence of a good run, and found."""

from __future__ import annotations

import asyncio
import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.app import opened
from bot.settings import read_settings
from tests.cli.run import Shell
from tests.dialogues.stage import polling
from tests.fault import audit, audit_logs
from tests.fault.audit_screens import Screens
from tests.fault.audit_tallies import tallies
from tests.fault.crowd import FIRST_ID, NAME, Crowd
from tests.fault.databases import Sqlite
from tests.fault.records import AnswerRow, Records, read
from tests.fault.run import AGENCIES, UNITS
from tests.fault.witness import Witness
from tests.loopback import TEST_TOKEN, LoopbackServer


@dataclass(slots=True)
class Evidence:
    """What the auditor is given."""

    records: Records
    witness: Witness
    url: str

    def findings(self) -> list[str]:
        """Of all checks of rows and screens."""
        return [
            *audit.stored(self.records),
            *audit.Taps(self.records, self.witness).findings(),
            *Screens(self.records, self.witness).findings(),
        ]


Forge: TypeAlias = Callable[[Evidence], None]


async def _good_run(folder: Path) -> Evidence:
    """Six learners reach their results; nothing goes wrong."""
    database, shell, witness = Sqlite(folder, 0.0), Shell(folder), Witness()
    settings = {"DATABASE_URL": database.url, "CONTENT_DIR": str(shell.content)}
    server = LoopbackServer()
    witness.watch(server)
    async with server, opened(read_settings(settings)) as app:
        await app.store.agencies.put(AGENCIES, UNITS)
        async with polling(app, server):
            crowd = Crowd(server, witness, 6, seed=5, patience=5.0)
            assert await crowd.finish(20.0) == []
            pending = server.world.updates.pending
            assert await witness.changed.until(lambda: None if pending else True, 5.0)
    return Evidence(await read(database), witness, database.url)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return asyncio.run(_good_run(tmp_path_factory.mktemp("good")))


@pytest.fixture
def evidence(good: Evidence) -> Evidence:
    """To be tampered with; nobody forges what the witness holds but its lists."""
    records = copy.copy(good.records)
    records.people, records.attempts = list(records.people), list(records.attempts)
    records.answers = list(records.answers)
    witness = copy.copy(good.witness)
    witness.taps, witness.acked = list(witness.taps), dict(witness.acked)
    return Evidence(records, witness, good.url)


async def test_nothing_in_a_good_run(good: Evidence) -> None:
    assert good.findings() == []
    assert await tallies(good.url, good.records) == []
    assert len(good.records.answers) >= 12


def _stayed(evidence: Evidence) -> int:
    """Which answer is the last of somebody who never tapped on an agency, as to move."""
    movers = {one.person for one in evidence.witness.taps if one.data.startswith("j:")}
    answers = evidence.records.answers
    return max(i for i, one in enumerate(answers) if one.person not in movers)


def _lost(evidence: Evidence) -> None:
    evidence.records.answers.pop(_stayed(evidence))


def _twice(evidence: Evidence) -> None:
    evidence.records.answers.append(evidence.records.answers[-1])


def _changed(evidence: Evidence, **values: object) -> None:
    which = _stayed(evidence)
    row: AnswerRow = evidence.records.answers[which]
    evidence.records.answers[which] = row._replace(**values)  # type: ignore[arg-type]


def _late(evidence: Evidence) -> None:
    _changed(evidence, at=evidence.records.answers[_stayed(evidence)].at + 60_000)


def _early(evidence: Evidence) -> None:
    _changed(evidence, at=evidence.records.answers[_stayed(evidence)].at - 600_000)


def _other_points(evidence: Evidence) -> None:
    _changed(evidence, points=1)


def _other_person(evidence: Evidence) -> None:
    _changed(evidence, attempt="somebody-else")


def _other_score(evidence: Evidence) -> None:
    first = evidence.records.attempts[0]
    evidence.records.attempts[0] = first._replace(score=(first.score or 0) + 1)


def _two_open(evidence: Evidence) -> None:
    first = evidence.records.attempts[0]._replace(finished_at=None, score=None, passed=None)
    evidence.records.attempts += [first._replace(id="one"), first._replace(id="two")]


def _no_content(evidence: Evidence) -> None:
    evidence.records.catalogs = {}


def _never_tapped(evidence: Evidence) -> None:
    evidence.witness.taps = [one for one in evidence.witness.taps if one.data[0] not in "as"]


def _without_consent(evidence: Evidence) -> None:
    evidence.witness.taps = [one for one in evidence.witness.taps if one.data[0] != "c"]


def _consent_lost(evidence: Evidence) -> None:
    evidence.records.people.pop()


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        (_lost, "no answer is stored"),
        (_lost, "was confirmed, but is not stored"),
        (_twice, "its answers are those of the steps"),
        (_late, "acknowledged before it was stored"),
        (_late, "confirmed before it was stored"),
        (_early, "was never tapped"),
        (_other_points, "points, not"),
        (_other_person, "whose attempt it is not"),
        (_other_score, "recomputed"),
        (_two_open, "open attempts"),
        (_two_open, "wished for"),
        (_no_content, "was not archived"),
        (_never_tapped, "was never tapped"),
        (_without_consent, "never agreed"),
        (_consent_lost, "nobody is stored"),
    ],
)
def test_a_broken_promise(evidence: Evidence, forge: Forge, words: str) -> None:
    forge(evidence)
    assert any(words in finding for finding in evidence.findings()), evidence.findings()


def test_another_choice_than_the_screen_named(evidence: Evidence) -> None:
    row = evidence.records.answers[_stayed(evidence)]
    [attempt] = [one for one in evidence.records.attempts if one.id == row.attempt]
    other = next(key for key in attempt.items[row.step][2] if (key,) != row.chosen)
    _changed(evidence, chosen=(other,))
    assert any("another choice was confirmed" in finding for finding in evidence.findings())


async def test_a_tally_that_is_off(evidence: Evidence) -> None:
    evidence.records.people.pop()
    assert await tallies(evidence.url, evidence.records) != []


@pytest.mark.parametrize(
    "line",
    [
        f"2026-01-01T00:00:00.000Z INFO bot.x calls /bot{TEST_TOKEN}/getMe",
        f"2026-01-01T00:00:00.000Z INFO bot.x {NAME} 3 is here",
        f"2026-01-01T00:00:00.000Z INFO bot.x {FIRST_ID + 1} is here",
        "2026-01-01T00:00:00.000Z WARNING bot.x oh\\nTraceback (most recent call last):",
        "2026-01-01T00:00:00.000Z ERROR bot.x a job failed",
    ],
)
def test_a_log_that_says_too_much(line: str) -> None:
    assert len(list(audit_logs.log([line], TEST_TOKEN, size=2))) == 1


def test_an_end_that_nobody_asked_for() -> None:
    assert list(audit_logs.ends(Counter({-9: 3, 0: 1}), [])) == []
    assert list(audit_logs.ends(Counter({2: 1}), ["store-unavailable: away"])) == []
    assert len(list(audit_logs.ends(Counter({2: 1, 1: 1, -11: 1}), []))) == 3
