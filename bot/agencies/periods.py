"""How long data of people are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAY: Final = 86_400_000  # ms


@dataclass(frozen=True, slots=True)
class Periods:
    """In days: answers after their attempt ended; people after they last did something; notices
    after they were sent or given up; lines of the audit trail."""

    answers: int = 730
    inactive: int = 1095
    notices: int = 365
    trail: int = 1825


DEFAULT: Final = Periods()
