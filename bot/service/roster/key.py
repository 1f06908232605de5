"""The key under which NIPs are hashed: given by the settings, else made once and kept."""

from __future__ import annotations

import secrets
from typing import Final

from bot.errors import SealError
from bot.seal.hashes import fingerprint
from bot.service.desk import Desk
from bot.store.secrets import Kept

_NAME: Final = "roster"


async def roster_key(desk: Desk) -> bytes:
    """The key. It never changes: rosters could not be found again with another one.

    Raises SealError when the settings lack the key with which rosters were made, or have another.
    """
    given = desk.roster_key
    kept = await desk.store.secrets.get(_NAME)
    if kept is None:
        fresh = given or secrets.token_bytes(32)
        mine = Kept(fingerprint(fresh), None if given else fresh)
        if await desk.store.secrets.add(_NAME, mine, desk.clock()):
            return fresh
        kept = await desk.store.secrets.get(_NAME)  # another worker was faster
    if kept is None or (kept.secret is None and not given):
        raise SealError("ROSTER_KEY is not set, but rosters were made with one; set it again")
    if given and fingerprint(given) != kept.fingerprint:
        raise SealError("ROSTER_KEY is not the key with which the rosters were made")
    return given or kept.secret or b""
