"""One key signs: the one that was made first, the newest, or the one that the settings give."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from itertools import count

import pytest

from bot.errors import SealError
from bot.seal.keys import SigningKey
from bot.seal.signing import CHECKPOINT, sign, verify
from bot.service.ledger.keys import Keyring
from bot.store.store import Store, open_store

GIVEN = b"g" * 32


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    yield store
    await store.close()


def ring(store: Store, given: bytes = b"") -> Keyring:
    ticks = count(100)
    return Keyring(store, given, lambda: next(ticks), lambda: secrets.token_bytes(32))


async def seeds(store: Store) -> list[bytes | None]:
    return [one.seed for one in await store.keys.all()]


async def test_the_first_start_makes_a_key_and_the_next_finds_it(store: Store) -> None:
    await ring(store).prepare()
    [made] = await store.keys.all()
    await ring(store).prepare()
    key = await ring(store).current()
    assert (key.id, key.public, key.seed) == (made.id, made.public, made.seed)
    assert await store.keys.all() == [made]


async def test_workers_that_start_at_once_agree_on_one_key(url: str) -> None:
    stores = await asyncio.gather(*(open_store(url) for _ in range(4)))
    keys = await asyncio.gather(*(ring(stores[n % 4]).current() for n in range(20)))
    assert len({key.id for key in keys}) == 1
    assert len(await stores[0].keys.all()) == 1
    for store in stores:
        await store.close()


async def test_after_a_rotation_the_new_key_signs_and_the_old_one_verifies(store: Store) -> None:
    keys = ring(store)
    old = await keys.current()
    signature = sign(old, CHECKPOINT, b"m")
    new = await keys.rotate()
    assert (await ring(store).current()).id == new.id != old.id
    known = await keys.public_keys()
    assert list(known) == [old.id, new.id]
    assert verify(CHECKPOINT, b"m", signature, known) == "good"
    assert await seeds(store) == [None, new.seed]


async def test_of_rotations_at_once_each_is_whole_or_refused(url: str) -> None:
    stores = await asyncio.gather(*(open_store(url) for _ in range(2)))
    await ring(stores[0]).prepare()
    made = await asyncio.gather(
        *(ring(stores[n % 2]).rotate() for n in range(6)), return_exceptions=True
    )
    new = [one.id for one in made if isinstance(one, SigningKey)]
    assert all(isinstance(one, SigningKey | SealError) for one in made)
    kept = await stores[0].keys.all()
    assert sorted(one.id for one in kept[1:]) == sorted(new)
    assert [one.number for one in kept] == list(range(1, len(new) + 2))
    assert [one.seed is None for one in kept] == [True] * len(new) + [False]
    for store in stores:
        await store.close()


async def test_the_key_of_the_settings_signs_and_is_not_kept(store: Store) -> None:
    key = await ring(store, GIVEN).current()
    assert key.seed == GIVEN
    assert await seeds(store) == [None]
    assert await ring(store, GIVEN).public_keys() == {key.id: key.public}


async def test_a_key_in_the_settings_ends_the_one_in_the_store(store: Store) -> None:
    old = await ring(store).current()
    given = await ring(store, GIVEN).current()
    assert await seeds(store) == [None, None]
    assert list(await ring(store).public_keys()) == [old.id, given.id]


async def test_without_the_key_of_the_settings_another_one_is_made(store: Store) -> None:
    given = await ring(store, GIVEN).current()
    made = await ring(store).current()
    assert made.id != given.id
    again = await ring(store, GIVEN).current()
    assert again.id == given.id
    assert await seeds(store) == [None, None]
    assert list(await ring(store).public_keys()) == [given.id, made.id]


async def test_workers_with_the_same_key_in_their_settings_add_it_once(url: str) -> None:
    stores = await asyncio.gather(*(open_store(url) for _ in range(3)))
    await asyncio.gather(*(ring(stores[n % 3], GIVEN).current() for n in range(12)))
    assert len(await stores[0].keys.all()) == 1
    for store in stores:
        await store.close()


async def test_the_key_of_the_settings_is_rotated_there(store: Store) -> None:
    with pytest.raises(SealError, match="SIGNING_KEY"):
        await ring(store, GIVEN).rotate()
    assert await store.keys.all() == []


async def test_a_start_with_the_key_of_the_settings_takes_the_stored_one_away(store: Store) -> None:
    old = await ring(store).current()
    await ring(store, GIVEN).prepare()
    assert await seeds(store) == [None]
    assert list(await ring(store).public_keys()) == [old.id]


async def test_the_start_does_not_load_what_it_does_not_need(store: Store) -> None:
    await ring(store, GIVEN).prepare()
    assert await store.keys.all() == []
