"""For the operator: what was reported about questions, and the ruling on it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import App
from bot.cli.context import echo, moment, table, with_app
from bot.errors import QuizError
from bot.quiz.attempt import Version
from bot.service.attempts.shortages import lines
from bot.service.disputes.case import read
from bot.service.disputes.ruling import MOST, rule
from bot.store.disputes import Outcome
from bot.store.trail import COMMAND_LINE

app = typer.Typer(no_args_is_help=True, help="Questions that learners reported.")

Scenario = Annotated[str, typer.Argument(help="SCENARIO or SCENARIO:VERSION, as `list` has it.")]
Answer = Annotated[
    str, typer.Option("--answer", help=f"What those who reported it are told; {MOST} letters.")
]


@app.command("list")
def list_() -> None:
    """What waits for a ruling; what was reported most often comes first."""
    waiting = with_app(lambda app: app.store.disputes.queue())
    if not waiting:
        echo("no report is waiting")
        return
    table(
        ("scenario", "version", "reports", "since"),
        [(one.of.scenario, one.of.number, one.reports, moment(one.since)) for one in waiting],
    )


@app.command("show")
def show(
    scenario: Scenario,
    lang: Annotated[str, typer.Option("--lang", help="id or en.")] = "id",
) -> None:
    """The question, its facts, what follows from them by which rule, and what was reported."""
    for text in with_app(lambda app: _told(app, scenario, lang)):
        echo(text)


@app.command("uphold")
def uphold(scenario: Scenario, answer: Answer) -> None:
    """Withdraw this version: it is not asked any more, and counts in full for whoever was."""
    short = with_app(lambda app: _uphold(app, scenario, answer))
    echo("withdrawn; the bot marks again whatever this touches while it serves, and tells people")
    for line in short:
        echo(f"warning: {line}")


@app.command("reject")
def reject(scenario: Scenario, answer: Answer) -> None:
    """Leave the question in use, and tell those who reported it why."""
    with_app(lambda app: _rule(app, scenario, "rejected", answer))
    echo("rejected; those who reported it will be told")


async def _told(app: App, named: str, language: str) -> list[str]:
    of = await _version(app, named)
    disputes = app.store.disputes
    reports, rulings = await disputes.open(of), await disputes.rulings_of(of)
    pages = await read(app.desk.library, reports, rulings, of)
    return [app.wording.plain(phrase, language) + "\n" for page in pages for phrase in page]


async def _uphold(app: App, named: str, answer: str) -> list[str]:
    """What has too few questions now."""
    await _rule(app, named, "upheld", answer)
    return lines(app.desk.library)


async def _rule(app: App, named: str, outcome: Outcome, answer: str) -> None:
    if not 0 < len(answer) <= MOST:
        raise QuizError(f"an answer has 1 to {MOST} letters, this one has {len(answer)}")
    of = await _version(app, named)
    round_ = len(await app.store.disputes.rulings_of(of)) + 1
    if not await rule(app.desk, of, round_, outcome, answer, COMMAND_LINE):
        raise QuizError(f"no report about {of.scenario} version {of.number} is waiting")


async def _version(app: App, named: str) -> Version:
    """The version that is named, or the newest of that scenario that was reported."""
    scenario, _, number = named.partition(":")
    waiting, rulings = await app.store.disputes.queue(), await app.store.disputes.rulings()
    every = [*(one.of for one in rulings), *(one.of for one in waiting)]
    found = [of for of in every if of.scenario == scenario and number in ("", str(of.number))]
    if not found:
        raise QuizError(f"nobody reported {named}; see: disputes list")
    return max(found, key=lambda of: (of in [one.of for one in waiting], of.number))
