"""SQL is written once, by name, and every statement is used."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.store import queries
from bot.store.database import Args, Step
from bot.store.personal import HELD
from bot.store.queries import number, parse, statements
from bot.store.retention import FORGETTING
from bot.store.store import Store
from tests.store.cast import ANI
from tests.store.raw import execute

SOURCE = Path(queries.__file__).parent

REPEATABLE: dict[str, Args] = {
    "person_add": {
        "id": 5,
        "name": "Eka",
        "consent": "v1",
        "consented_at": 1,
        "language": None,
        "employment": None,
        "agency": None,
        "unit": None,
        "registered_at": None,
    },
    "consent_record": {"person": 6},
    "person_set_language": {"id": ANI.id, "language": "en"},
    "person_expect": {"id": ANI.id, "expects": "pledge:a1"},
    "person_set_employment": {"id": ANI.id, "employment": "cpns"},
    "person_set_agency": {"id": 6, "agency": "LAIN"},
    "person_rename": {"id": ANI.id, "name": "Ani L."},
    "person_set_reachable": {"id": ANI.id, "reachable": 0, "at": 900},
    "campaign_draft_put": {"person": ANI.id, "agency": "DEMO", "body": "{}", "at": 1},
    "content_put": {"hash": "h", "body": b"x", "at": 1},
    "content_want": {"edition": "h-1", "at": 1},
}


def used() -> set[str]:
    """The names in ``fetch("name", …)``, ``Step("name", …)`` and their like."""
    names: set[str] = set()
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", None))
            first = node.args[0]
            if called in ("fetch", "_each", "_change", "Step") and isinstance(first, ast.Constant):
                names.add(str(first.value))
    names |= {name for held in HELD for name in (held.shown, *held.erased)} | FORGETTING
    return {name for name in names if name.isidentifier()}  # not SQL, which a driver fetches


def test_every_statement_is_used_and_every_used_one_is_there() -> None:
    assert used() == set(queries.shipped())


def test_every_statement_says_what_it_is_for() -> None:
    assert all(query.purpose for query in queries.shipped().values())


@pytest.mark.parametrize(
    ("sql", "numbered", "names"),
    [
        ("SELECT :a, :b", "SELECT $1, $2", ("a", "b")),
        ("SELECT :b, :a, :b", "SELECT $1, $2, $1", ("b", "a")),
        ("SELECT :a::text, '12:30'", "SELECT $1::text, '12:30'", ("a",)),
        ("SELECT 'it''s :a', :a", "SELECT 'it''s :a', $1", ("a",)),
        ('SELECT ":a", :b_2', 'SELECT ":a", $1', ("b_2",)),
        ("SELECT 1 -- not :a\n, :b", "SELECT 1 -- not :a\n, $1", ("b",)),
        ("SELECT /* :a\n ' */ :b", "SELECT /* :a\n ' */ $1", ("b",)),
        ("SELECT -- it's\n:a", "SELECT -- it's\n$1", ("a",)),
        ("SELECT CAST(:a AS TEXT)", "SELECT CAST($1 AS TEXT)", ("a",)),
    ],
)
def test_only_parameters_are_numbered(sql: str, numbered: str, names: tuple[str, ...]) -> None:
    assert number(sql) == (numbered, names)


def test_a_file_is_read_query_by_query() -> None:
    one, two = parse(
        "-- one: the first\nSELECT 1; -- note\n\n"
        "-- two: the second\n-- repeatable\n-- a remark\nSELECT\n  :x;\n"
    )
    assert (one.name, one.purpose, one.sql, one.repeatable) == (
        "one",
        "the first",
        "SELECT 1; -- note",
        False,
    )
    assert (two.sql, two.names, two.repeatable) == ("-- a remark\nSELECT\n  :x", ("x",), True)


def test_a_mark_is_one_line_under_the_name() -> None:
    long, plain = parse("-- a: x\n-- long\nSELECT 1;\n-- b: y\nSELECT 1; -- long\n")
    assert (long.long, long.repeatable, long.sql) == (True, False, "SELECT 1")
    assert (plain.long, plain.sql) == (False, "SELECT 1; -- long")


def test_text_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="before the first"):
        list(parse("SELECT 1;\n-- one: the first\nSELECT 2;\n"))


def test_a_script_is_split_at_the_ends_of_its_statements() -> None:
    script = "-- first; of two\nSELECT ';';\n/* ; */ SELECT \";\"; -- end;\n"
    assert statements(script) == ["-- first; of two\nSELECT ';'", '/* ; */ SELECT ";"']


async def everything(store: Store) -> list[list[tuple[object, ...]]]:
    tables = ("people", "consents", "contents", "agencies", "units", "leases", "campaign_drafts")
    return [
        sorted((tuple(row) for row in await execute(store.database, f"SELECT * FROM {t}")), key=str)
        for t in tables
    ]


def test_every_repeatable_statement_is_tried_below() -> None:
    marked = {query.name for query in queries.shipped().values() if query.repeatable}
    assert marked == set(REPEATABLE)


@pytest.mark.parametrize("name", REPEATABLE)
async def test_what_is_marked_repeatable_does_the_same_twice_as_once(
    store: Store, name: str
) -> None:
    await store.database.write(Step("person_add", {**REPEATABLE["person_add"], "id": 6}))
    before = await everything(store)
    once = await store.database.write(Step(name, REPEATABLE[name]))
    after = await everything(store)
    twice = await store.database.write(Step(name, REPEATABLE[name]))
    assert before != after
    assert after == await everything(store)
    assert [[tuple(r) for r in rows] for rows in once] == [[tuple(r) for r in w] for w in twice]
