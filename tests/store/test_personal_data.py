"""Whatever names a person is told to them, goes with them, or says why it stays."""

from __future__ import annotations

import re

from bot.store import queries
from bot.store.migrate import shipped
from bot.store.personal import HELD, IMPERSONAL
from bot.store.sqlite import SqliteDatabase
from bot.store.store import Store
from bot.store.tables import tables
from tests.store.raw import execute

PERSONAL = re.compile(
    r"(^|_)(person|people|name|nip|phone|email|actor|officer|learner|user|typed|signed|last)(_|$)"
    r"|_by$"
)
_POSTGRES = """
SELECT column_name AS name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = '{}'
"""


async def columns_of(store: Store, table: str) -> list[str]:
    sqlite = isinstance(store.database, SqliteDatabase)
    sql = "SELECT name FROM pragma_table_info('{}')" if sqlite else _POSTGRES
    return [row["name"] for row in await execute(store.database, sql.format(table))]


async def test_every_column_that_names_a_person_has_its_line(empty: Store) -> None:
    known = {(one.table, column) for one in HELD for column in one.columns}
    for table in tables(shipped()):
        for column in await columns_of(empty, table):
            if PERSONAL.search(column) and (table, column) not in {*known, *IMPERSONAL}:
                raise AssertionError(
                    f"{table}.{column} may name a person: add a line to HELD in"
                    " bot/store/personal.py, or to IMPERSONAL there if it never does"
                )


async def test_every_line_is_about_a_column_that_there_is(empty: Store) -> None:
    lines = {*((one.table, column) for one in HELD for column in one.columns), *IMPERSONAL}
    for table, column in lines:
        assert column in await columns_of(empty, table), f"there is no {table}.{column}"


def test_each_table_has_one_line_and_a_statement_of_its_own() -> None:
    assert len({one.table for one in HELD}) == len(HELD)
    for one in HELD:
        shown = queries.shipped()[one.shown]
        assert one.table in re.findall(r"\b(?:FROM|JOIN) (\w+)", shown.sql), one.shown
        assert set(shown.names) == {"person"}


def test_what_erases_a_row_takes_the_person_out_or_says_why_it_stays() -> None:
    for one in HELD:
        for name in one.erased:
            query = queries.shipped()[name]
            assert set(query.names) <= {"person", "anonymous", "at"}
            assert one.table in query.sql
            assert query.sql.startswith("DELETE") or one.kept, f"{one.table}: why does it stay?"
        if not one.erased:
            assert one.kept, f"{one.table}: it is not erased, and does not say why"


async def test_an_attempt_is_copied_with_all_its_columns(empty: Store) -> None:
    copied = re.search(r"INSERT INTO attempts \(([^)]*)\)", queries.shipped()["erase_copy"].sql)
    assert copied is not None
    assert sorted(copied[1].replace(",", " ").split()) == sorted(
        await columns_of(empty, "attempts")
    ), "add the new column to erase_copy in sql/rights.sql"
