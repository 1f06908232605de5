"""The key that signs: made on the first start, or given by the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bot.errors import SealError, StoreUnavailable
from bot.seal.keys import KeptKey, SigningKey
from bot.store.store import Store

_TRIES: Final = 20


class Keyring:
    """The keys of a store. ``given`` is the seed from the settings, empty when there is none.

    With a seed from the settings, that is the key, and the store keeps no private key. Without,
    the newest private key in the store is; workers that start at once agree on it, as the store
    takes each number once. ``dice`` gives 32 unguessable bytes, ``clock`` ms since 1970 UTC.
    """

    def __init__(
        self, store: Store, given: bytes, clock: Callable[[], int], dice: Callable[[], bytes]
    ) -> None:
        self._store, self._clock, self._dice = store, clock, dice
        self._given = SigningKey(given) if given else None

    async def prepare(self) -> None:
        """See that there is a key, so that the first signature does not have to make one, and
        that no private key is stored beside the one of the settings.

        What is there already is not loaded: that would slow the start.
        """
        signing = _signing(await self._store.keys.all())
        if self._given is None and not signing:
            await self.current()
        elif self._given is not None and signing:
            await self._store.keys.forget()

    async def current(self) -> SigningKey:
        """The key that signs now. Raises StoreUnavailable or StoreError."""
        for _ in range(_TRIES):
            kept = await self._store.keys.all()
            if self._given is None:
                if signing := _signing(kept):
                    return SigningKey(signing[-1].seed or b"")
                await self._add(SigningKey(self._dice()), kept, keep_seed=True)
            elif any(one.id == self._given.id for one in kept):
                if _signing(kept):
                    await self._store.keys.forget()
                return self._given
            else:
                await self._add(self._given, kept, keep_seed=False)
        raise StoreUnavailable("other workers keep changing the key; try again later")

    async def rotate(self) -> SigningKey:
        """A new key from now on. Workers that run sign with the old one until they ask again.

        Raises SealError when the key comes from the settings, or somebody rotated at once.
        """
        if self._given is not None:
            raise SealError("SIGNING_KEY is set; put a new one there, the old one stays known")
        key = SigningKey(self._dice())
        await self.current()
        if not await self._add(key, await self._store.keys.all(), keep_seed=True):
            raise SealError("another rotation was faster; nothing was changed")
        return key

    async def public_keys(self) -> dict[str, bytes]:
        """Every public key that the store knows, by id, the oldest first."""
        return {one.id: one.public for one in await self._store.keys.all()}

    async def _add(self, key: SigningKey, kept: Sequence[KeptKey], *, keep_seed: bool) -> bool:
        number = kept[-1].number + 1 if kept else 1
        return await self._store.keys.add(key, number, self._clock(), keep_seed=keep_seed)


def _signing(kept: Sequence[KeptKey]) -> list[KeptKey]:
    return [one for one in kept if one.seed is not None]
