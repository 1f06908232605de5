"""Provinces: where an agency or a unit is, which says what its clocks show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.agencies.agency import Zone


@dataclass(frozen=True, slots=True)
class Province:
    """``id`` is the number of the ministry of home affairs, ``iso`` the code of ISO 3166-2, and
    ``also`` are other names that offices write."""

    id: str
    iso: str
    name: str
    zone: Zone
    also: tuple[str, ...] = ()


def find(text: str, provinces: Iterable[Province]) -> Province | None:
    """The province whose number, code or name this is, exactly but for case and signs."""
    wanted = _bare(text)
    for province in provinces:
        if wanted in map(_bare, (province.id, province.iso, province.name, *province.also)):
            return province
    return None


def _bare(text: str) -> str:
    return re.sub(r"^provinsi|[^a-z0-9]", "", text.lower())
