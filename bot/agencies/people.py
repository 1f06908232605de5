"""Who takes part: a person, and how far their registration is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Employment: TypeAlias = Literal["pns", "cpns", "pppk", "ppnpn"]
EMPLOYMENTS: tuple[Employment, ...] = ("pns", "cpns", "pppk", "ppnpn")

Missing: TypeAlias = Literal["language", "employment", "agency", "unit"]


@dataclass(frozen=True, slots=True)
class Person:
    """``id`` is the Telegram user id. Stored only after consent, whose text ``consent`` names.

    ``registered_at`` (ms since 1970 UTC) is set by the last step of registration. Until then
    ``language``, ``employment``, ``agency`` and ``unit`` are filled in that order. ``expects`` is
    what the next text that they send is for, as their last screen asked for it.

    ``withdrawn_at`` is when they took their consent back; ``erase_at`` when a deletion that was
    asked for is carried out, and ``erase_why``, by whom.
    """

    id: int
    name: str
    consent: str
    consented_at: int
    language: str | None = None
    employment: Employment | None = None
    agency: str | None = None
    unit: str | None = None
    registered_at: int | None = None
    expects: str | None = None
    withdrawn_at: int | None = None
    erase_at: int | None = None
    erase_why: Literal["holder", "inactive"] | None = None

    def missing(self) -> Missing | None:
        """The next thing to ask; ``None`` when the registration is complete."""
        if self.registered_at is not None:
            return None
        if self.language is None:
            return "language"
        if self.employment is None:
            return "employment"
        return "agency" if self.agency is None else "unit"
