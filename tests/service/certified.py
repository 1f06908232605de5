"""People with certificates, straight from the issuer: one key, one content with a pledge."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from bot.agencies.people import Person
from bot.quiz.attempt import Attempt
from bot.seal.code import to_code
from bot.seal.keys import SigningKey
from bot.seal.signing import CERTIFICATE, Context, sign
from bot.service.certificates.issuing import Issuer
from bot.store.certificates import Issued, Signing
from bot.store.store import Store
from tests.quiz.certificates import ANI as TOLD
from tests.store.cast import ANI, attempt, complete

KEY = SigningKey(bytes(range(32)))
OURS = {KEY.id: KEY.public}
NOW = 1_727_784_000_000  # 2024-10-01 12:00 UTC
YEAR = 31_536_000_000  # ms
SIGNING = Signing("c0ffee", "uji-1", "Ani Lestari, S.Sos.", NOW)


_NUMBERS = count(1)


def token() -> str:
    return f"token-{next(_NUMBERS)}"


def issuer(store: Store, at: int = NOW) -> Issuer:
    return Issuer(store, KEY, at, token)


async def erased(store: Store, person: Person, at: int) -> None:
    """As the person wants it, and nobody stands in their place."""
    assert await store.rights.plan_erasure(person.id, at)
    assert await store.rights.erase(person.id, -person.id, [], at)


async def passed(store: Store, person: Person = ANI, name: str = "a1") -> Attempt:
    begun = attempt(person, name)
    await complete(store, begun, 90, at=300)
    found = await store.attempts.get(name, person.id)
    assert found is not None
    return found


async def certified(store: Store, person: Person = ANI, name: str = "a1") -> Issued:
    """A certificate in the name of the person, and its key in the store."""
    await store.keys.add(KEY, 1, 1, keep_seed=True)
    signing = replace(SIGNING, name=person.name)
    done = await passed(store, person, name)
    return await issuer(store).issue(done, signing, NOW + YEAR)


def code_of(message: bytes, key: SigningKey = KEY, context: Context = CERTIFICATE) -> str:
    return to_code(message, sign(key, context, message))


CODE, THEN = code_of(TOLD.message()), TOLD.valid_until
"""Of that certificate, and when it runs out."""
