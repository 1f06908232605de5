"""Agencies, their units, and who may see their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["petugas", "pengamat"]
"""An officer (``petugas``) manages an agency's training; a viewer (``pengamat``) only looks."""


@dataclass(frozen=True, slots=True)
class Agency:
    """``code`` is what a deep link carries: 1 to 20 of ``A-Z 0-9 -``."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of an agency; ``code`` is unique in it, ``parent`` is another unit's code."""

    agency: str
    code: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A person's role in one agency."""

    person: int
    agency: str
    role: Role
