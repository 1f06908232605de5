"""What an agency sees: how many people, never who answered what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """People of one unit (``None``: of none) in one module.

    ``registered`` counts people whose registration is complete and who belong to the unit now.
    ``started``, ``completed`` and ``passed`` count people, each once however many attempts, by
    the unit that they belonged to when the attempt began.
    """

    unit: str | None
    module: str
    registered: int
    started: int
    completed: int
    passed: int


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """People of a whole agency in one module, each once: who moved from one unit to another
    between two attempts counts in both units, but only once here."""

    module: str
    started: int
    completed: int
    passed: int
