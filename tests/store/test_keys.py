"""Keys are added one after another, and no public key is ever lost."""

from __future__ import annotations

from bot.seal.keys import KeptKey, SigningKey
from bot.store.store import Store

ONE, TWO = SigningKey(b"1" * 32), SigningKey(b"2" * 32)


def kept(key: SigningKey, number: int, *, seed: bool) -> KeptKey:
    return KeptKey(number, key.id, key.public, key.seed if seed else None, 5)


async def test_a_key_comes_back(empty: Store) -> None:
    assert await empty.keys.all() == []
    assert await empty.keys.add(ONE, 1, 5, keep_seed=True)
    assert await empty.keys.all() == [kept(ONE, 1, seed=True)]


async def test_a_private_key_need_not_be_kept(empty: Store) -> None:
    assert await empty.keys.add(ONE, 1, 5, keep_seed=False)
    assert await empty.keys.all() == [kept(ONE, 1, seed=False)]


async def test_a_new_key_ends_the_private_one_before_it(empty: Store) -> None:
    await empty.keys.add(ONE, 1, 5, keep_seed=True)
    assert await empty.keys.add(TWO, 2, 5, keep_seed=True)
    assert await empty.keys.all() == [kept(ONE, 1, seed=False), kept(TWO, 2, seed=True)]


async def test_a_number_or_a_key_that_is_taken_changes_nothing(empty: Store) -> None:
    await empty.keys.add(ONE, 1, 5, keep_seed=True)
    assert not await empty.keys.add(TWO, 1, 6, keep_seed=True)
    assert not await empty.keys.add(ONE, 2, 6, keep_seed=False)
    assert await empty.keys.all() == [kept(ONE, 1, seed=True)]


async def test_all_private_keys_can_be_forgotten(empty: Store) -> None:
    await empty.keys.add(ONE, 1, 5, keep_seed=True)
    await empty.keys.forget(ONE.id)
    assert await empty.keys.all() == [kept(ONE, 1, seed=True)]
    await empty.keys.forget()
    assert await empty.keys.all() == [kept(ONE, 1, seed=False)]
