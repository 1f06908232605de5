"""The tables follow from the migrations, and a sum tells two copies apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.database import Database
from bot.store.migrate import Migration, shipped
from bot.store.sqlite import SqliteDatabase
from bot.store.store import Store
from bot.store.tables import RECORD, Column, Sum, Values, column, insert, select, tables
from tests.store.raw import execute

values = st.tuples(st.none() | st.integers(), st.text(), st.binary())


async def tables_of(database: Database) -> set[str]:
    if isinstance(database, SqliteDatabase):
        sql = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    else:
        sql = "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace ="
        sql += " current_schema()::regnamespace"
    return {row["name"] for row in await execute(database, sql)}


async def test_the_tables_are_those_that_the_migrations_leave(empty: Store) -> None:
    assert {*tables(shipped()), RECORD} == await tables_of(empty.database)


async def test_no_table_comes_before_one_that_it_refers_to(empty: Store) -> None:
    # Dropping in the reverse order is refused when the order is wrong.
    for table in reversed(tables(shipped())):
        await execute(empty.database, f"DROP TABLE {table}")
    assert await tables_of(empty.database) == {RECORD}


def test_a_table_that_is_dropped_is_not_among_them() -> None:
    made = Migration(1, "made", "CREATE TABLE one (x TEXT);\n  CREATE TABLE IF NOT EXISTS two (x)")
    gone = Migration(2, "gone", "-- CREATE TABLE remark\nDROP TABLE one;\nCREATE TABLE three (x)")
    assert tables([made]) == ("one", "two")
    assert tables([made, gone]) == ("two", "three")


def test_a_column_has_one_of_the_kinds_that_both_databases_know() -> None:
    assert column("id", "bigint") == Column("id", "int")
    assert column("body", "BYTEA") == Column("body", "bytes")
    with pytest.raises(ValueError, match="column at: no type TIMESTAMP"):
        column("at", "TIMESTAMP")


def test_statements_name_the_columns() -> None:
    columns = [Column("id", "int"), Column("name", "text")]
    assert select("people", columns) == "SELECT id, name FROM people"
    assert insert("people", columns) == "INSERT INTO people (id, name) VALUES (?, ?)"


def summed(rows: list[Values]) -> Sum:
    total = Sum()
    total.add(rows)
    return total


@given(st.lists(values, max_size=5), st.randoms())
def test_the_order_of_rows_does_not_matter_to_the_sum(rows: list[Values], dice: object) -> None:
    mixed = list(rows)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert summed(rows) == summed(mixed)


@given(st.lists(values, min_size=1, max_size=5), values)
def test_another_row_gives_another_sum(rows: list[Values], other: Values) -> None:
    assert summed(rows) != summed([*rows, rows[0]])
    if repr(other) != repr(rows[0]):
        assert summed(rows) != summed([other, *rows[1:]])


def test_a_row_that_stands_twice_does_not_vanish_from_the_sum() -> None:
    row: Values = (1, "a")
    assert summed([row, row]).digest != summed([]).digest


def test_a_number_and_its_text_are_not_the_same_row() -> None:
    assert summed([(1,)]) != summed([("1",)])
