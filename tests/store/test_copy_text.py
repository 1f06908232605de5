"""Rows as PostgreSQL writes them out come back as they were; anything else is refused."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.copy_text import Block, decode
from bot.store.tables import Column, Values
from tests.databases import PostgresServer

COLUMNS = [Column("number", "int"), Column("words", "text"), Column("raw", "bytes")]
HEADING = b"COPY public.kept (number, words, raw) FROM stdin;"
rows = st.lists(
    st.tuples(
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.text(st.characters(exclude_characters="\0", codec="utf-8")),
        st.none() | st.binary(),
    ),
    max_size=5,
)


@pytest.fixture
async def connection(postgres_server: PostgresServer) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(await postgres_server.fresh())
    await connection.execute("CREATE TABLE kept (number BIGINT, words TEXT, raw BYTEA)")
    yield connection
    await connection.close()


@given(rows)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_postgresql_writes_out_is_read_as_it_was(
    connection: asyncpg.Connection, rows: list[Values]
) -> None:
    await connection.execute("TRUNCATE kept")
    await connection.copy_records_to_table("kept", records=rows)
    written = io.BytesIO()
    await connection.copy_from_table("kept", output=written)
    block = Block("kept", COLUMNS)
    assert block.take([HEADING]) == []
    assert block.take(written.getvalue().split(b"\n")[:-1]) == rows
    block.take([b"\\.", b"", b"-- done"])
    block.end()


def test_columns_may_stand_in_another_order() -> None:
    block = Block("kept", COLUMNS)
    lines = [b'COPY kept (raw, "number", words) FROM stdin;', b"\\\\x61\t7\tx", b"\\."]
    assert block.take(lines) == [(7, "x", b"a")]


def test_nothing_outside_the_block_is_read() -> None:
    block = Block("kept", COLUMNS)
    assert block.take([b"SET x = 1;", b"1\ta\t\\N", b"DROP TABLE people;"]) == []
    assert block.take([HEADING, b"1\ta\t\\N", b"\\.", b"2\tb\t\\N"]) == [(1, "a", None)]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [HEADING],
        [HEADING, b"1\ta\t\\N"],
    ],
)
def test_rows_that_are_missing_or_cut_off_are_found_at_the_end(lines: list[bytes]) -> None:
    block = Block("kept", COLUMNS)
    block.take(lines)
    with pytest.raises(ValueError, match="missing or cut off"):
        block.end()


@pytest.mark.parametrize(
    "lines",
    [
        [b"COPY public.other (number, words, raw) FROM stdin;"],
        [b"COPY public.kept (number, words) FROM stdin;"],
        [b"COPY public.kept (number, words, raw, more) FROM stdin;"],
        [HEADING, b"\\.", HEADING],
        [HEADING, b"1\ta"],
        [HEADING, b"1\ta\t\\N\t\\N"],
        [HEADING, b"rahasia\ta\t\\N"],
        [HEADING, b"1\t\xff\t\\N"],
        [HEADING, b"1\ta\t\\\\xrahasia"],
    ],
)
def test_another_shape_is_refused_without_repeating_a_value(lines: list[bytes]) -> None:
    with pytest.raises(ValueError) as caught:
        Block("kept", COLUMNS).take(lines)
    assert "rahasia" not in str(caught.value)


def test_a_backslash_and_an_n_are_not_an_end_of_line() -> None:
    assert decode(rb"a\\nb\nc", Column("words", "text")) == "a\\nb\nc"
