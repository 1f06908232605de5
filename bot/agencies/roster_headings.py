"""Where the columns of a roster are, whatever an office calls them and puts above them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

HeadingFault: TypeAlias = Literal["no_headings", "two_nips", "two_names"]

SEARCHED: Final = 30
"""Rows from the top in which the headings are looked for: above them stand titles and emblems."""

_NIP: Final = frozenset({"nip", "nipbaru", "nippppk", "nipppk", "nomorindukpegawai"})
_UNIT: Final = frozenset(
    ("unit", "unor", "opd", "skpd", "satker", "satuan", "perangkat daerah", "unit satuan")
)
_NAME: Final = frozenset(("nama", "name"))
# Words of a heading that do not change what it is about.
_NAME_MORE: Final = frozenset(
    [
        "lengkap",
        "pegawai",
        "asn",
        "pns",
        "pppk",
        "cpns",
        "karyawan",
        "dan",
        "dengan",
        "beserta",
        "tanpa",
        "gelar",
        "full",
    ]
)
_UNIT_MORE: Final = frozenset(
    ["nama", "name", "kode", "code", "kerja", "organisasi", "tempat", "tugas", "induk"]
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the cells, from 0. ``code`` is of a unit's code, ``unit`` of its name or code;
    either may be missing."""

    nip: int
    name: int
    unit: int | None = None
    code: int | None = None


def columns(cells: Sequence[str]) -> Columns | HeadingFault:
    """The columns of a row of headings; ``no_headings`` when it is none."""
    named = [_words(cell) for cell in cells]
    nips = [place for place, words in enumerate(named) if _is_nip(words)]
    names = [place for place, words in enumerate(named) if _is_name(words)]
    if not nips or not names:
        return "no_headings"
    if len(nips) > 1:  # a list with the old number has the new one beside it
        nips = [place for place in nips if "baru" in named[place] or "nipbaru" in named[place]]
    if len(nips) != 1:
        return "two_nips"
    if len(names) > 1:
        return "two_names"
    units = [place for place, words in enumerate(named) if _is_unit(words)]
    codes = [place for place in units if {"kode", "code"} & set(named[place])]
    rest = [place for place in units if place not in codes]
    return Columns(nips[0], names[0], rest[0] if rest else None, codes[0] if codes else None)


def _words(cell: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", cell.lower())


def _is_nip(words: list[str]) -> bool:
    """``NIP``, ``NIP Baru``, ``No. NIP``, ``NIP/NI PPPK``, ``Nomor Induk Pegawai``, …"""
    if "lama" in words or _NAME & set(words):
        return False
    induk = words[:2] == ["nomor", "induk"] and len(words) <= 4
    return bool(_NIP & set(words)) or words == ["ni", "pppk"] or induk


def _is_name(words: list[str]) -> bool:
    """``Nama``, ``Nama Lengkap``, ``Nama Pegawai (dengan gelar)``, …"""
    return bool(words) and words[0] in _NAME | {"full"} and set(words[1:]) <= _NAME | _NAME_MORE


def _is_unit(words: list[str]) -> bool:
    """``Unit``, ``Kode Unit``, ``Nama Unit Kerja``, ``OPD``, ``Satuan Kerja``, …"""
    return " ".join(word for word in words if word not in _UNIT_MORE) in _UNIT
