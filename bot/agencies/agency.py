"""Agencies, their units, and who may see their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Role: TypeAlias = Literal["petugas", "pengamat"]
"""An officer (``petugas``) manages an agency's training; a viewer (``pengamat``) only looks."""

Zone: TypeAlias = Literal["WIB", "WITA", "WIT"]
"""Indonesia's time zones: UTC+7, +8 and +9, without summer time."""

ZONES: Final[tuple[Zone, ...]] = ("WIB", "WITA", "WIT")
HOURS: Final[dict[Zone, int]] = {"WIB": 7, "WITA": 8, "WIT": 9}
"""How far a zone is ahead of UTC."""


@dataclass(frozen=True, slots=True)
class Agency:
    """``code`` is what a deep link carries: 1 to 20 of ``A-Z 0-9 -``.

    ``province`` is an id of ``content/provinces.yaml``; ``headcount`` is how many people the
    agency says that it has.
    """

    code: str
    name: str
    kind: str | None = None
    zone: Zone | None = None
    province: str | None = None
    headcount: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of an agency; ``code`` is unique in it, ``parent`` is another unit's code.

    What is None is as in the parent. ``closed_at`` (ms since 1970 UTC): nobody new comes into it;
    ``merged_into`` is the unit that it went into, which is its parent since.
    """

    agency: str
    code: str
    name: str
    parent: str | None = None
    kind: str | None = None
    zone: Zone | None = None
    province: str | None = None
    headcount: int | None = None
    closed_at: int | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A person's role in one agency; with a ``unit``, in it and all units below it alone."""

    person: int
    agency: str
    role: Role
    unit: str | None = None
