"""What the audit of a database asks of its certificates: each is what was signed, and what the
ledger of its agency says of it; and the ledger says of no certificate that is not there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING

from bot.agencies.ledger import canonical
from bot.errors import CertificateError, SealError
from bot.seal.code import from_code
from bot.seal.signing import CERTIFICATE, verify
from bot.service.certificates.issuing import certificate_of, entry_of
from bot.store.certificates import Issued

if TYPE_CHECKING:
    from bot.service.upkeep.audit import Audit
    from bot.store.audits import Registered


async def certificates(audit: Audit) -> AsyncIterator[str]:
    """Every certificate and pledge is as it was signed and entered into the ledger, and back."""
    keys = await audit.ask.public_keys()
    for code in await audit.ask.agencies():
        async for one in audit.ask.certificates(code):
            for words in _faults(one, keys):
                yield f"certificate {one.issued.serial} of {code}: {words}"
    async for row in audit.ask.pledges():
        yield f"pledge for attempt {row['attempt']} of person {row['person']}: {row['fault']}"
    async for row in audit.ask.lost_certificates():
        yield f"certificate {row['subject']} of {row['agency']}: in the ledger, and not there"


def _faults(one: Registered, keys: Mapping[str, bytes]) -> list[str]:
    issued, found = one.issued, []
    if one.body is None:
        found.append("its entry is not in the ledger")
    elif issued.code is not None and entry_of(issued).body != one.body:
        found.append("its entry says otherwise")
    if (issued.ended in ("revoked", "replaced")) != (one.revocation is not None):
        found.append("it is ended here or in the ledger, and not in both")
    elif issued.ended == "revoked" and one.revocation != _reason(issued, one):
        found.append("its revocation says otherwise")
    if issued.ended is None and issued.code is None:
        found.append("it counts and has no code")
    return [*found, *_forgery(issued, keys)]


def _reason(issued: Issued, one: Registered) -> str | None:
    """What the entry must say; the reason here is gone when the holder was erased."""
    return one.revocation if issued.reason is None else canonical({"reason": issued.reason})


def _forgery(issued: Issued, keys: Mapping[str, bytes]) -> list[str]:
    if issued.code is None:
        return []
    try:
        message, signature = from_code(issued.code)
        if verify(CERTIFICATE, message, signature, keys) != "good":
            return ["its code was not signed with a key of this database"]
        told = certificate_of(issued)
    except (SealError, CertificateError):
        return ["its code cannot be read"]
    said = (told.serial, told.agency, told.module, told.issued, told.valid_until)
    kept = (issued.serial, issued.agency, issued.module, issued.issued_at, issued.valid_until)
    return [] if said == kept else ["its code says otherwise"]
