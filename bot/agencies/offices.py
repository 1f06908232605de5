"""Who may see and manage an agency, and how a role may grow: never by itself. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.agencies.agency import Office, Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """What its first opener becomes; ``unit`` None is the whole agency, else it and all below.

    ``code_hash`` is all that is kept of its code. ``created_by`` is a person's id, or 0 for the
    command line; times are ms since 1970 UTC.
    """

    code_hash: str
    agency: str
    role: Role
    unit: str | None
    expires_at: int
    created_by: int
    created_at: int

    @property
    def handle(self) -> str:
        """Names it on a button, and opens nothing."""
        return self.code_hash[:12]


@dataclass(frozen=True, slots=True)
class Holder:
    """An office with who holds it since when and by whose invitation; ``name`` is None for
    somebody who is not, or no longer, among the people."""

    office: Office
    granted_at: int
    granted_by: int
    name: str | None


def widens(now: Office | None, offered: Invitation, below: Collection[str] | None) -> bool:
    """Whether an invitation gives a person more than they have, and takes nothing from them.

    ``below`` are the invitation's unit and all units below it; None is the whole agency.
    """
    if now is None:
        return True
    wider = below is None or (now.unit is not None and now.unit in below)
    higher = offered.role in ("petugas", now.role)
    same = (now.unit, now.role) == (offered.unit, offered.role)
    return wider and higher and not same
