"""Each kind of fault is found, and nothing else is said of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from bot.store.store import Store
from tests.service.broken import damage, faults
from tests.store.copies import trained
from tests.store.trained import catalog

A1, HASH = "attempt a1 of person 1", catalog().hash

_INVITATION = (
    "INSERT INTO invitations (code_hash, agency, role, expires_at, created_by, created_at)"
    " VALUES ('h', '{}', '{}', 9, 1, 1)"
)

_ENTRY = (
    "INSERT INTO roster (agency, entry, last_four, name, unit, person, added_at, changed_at)"
    " VALUES ('DEMO', 'e', '1001', 'Rina', {}, {}, 1, 1)"
)
FAULTS = [
    (
        "UPDATE answers SET points = points + 1 WHERE person = 1 AND step = 2",
        [rf"scores: {A1}: step 2 has \d+ points, its answer gives \d+"],
    ),
    (
        "UPDATE attempts SET score = 99 WHERE person = 1",
        [rf"scores: {A1}: the score is 99, its answers give \d+"],
    ),
    (
        "UPDATE attempts SET passed = 1 - passed WHERE person = 1",
        [rf"scores: {A1}: it is stored as (passed|failed), by its answers it is \w+"],
    ),
    (
        "UPDATE answers SET chosen = '[\"z\"]' WHERE person = 1 AND step = 0",
        [rf"scores: {A1}: step 0: the answer has a choice that the question does not have"],
    ),
    (
        "UPDATE answers SET chosen = 'no json' WHERE person = 1 AND step = 0",
        [rf"scores: {A1}: its items or answers cannot be read"],
    ),
    (
        "UPDATE attempts SET items = replace(items, ',1,', ',2,') WHERE person = 1",
        [rf"scores: {A1}: step {n}: the content has no scenario \S+ of version 2" for n in "0123"],
    ),
    (
        "UPDATE attempts SET items = '[]' WHERE person = 1",
        [f"scores: {A1}: it has 0 items and the size 4"]
        + [f"scores: {A1}: step {n}: nothing is asked there" for n in "0123"],
    ),
    (
        "UPDATE attempts SET module = 'lain' WHERE person = 1",
        [f"scores: {A1}: the content has no module lain"],
    ),
    (
        "DELETE FROM answers WHERE person = 1 AND step = 1",
        [
            f"steps: {A1}: 3 answers at the steps 0 to 3 of 4",
            f"ends: {A1}: it has a score and lacks answers",
        ],
    ),
    (
        "DELETE FROM answers WHERE person = 1 AND step = 0",
        [
            f"steps: {A1}: 3 answers at the steps 1 to 3 of 4",
            f"ends: {A1}: it has a score and lacks answers",
            f"scores: {A1}: its items or answers cannot be read",
        ],
    ),
    (
        "UPDATE attempts SET size = 3 WHERE person = 1",
        [
            f"steps: {A1}: 4 answers at the steps 0 to 3 of 3",
            f"ends: {A1}: it has a score and lacks answers",
            f"scores: {A1}: it has 4 items and the size 3",
        ],
    ),
    (
        "UPDATE attempts SET finished_at = NULL WHERE person = 1",
        [f"ends: {A1}: it has a score and is not finished"],
    ),
    (
        "UPDATE attempts SET finished_at = NULL, score = NULL, passed = NULL WHERE person = 1",
        [f"ends: {A1}: every step is answered and it is not finished"],
    ),
    (
        "UPDATE attempts SET score = NULL, passed = NULL WHERE person = 1",
        [f"ends: {A1}: every step is answered and it has no score"],
    ),
    (
        "UPDATE attempts SET passed = NULL WHERE person = 1",
        [f"ends: {A1}: of score and pass it has only one"],
    ),
    (
        "UPDATE contents SET hash = 'z0ffee'",
        [
            f"contents: content {HASH}: attempts were drawn from it and it is not archived",
            "contents: content z0ffee: what is archived under this hash is something else",
        ],
    ),
    (
        "UPDATE people SET language = NULL WHERE id = 3",
        ["registrations: person 3: registered, and something of the registration is missing"],
    ),
    (
        "UPDATE people SET agency = 'TIADA', unit = NULL WHERE id = 3",
        ["orphans: person 3: there is no agency TIADA"],
    ),
    (
        "UPDATE people SET unit = 'TIADA' WHERE id = 3",
        ["orphans: person 3: there is no unit LAIN/TIADA"],
    ),
    (
        "UPDATE units SET parent = 'TIADA' WHERE code = 'KEU'",
        ["orphans: unit DEMO/KEU: there is no parent TIADA"],
    ),
    (
        "INSERT INTO units (agency, code, name) VALUES ('TIADA', 'X', 'x')",
        ["orphans: unit TIADA/X: there is no agency TIADA"],
    ),
    (
        "UPDATE units SET closed_at = 1, merged_into = 'TIADA' WHERE code = 'KEU'",
        ["orphans: unit DEMO/KEU: there is no unit TIADA"],
    ),
    (
        _ENTRY.format("'TIADA'", "NULL"),
        ["orphans: entry DEMO/e: there is no unit DEMO/TIADA"],
    ),
    (
        _ENTRY.format("NULL", "77"),
        ["orphans: entry DEMO/e: there is no person 77"],
    ),
    ("DELETE FROM people WHERE id = 1", [f"orphans: {A1}: there is no person"]),
    (
        "UPDATE attempts SET unit = 'TIADA' WHERE person = 1",
        [f"orphans: {A1}: there is no unit DEMO/TIADA"],
    ),
    (
        "UPDATE attempts SET agency = 'TIADA', unit = NULL WHERE person = 1",
        [f"orphans: {A1}: there is no agency TIADA"],
    ),
    (
        "INSERT INTO answers VALUES (1, 'a0', 0, '[]', 0, 1)",
        ["orphans: answer 0 of person 1: there is no attempt a0"],
    ),
    (
        _INVITATION.format("TIADA", "petugas"),
        ["orphans: invitation h: there is no agency TIADA"],
    ),
    (
        "INSERT INTO offices (person, agency, role, granted_at) VALUES (8, 'TIADA', 'petugas', 1)",
        [
            "orphans: office of person 8: there is no agency TIADA",
            "invitations: office of person 8 in TIADA: no invitation to this role was used for it",
        ],
    ),
    (
        "UPDATE offices SET role = 'pengamat'",
        ["invitations: office of person 7 in DEMO: no invitation to this role was used for it"],
    ),
    (
        "UPDATE offices SET unit = 'KEU'",
        ["invitations: office of person 7 in DEMO: no invitation to this role was used for it"],
    ),
    (
        "UPDATE invitations SET withdrawn_at = 600",
        ["invitations: invitation used: it was withdrawn and used"],
    ),
    (
        "UPDATE invitations SET redeemed_at = expires_at",
        ["invitations: invitation used: it was used after it expired"],
    ),
    (
        "UPDATE invitations SET redeemed_at = NULL",
        ["invitations: invitation used: it was used by nobody or at no time"],
    ),
    (
        _INVITATION.format("DEMO", "raja"),
        ["invitations: invitation h: its role is unknown"],
    ),
]


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await trained(url, 8)
    yield store
    await store.close()


@pytest.mark.parametrize(("statement", "found"), FAULTS)
async def test_a_fault_is_found_and_named(
    store: Store, url: str, statement: str, found: list[str]
) -> None:
    await damage(url, statement)
    # What is counted is not what is stored then either; test_audit has tests of that.
    told = [words for words in await faults(url) if not words.startswith("tallies: ")]
    assert len(told) == len(found), told
    for words, pattern in zip(told, found, strict=True):
        assert re.fullmatch(pattern, words), (words, pattern)
