"""Question health as sheets: for the terminal, CSV and XLSX alike."""

from __future__ import annotations

from collections.abc import Sequence

from bot.exports.sheet import Cell, Column, Sheet
from bot.quiz.health import Choosing, Health
from bot.quiz.statistics import Subject
from bot.quiz.track_health import TrackHealth

_TRACK = (Column("module", width=10), Column("kind", width=9))
_NUMBERS = (
    Column("answers", "whole", 9),
    Column("facility", "percent", 9),
    Column("discrimination", "decimal", 14),
    Column("median s", "decimal", 9),
    Column("90% s", "decimal", 9),
    Column("idle", "whole", 7),
)


def scenarios(rows: Sequence[Health]) -> Sheet:
    """A row for each version of a scenario. A right choice has a star."""
    columns = (
        *_TRACK,
        Column("topic", width=12),
        Column("scenario", width=34),
        Column("version", "whole", 8),
        Column("rule", width=30),
        *_NUMBERS,
        Column("choices", width=40),
        Column("flags", width=30),
    )
    return Sheet("scenarios", columns, [_scenario(row, row.subject) for row in rows if row.subject])


def _scenario(row: Health, of: Subject) -> tuple[Cell, ...]:
    named = (*row.track, of.topic, of.scenario, of.version, row.rule)
    return (*named, *_numbers(row), " ".join(map(_choice, row.choices)), _flags(row))


def rules(rows: Sequence[Health]) -> Sheet:
    """A row for each rule; ``scenarios`` counts their versions."""
    columns = (
        *_TRACK,
        Column("rule", width=34),
        Column("scenarios", "whole", 10),
        *_NUMBERS,
        Column("flags", width=30),
    )
    return Sheet(
        "rules",
        columns,
        [(*row.track, row.rule, row.scenarios, *_numbers(row), _flags(row)) for row in rows],
    )


def choices(rows: Sequence[Health]) -> Sheet:
    """A row for each choice of each scenario, with numbers to sort and filter by."""
    columns = (
        *_TRACK,
        Column("scenario", width=34),
        Column("version", "whole", 8),
        Column("rule", width=30),
        Column("choice", width=14),
        Column("right", "whole", 7),
        Column("chosen", "whole", 9),
        Column("share", "percent", 9),
    )
    told = [
        (*row.track, row.subject.scenario, row.subject.version, row.rule, *_chosen(choice))
        for row in rows
        if row.subject
        for choice in row.choices
    ]
    return Sheet("choices", columns, told)


def _chosen(choice: Choosing) -> tuple[Cell, ...]:
    return (choice.key, int(choice.right), choice.count, choice.share)


def modules(rows: Sequence[TrackHealth]) -> Sheet:
    """A row for each module as practice and as exam."""
    columns = (
        *_TRACK,
        Column("attempts", "whole", 10),
        Column("repeats left out", "whole", 10),
        Column("blanks left out", "whole", 10),
        Column("twins left out", "whole", 10),
        Column("answers lost", "whole", 10),
        Column("answers each", "decimal", 10),
        Column("KR-20", "decimal", 8),
        Column("flags", width=30),
    )
    return Sheet("modules", columns, [_module(row) for row in rows])


def _module(row: TrackHealth) -> tuple[Cell, ...]:
    t = row.tally
    left_out = (t.repeats, t.blank, t.primed, t.lost)
    return (*row.track, t.attempts, *left_out, row.length, row.kr20, ", ".join(row.flags))


def _numbers(row: Health) -> tuple[Cell, ...]:
    times = (_seconds(row.median_ms), _seconds(row.p90_ms), row.idle)
    return (row.answers, row.facility, row.discrimination, *times)


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000


def _choice(choice: Choosing) -> str:
    star = "*" if choice.right else ""
    return f"{choice.key}{star} {choice.share:.0%}"


def _flags(row: Health) -> str:
    unused = "/".join(choice.key for choice in row.choices if choice.count == 0)
    return ", ".join(f"{flag} {unused}" if flag == "unused option" else flag for flag in row.flags)
