"""Schema errors in the author's words: what was found, what is allowed, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.catalog.strict_yaml import Document, Place
from bot.errors import Finding

_UNION_TAGS = ("NotIn", "function-before")


def explain(document: Document, place: Place, error: ValidationError) -> Iterator[Finding]:
    """One finding for each place with an error; of a choice of shapes only the first is told."""
    told: set[Place] = set()
    for detail in error.errors(include_url=False):
        where = (*place, *_plain(detail["loc"]))
        if where not in told:
            told.add(where)
            yield document.finding(where, *_words(detail, where))


def _plain(loc: tuple[int | str, ...]) -> Place:
    """Without the names that pydantic adds for alternatives and for keys."""
    return tuple(
        part
        for part in loc
        if not (
            isinstance(part, str)
            and (
                part == "[key]"
                or part.startswith(_UNION_TAGS)
                or part.startswith(("list[", "dict[", "constrained"))
            )
        )
    )


def _words(detail: ErrorDetails, where: Place) -> tuple[str, str]:
    key = next((part for part in reversed(where) if isinstance(part, str)), "?")
    code, template = _KINDS.get(detail["type"], ("invalid", detail["msg"]))
    context = {name: str(value) for name, value in detail.get("ctx", {}).items()}
    context["found"] = shown(detail["input"])
    words = _NAME.sub(lambda name: context.get(name[1], "?"), template)
    return code, f"'{key}': {words}"


def shown(value: object) -> str:
    """What was found, short enough for one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:37] + "..."


_NAME = re.compile(r"\{(\w+)\}")
_PAIRS = ("bad-form", "harus berupa pasangan kunci dan nilai")
_DATE = ("bad-date", "'{found}' bukan tanggal TTTT-BB-HH")

_KINDS: Mapping[str, tuple[str, str]] = {
    "missing": ("missing-key", "kunci wajib ini tidak ada; tambahkan"),
    "extra_forbidden": ("unknown-key", "kunci ini tidak dikenal; periksa ejaannya"),
    "literal_error": ("unknown-value", "'{found}' tidak dikenal; pilihannya: {expected}"),
    "string_pattern_mismatch": ("bad-form", "'{found}' salah bentuk; harus cocok {pattern}"),
    "string_too_short": ("empty-value", "teks kosong; isi, atau hapus kuncinya"),
    "string_too_long": ("too-long", "lebih dari {max_length} huruf"),
    "string_type": ("bad-form", "harus berupa teks"),
    "list_type": ("bad-form", "harus berupa daftar"),
    "dict_type": _PAIRS,
    "model_type": _PAIRS,
    "model_attributes_type": _PAIRS,
    "too_short": ("too-few", "paling sedikit {min_length} isi"),
    "too_long": ("too-many", "paling banyak {max_length} isi"),
    "int_parsing": ("bad-number", "'{found}' bukan bilangan bulat"),
    "int_type": ("bad-number", "harus bilangan bulat"),
    "greater_than_equal": ("bad-number", "{found} terlalu kecil; paling sedikit {ge}"),
    "less_than_equal": ("bad-number", "{found} terlalu besar; paling banyak {le}"),
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
}
