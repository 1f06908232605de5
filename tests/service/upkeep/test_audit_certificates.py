"""The audit compares every certificate with what was signed and with the ledger."""

from __future__ import annotations

import pytest

from bot.service.upkeep.audit import audit
from bot.service.upkeep.audit_certificates import certificates
from bot.store.certificates import Issued
from bot.store.snapshot import open_snapshot
from bot.store.store import Store
from bot.store.trail import COMMAND_LINE
from tests.service.broken import damage
from tests.service.certified import NOW, certified, erased, issuer
from tests.store.cast import ANI, BUDI


@pytest.fixture
async def one(store: Store) -> Issued:
    return await certified(store)


async def found(url: str) -> list[str]:
    async with open_snapshot(url) as snapshot:
        return [fault.words async for fault in audit(snapshot, checks=[certificates])]


async def test_what_was_issued_replaced_revoked_and_withdrawn_has_no_fault(
    store: Store, one: Issued, url: str
) -> None:
    await issuer(store, NOW + 1).reissue(one, "Ani Lestary", ANI.id)
    other = await certified(store, BUDI, "b1")
    await issuer(store, NOW + 2).revoke(other, "salah terbit", COMMAND_LINE)
    assert await found(url) == []
    await erased(store, ANI, NOW + 3)
    await erased(store, BUDI, NOW + 3)
    assert await found(url) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE certificates SET valid_until = 9", "its entry says otherwise"),
        ("UPDATE certificates SET module = 'lain'", "its code says otherwise"),
        ("UPDATE certificates SET code = 'NETRAL1-AAAA'", "its code cannot be read"),
        ("DELETE FROM keys", "its code was not signed with a key of this database"),
        ("UPDATE certificates SET code = NULL", "it counts and has no code"),
        ("UPDATE certificates SET ended = 'revoked'", "it is ended here or in the ledger"),
        ("DELETE FROM ledger WHERE kind = 'certificate'", "its entry is not in the ledger"),
        ("DELETE FROM ledger WHERE kind = 'pledge'", "its entry is not in the ledger"),
        ("DELETE FROM certificates", "in the ledger, and not there"),
        ("DELETE FROM certificates", "there is no certificate for it"),
        ("UPDATE attempts SET passed = 0", "its attempt is not there, or no pass"),
    ],
)
async def test_whatever_was_changed_is_named(
    one: Issued, url: str, change: str, words: str
) -> None:
    await damage(url, change)
    assert any(words in fault for fault in await found(url)), await found(url)


async def test_a_revocation_that_was_undone_or_reworded_is_found(
    store: Store, one: Issued, url: str
) -> None:
    await issuer(store, NOW + 1).revoke(one, "salah terbit", COMMAND_LINE)
    await damage(url, "UPDATE certificates SET reason = 'lain'")
    [fault] = await found(url)
    assert fault == f"certificate {one.serial} of DEMO: its revocation says otherwise"
    await damage(url, "UPDATE certificates SET ended = NULL, ended_at = NULL, reason = NULL")
    [fault] = await found(url)
    assert "in the ledger, and not in both" in fault


async def test_no_fault_says_whose_it_is(one: Issued, url: str) -> None:
    await damage(url, "UPDATE certificates SET valid_until = 9", "DELETE FROM ledger")
    assert "Ani" not in repr(await found(url))
