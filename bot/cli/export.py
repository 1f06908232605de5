"""An agency's numbers as a file, or those of all agencies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.cli.context import echo, with_app
from bot.errors import ListingError
from bot.service.officers.access import Scope
from bot.service.recap.export import Form, write_agency, write_national
from bot.service.recap.export_sheets import VIEWS, View
from bot.store.trail import COMMAND_LINE

ALL = "all"


class Shown(StrEnum):
    """What a file is about."""

    people = "people"
    summary = "summary"
    units = "units"
    months = "months"
    campaigns = "campaigns"
    weak = "weak"


def export(
    code: Annotated[str, typer.Argument(help=f"An agency's code, or {ALL} for all of them.")],
    file: Annotated[Path, typer.Argument(help="FILE.xlsx, or FILE.csv for one view.")],
    view: Annotated[
        Shown | None, typer.Option("--view", help="Only this; CSV shows people otherwise.")
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="id or en.")] = "id",
) -> None:
    """Write an agency's numbers; of all agencies, those of the provinces too, for a map.

    Every export is in the agency's audit trail. Nobody's answers are in any of them.
    """
    form = _form_of(file)
    views: tuple[View, ...] = (view.value,) if view else (VIEWS if form == "xlsx" else ("people",))
    try:
        with_app(lambda app: _write(app, code, file, form, views, language))
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from None
    echo(f"written: {file}")


async def _write(
    app: App, code: str, file: Path, form: Form, views: tuple[View, ...], language: str
) -> None:
    agency = code.upper()
    if code != ALL and await app.store.agencies.get(agency) is None:
        raise ListingError([f"there is no agency {agency}"])
    with file.open("wb") as out:
        if code == ALL:
            await write_national(app.desk, COMMAND_LINE, language, form, out)
        else:
            scope = Scope(agency, None, manages=True)
            await write_agency(app.desk, scope, COMMAND_LINE, language, form, views, out)


def _form_of(file: Path) -> Form:
    if file.suffix.lower() == ".xlsx":
        return "xlsx"
    if file.suffix.lower() == ".csv":
        return "csv"
    raise typer.BadParameter(f"{file}: end it in .xlsx or .csv")
