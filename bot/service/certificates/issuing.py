"""Issuing certificates, issuing them again under another name, and revoking them.

Each is one unit of work with its entries in the ledger, so that none is ever without the other. Who
was overtaken, by another tap or in the ledger, looks again at what is stored and begins anew.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from bot.agencies.ledger import Draft, Entry, Json, canonical, draft, seal
from bot.errors import CertificateError, StoreUnavailable
from bot.quiz.attempt import Attempt
from bot.quiz.certificate import HASH, SECOND, Certificate, from_message, serial_from
from bot.seal.code import from_code, to_code
from bot.seal.keys import SigningKey
from bot.seal.signing import CERTIFICATE, sign
from bot.service.ledger.entering import TRIES, seal_batch
from bot.store.certificates import Issued, Signing
from bot.store.database import Step
from bot.store.notices import Notice, notice_step
from bot.store.store import Store
from bot.store.trail import Deed, Trace, trail_step

NOTICES: Final[Mapping[Deed, str]] = {
    "certificate.revoke": "certificate_revoked",
    "certificate.reissue": "certificate_reissued",
}
"""What the holder is told when somebody else did it."""

Tried = Callable[[Sequence[Entry]], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Issuer:
    """``at`` is now (ms since 1970 UTC), ``token`` gives an unguessable text each time. An
    ``actor`` is a person's id, or that of the command line."""

    store: Store
    key: SigningKey
    at: int
    token: Callable[[], str]

    async def issue(
        self, attempt: Attempt, signing: Signing, valid_until: int, nip: str = ""
    ) -> Issued:
        """The certificate of an attempt that passed, issued now unless it was before.

        ``nip`` are its last four digits, where they are known. Raises CertificateError for an
        attempt that is no pass, StoreUnavailable when trying again later may help.
        """
        if not attempt.passed or attempt.finished_at is None:
            raise CertificateError("only who passed gets a certificate")
        new = await self._first(attempt, signing.name, nip, valid_until)
        pledge = {"content": signing.content, "version": signing.version}
        drafts = (draft("pledge", attempt.id, pledge), entry_of(new))
        for _ in range(TRIES):
            if (there := await self._latest(new)) is not None:
                return there
            if await self.store.certificates.issue(new, signing, await self._sealed(new, *drafts)):
                return new
        raise StoreUnavailable(f"the ledger of {new.agency} is too busy; try again later")

    async def _first(self, attempt: Attempt, name: str, nip: str, valid_until: int) -> Issued:
        """Its first revision, which is not stored yet."""
        told = Certificate(
            serial=serial_from(self.token()),
            agency=attempt.agency,
            module=attempt.module,
            name=name,
            nip=nip,
            score=attempt.score or 0,
            issued=self.at // SECOND * SECOND,
            valid_until=valid_until,
            entry=0,
            hash="",
        )
        told = await self._witnessed(told, attempt)
        return Issued(
            attempt.person,
            told.serial,
            attempt.id,
            1,
            attempt.agency,
            attempt.module,
            attempt.content,
            self._code(told),
            told.issued,
            valid_until,
        )

    async def reissue(self, old: Issued, name: str, actor: int) -> Issued:
        """The same under another name; the old one is replaced.

        Raises CertificateError when the old one does not count any more.
        """
        new = replace(
            old,
            serial=serial_from(self.token()),
            revision=old.revision + 1,
            issued_at=self.at // SECOND * SECOND,
        )
        told = replace(certificate_of(old), serial=new.serial, name=name, issued=new.issued_at)
        new = replace(new, code=self._code(told))
        ended = {"reason": "replaced", "by": new.serial}
        drafts = (draft("revocation", old.serial, ended), entry_of(new))
        more = self._told(
            "certificate.reissue", old, actor, {"serial": old.serial, "by": new.serial}
        )

        async def tried(entries: Sequence[Entry]) -> bool:
            return await self.store.certificates.reissue(old, new, name, entries, *more)

        await self._until_done(old, drafts, tried)
        return new

    async def revoke(self, one: Issued, reason: str, actor: int) -> None:
        """It does not count from now on. Raises CertificateError when it did not before."""
        drafts = (draft("revocation", one.serial, {"reason": reason}),)
        more = self._told(
            "certificate.revoke", one, actor, {"serial": one.serial, "reason": reason}
        )

        async def tried(entries: Sequence[Entry]) -> bool:
            return await self.store.certificates.revoke(one, self.at, reason, entries, *more)

        await self._until_done(one, drafts, tried)

    def _told(self, done: Deed, one: Issued, actor: int, detail: Mapping[str, Json]) -> list[Step]:
        """For the agency's trail, and for the holder, unless that is who did it."""
        facts = canonical(detail)
        steps = [trail_step(Trace(one.agency, self.at, self.token(), actor, done, facts))]
        if actor != one.person:
            kind = NOTICES[done]
            steps.append(
                notice_step(Notice(one.person, self.token(), kind, one.serial, facts, self.at))
            )
        return steps

    async def _until_done(self, old: Issued, drafts: Sequence[Draft], tried: Tried) -> None:
        for _ in range(TRIES):
            now = await self.store.certificates.by_serial(old.serial)
            if now is None or now.ended is not None:
                raise CertificateError(f"certificate {old.serial} does not count any more")
            if await tried(await self._sealed(old, *drafts)):
                return
        raise StoreUnavailable(f"the ledger of {old.agency} is too busy; try again later")

    async def _sealed(self, one: Issued, *drafts: Draft) -> list[Entry]:
        return seal(one.agency, await self.store.ledger.head(one.agency), drafts, self.at)

    async def _latest(self, new: Issued) -> Issued | None:
        """What the attempt has already, in its last revision."""
        mine = await self.store.certificates.of(new.person)
        there = [one for one in mine if one.attempt == new.attempt]
        return max(there, key=lambda one: one.revision, default=None)

    async def _witnessed(self, told: Certificate, attempt: Attempt) -> Certificate:
        """With the completion's entry, which the sealer may not have reached yet."""
        wanted = draft("completion", attempt.id, {})
        found, waiting = await self.store.ledger.find(attempt.agency, wanted), 1
        while found is None and waiting:
            waiting = await seal_batch(self.store, attempt.agency, self.at)
            found = await self.store.ledger.find(attempt.agency, wanted)
        if found is None:
            raise StoreUnavailable(f"the completion {attempt.id} cannot be entered now")
        return replace(told, entry=found.number, hash=found.hash[:HASH])

    def _code(self, told: Certificate) -> str:
        message = told.message()
        return to_code(message, sign(self.key, CERTIFICATE, message))


def entry_of(issued: Issued) -> Draft:
    """What the ledger says of a certificate: not whose, and what its code must hash to."""
    facts: dict[str, Json] = {
        "attempt": issued.attempt,
        "revision": issued.revision,
        "module": issued.module,
        "issued": issued.issued_at,
        "valid_until": issued.valid_until,
        "code": sha256((issued.code or "").encode()).hexdigest(),
    }
    return draft("certificate", issued.serial, facts)


def certificate_of(issued: Issued) -> Certificate:
    """What it says. Raises CertificateError when its holder was erased, or the code is broken."""
    if issued.code is None:
        raise CertificateError(f"certificate {issued.serial} was withdrawn by its holder")
    return from_message(from_code(issued.code)[0])
