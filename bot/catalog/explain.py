"""Schema errors in the author's words: what was found, what is allowed, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.catalog.strict_yaml import Document, Place
from bot.errors import Finding

_NAME = re.compile(r"\{(\w+)\}")
_ADDED = frozenset(["[key]", "{not}", "{list}", "{plural}", "{text}"])  # see schema.py's tags


def explain(document: Document, place: Place, error: ValidationError) -> Iterator[Finding]:
    """One finding for each place with an error.

    A key that is unknown and looks like one that is missing is one mistake, told once.
    """
    details = [(_plain(detail["loc"]), detail) for detail in error.errors(include_url=False)]
    meant = dict(_misspelt(details))
    told = set(meant.values())
    for where, detail in details:
        if where not in told:
            told.add(where)
            code, words = _words(detail, (*place, *where))
            if where in meant:
                words = f"'{where[-1]}': kunci ini tidak dikenal{suggest(str(meant[where][-1]))}"
            yield document.finding((*place, *where), code, words)


def _misspelt(details: list[tuple[Place, ErrorDetails]]) -> Iterator[tuple[Place, Place]]:
    """Unknown keys, each with the missing one that it looks like, or that it stands alone for."""
    missing = {where: detail["input"] for where, detail in details if detail["type"] == "missing"}
    for where, detail in details:
        if detail["type"] == "extra_forbidden":
            beside = {str(one[-1]): one for one in missing if one[:-1] == where[:-1]}
            close = closest(str(where[-1]), beside)
            if close is None and len(beside) == 1 == len(missing[next(iter(beside.values()))]):
                close = next(iter(beside))
            if close is not None:
                yield where, beside[close]


def closest(written: str, known: Iterable[str]) -> str | None:
    """The known word that the author most likely meant."""
    return next(iter(get_close_matches(written, list(known), n=1, cutoff=0.7)), None)


def suggest(meant: str | None) -> str:
    """The question whether that was meant, to stand before a semicolon or the end."""
    return f", mungkin maksudnya '{meant}'" if meant else ""


def _plain(loc: tuple[int | str, ...]) -> Place:
    """Without the names that pydantic adds for alternatives and for keys."""
    return tuple(part for part in loc if part not in _ADDED)


def _words(detail: ErrorDetails, where: Place) -> tuple[str, str]:
    key = next((part for part in reversed(where) if isinstance(part, str)), "isi")
    code, template = _KINDS.get(detail["type"], ("invalid", detail["msg"]))
    context = {name: str(value) for name, value in detail.get("ctx", {}).items()}
    context["found"] = shown(detail["input"])
    context["expected"] = context.get("expected", "").replace(" or ", " atau ")
    context["pattern"] = _PATTERNS.get(context.get("pattern", ""), context.get("pattern", ""))
    words = _NAME.sub(lambda name: context.get(name[1], "?"), template)
    return code, f"'{key}': {words}"


def shown(value: object) -> str:
    """What was found, short enough for one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:37] + "..."


_PAIRS = ("bad-form", "'{found}' harus berupa pasangan kunci dan nilai, seperti {id: ..., en: ...}")
_DATE = ("bad-date", "'{found}' bukan tanggal; tulis TTTT-BB-HH, misalnya 2024-02-14")

_PATTERNS: Mapping[str, str] = {
    r"^[a-z0-9][a-z0-9_-]*$": "pakai huruf kecil, angka, '-' dan '_' saja",
    r"^(id|en)$": "bahasanya hanya 'id' dan 'en'",
    r"^https://\S+$": "alamat diawali https:// tanpa spasi",
}

_KINDS: Mapping[str, tuple[str, str]] = {
    "missing": ("missing-key", "kunci wajib ini tidak ada; tambahkan"),
    "extra_forbidden": ("unknown-key", "kunci ini tidak dikenal; periksa ejaan dan takuknya"),
    "literal_error": ("unknown-value", "'{found}' tidak dikenal; pilihannya: {expected}"),
    "string_pattern_mismatch": ("bad-form", "'{found}' salah bentuk; {pattern}"),
    "string_too_short": ("empty-value", "teks kosong; isi, atau hapus kuncinya"),
    "string_too_long": ("too-long", "lebih dari {max_length} huruf; pendekkan"),
    "string_type": ("bad-form", "'{found}' harus berupa teks, bukan daftar atau pasangan"),
    "list_type": ("bad-form", "'{found}' harus berupa daftar; awali tiap isinya dengan '- '"),
    "dict_type": _PAIRS,
    "model_type": _PAIRS,
    "model_attributes_type": _PAIRS,
    "too_short": ("too-few", "paling sedikit {min_length} isi; tambahkan"),
    "too_long": ("too-many", "paling banyak {max_length} isi; kurangi"),
    "int_parsing": ("bad-number", "'{found}' bukan bilangan bulat"),
    "int_parsing_size": ("bad-number", "'{found}' terlalu besar"),
    "int_type": ("bad-number", "'{found}' bukan bilangan bulat"),
    "greater_than_equal": ("bad-number", "'{found}' terlalu kecil; paling sedikit {ge}"),
    "less_than_equal": ("bad-number", "'{found}' terlalu besar; paling banyak {le}"),
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
}
