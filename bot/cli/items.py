"""Question health on the command line, for authors and operators."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.cli.context import echo, table, with_app
from bot.exports.as_csv import write_csv
from bot.exports.sheet import Sheet, shown
from bot.quiz.health import by_rule, by_scenario
from bot.quiz.statistics import Pool
from bot.quiz.track_health import by_track
from bot.service.attempts import item_sheets
from bot.service.attempts.item_report import check_names, pooled
from bot.service.attempts.shortages import lines

_TOO_WIDE = ("topic", "rule", "90% s", "idle")
"""Left out on a terminal, where the names of scenarios would be cut off otherwise."""


class By(StrEnum):
    """What a row is about."""

    scenario = "scenario"
    rule = "rule"
    module = "module"


class Format(StrEnum):
    """How the rows are given."""

    table = "table"
    csv = "csv"
    xlsx = "xlsx"


def items(
    module: Annotated[str, typer.Option("--module", help="Only this module.")] = "",
    topic: Annotated[str, typer.Option("--topic", help="Only scenarios of this topic.")] = "",
    by: Annotated[By, typer.Option("--by", help="What a row is about.")] = By.scenario,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: by --out's ending, else table.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file to write.")] = None,
) -> None:
    """Question health: facility, discrimination, choices, time, and KR-20 of each module.

    Pooled over all agencies; of each person the first finished practice and exam of a module
    count, each apart.
    """
    form = form or _format_of(out)
    if form is Format.xlsx and out is None:
        raise typer.BadParameter("a sheet needs a file: --out FILE.xlsx")
    if form is Format.table and out is not None:
        raise typer.BadParameter("a table is for eyes; for a file: --format csv or xlsx")
    pool, short = with_app(lambda app: _pool(app, module, topic))
    for line in short:  # apart from the rows, as a program may read those
        typer.echo(f"warning: {line}", err=True)
    if form is Format.table:
        _show(_sheets(pool, by, topic)[0], pool, by)
    elif form is Format.csv:
        _write(out, lambda file: write_csv(_sheets(pool, by, topic)[0], file))
    else:
        from bot.exports.as_xlsx import write_xlsx

        _write(out, lambda file: write_xlsx(_sheets(pool, by, topic), file))


def _format_of(out: Path | None) -> Format:
    if out is None:
        return Format.table
    try:
        return Format(out.suffix.lower().removeprefix("."))
    except ValueError:
        raise typer.BadParameter(f"{out}: end it in .csv or .xlsx, or say --format") from None


async def _pool(app: App, module: str, topic: str) -> tuple[Pool, list[str]]:
    """The answers, and what has too few questions."""
    check_names(app.desk.library, module, topic)
    pool = await _read(app, module)  # which looks what is withdrawn
    return pool, lines(app.desk.library, module)


async def _read(app: App, module: str) -> Pool:
    library = app.desk.library
    if not sys.stderr.isatty():
        return await pooled(app.store, library, module)
    from rich.console import Console

    with Console(stderr=True).status("reading answers") as status:
        return await pooled(
            app.store, library, module, lambda n: status.update(f"reading answers: {n:,}")
        )


def _sheets(pool: Pool, by: By, topic: str) -> list[Sheet]:
    """What was asked for comes first."""
    modules = item_sheets.modules(by_track(pool))
    if by is By.module:
        return [modules]
    if by is By.rule:
        return [item_sheets.rules(by_rule(pool, topic)), modules]
    rows = by_scenario(pool, topic)
    return [item_sheets.scenarios(rows), item_sheets.choices(rows), modules]


def _show(sheet: Sheet, pool: Pool, by: By) -> None:
    if not pool.tracks:
        typer.echo("nobody has finished an attempt yet", err=True)
        return
    narrow = by is By.scenario and sys.stdout.isatty()
    wanted = [
        (place, column)
        for place, column in enumerate(sheet.columns)
        if not (narrow and column.heading in _TOO_WIDE)
    ]
    table(
        [column.heading for _, column in wanted],
        [[shown(row[place], column.kind) or "-" for place, column in wanted] for row in sheet.rows],
    )
    if by is not By.module:  # below the table and apart from it, as a program may read the table
        _remarks(pool)


def _remarks(pool: Pool) -> None:
    for row in by_track(pool):
        reliable = "-" if row.kr20 is None else f"{row.kr20:.2f}"
        t = row.tally
        typer.echo(
            f"{' '.join(row.track)}: {t.attempts} first attempts, KR-20 {reliable}; left out:"
            f" {t.repeats} repeats, {t.blank} blanks, {t.primed} twins, {t.lost} lost",
            err=True,
        )


def _write(out: Path | None, write: Callable[[io.BytesIO], None]) -> None:
    made = io.BytesIO()
    write(made)
    if out is None:
        sys.stdout.buffer.write(made.getvalue())
        return
    try:
        out.write_bytes(made.getvalue())
    except OSError as error:
        raise typer.BadParameter(f"{out}: {error.strerror}") from None
    echo(f"written: {out}")
