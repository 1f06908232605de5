"""The keys that sign, and those that did."""

from __future__ import annotations

from bot.seal.keys import KeptKey, SigningKey
from bot.store.database import Args, Database, Reads, Step


class Keys:
    """No public key is ever removed: what it signed is checked with it for ever."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[KeptKey]:
        """Every key, the oldest first."""
        return await kept_keys(self._database)

    async def add(self, key: SigningKey, number: int, at: int, *, keep_seed: bool) -> bool:
        """Add a key under the next number, and forget the private keys of all others.

        False, and nothing is changed, when another worker took the number or added the key.
        """
        args: Args = {
            "id": key.id,
            "number": number,
            "public": key.public,
            "seed": key.seed if keep_seed else None,
            "at": at,
        }
        added, _ = await self._database.write(
            Step("key_add", args, needed=True), Step("keys_forget", {"id": key.id})
        )
        return bool(added)

    async def forget(self, kept: str = "") -> None:
        """Forget every private key but that of the key with the id ``kept``."""
        await self._database.write(Step("keys_forget", {"id": kept}))


async def kept_keys(reads: Reads) -> list[KeptKey]:
    """Every key of a store, or of a snapshot of one, the oldest first."""
    return [
        KeptKey(number, key, bytes(public), None if seed is None else bytes(seed), made_at)
        for number, key, public, seed, made_at in await reads.fetch("keys_all")
    ]
