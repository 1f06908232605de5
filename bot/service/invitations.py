"""Invitations: how somebody becomes an agency's officer, once, and not for ever."""

from __future__ import annotations

import secrets
from hashlib import sha256

from bot.agencies.agency import Role
from bot.errors import ListingError
from bot.service.desk import Desk

PREFIX = "inv_"
DAY = 86_400_000  # ms
COMMAND_LINE = 0  # who invited, when it was not a person in the chat


def code_hash(code: str) -> str:
    """What the store keeps of an invitation: enough to know it, too little to use it."""
    return sha256(code.encode()).hexdigest()


async def invite(desk: Desk, agency: str, role: Role, days: int, by: int = COMMAND_LINE) -> str:
    """A start parameter of 20 letters that makes its first opener an officer, for ``days`` days.

    Raises ListingError when there is no such agency.
    """
    if await desk.store.agencies.get(agency) is None:
        raise ListingError([f"there is no agency {agency}"])
    code = PREFIX + secrets.token_urlsafe(12)
    at = desk.clock()
    await desk.store.offices.invite(code_hash(code), agency, role, at + days * DAY, by, at)
    return code
