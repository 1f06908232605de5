"""Finding an agency or a unit from what somebody typed, spelling mistakes and all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process, utils

from bot.agencies.abbreviations import spelt_out

CLOSEST = 5
_FLOOR = 55.0  # of 100; below this a name has little to do with what was typed


def closest(typed: str, names: Mapping[str, str], most: int = CLOSEST) -> list[str]:
    """The keys of the names closest to what was typed, the closest first.

    An exact key or name, or the initials of a name ("BKD", "SDN 3"), come before resemblance,
    and initials that only begin so ("SDN") next. Usual short forms ("Dinkes", "Kec.") are spelt
    out first, in what was typed and in the names. Nothing that is merely the least different is
    offered.
    """
    wanted = utils.default_process(typed)[:100].strip()
    if not wanted:
        return []
    meant = spelt_out(wanted)
    letters = wanted.replace(" ", "")
    initials = {key: _initials(name) for key, name in names.items()}
    exact = [
        key
        for key, name in names.items()
        if wanted == utils.default_process(key) or meant == _plain(name) or letters == initials[key]
    ]
    exact += [key for key in names if len(letters) > 1 and initials[key].startswith(letters)]
    near = process.extract(
        meant,
        names,
        scorer=_likeness,
        processor=_plain,
        limit=most + len(exact),
        score_cutoff=_FLOOR,
    )
    return list(dict.fromkeys([*exact, *(key for _, _, key in near)]))[:most]


def _plain(text: str) -> str:
    return spelt_out(utils.default_process(text))


def _likeness(typed: str, name: str, **options: float | None) -> float:
    """Words in any order and left out count little; one typed part of a long name counts much."""
    cutoff = options.get("score_cutoff")
    return max(
        fuzz.token_set_ratio(typed, name, score_cutoff=cutoff),
        0.98 * fuzz.partial_token_sort_ratio(typed, name, score_cutoff=cutoff),
        0.95 * _prefixes(typed.split(), name.split()),
    )


def _prefixes(typed: Sequence[str], words: Sequence[str]) -> float:
    """100 when every typed word begins some word of the name."""
    begun = sum(any(word.startswith(part) for word in words) for part in typed)
    return 100.0 * begun / len(typed) if typed else 0.0


def _initials(name: str) -> str:
    """The first letter of each word that counts, and numbers whole."""
    words = re.findall(r"\w+", name.lower())
    counting = (word for word in words if word not in ("dan", "the", "of", "and"))
    return "".join(word if word.isdigit() else word[0] for word in counting)
