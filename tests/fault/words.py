"""The product's texts, read the other way round: which text is it that somebody sees?"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

from tests.cli.run import ROOT

Texts: TypeAlias = dict[str, dict[str, str]]
"""Language → key → template."""

LANGUAGES = ("id", "en")
BUTTONS = (
    *("consent.agree", "consent.begin", "consent.other_language"),
    *("language.id", "language.en"),
    *("employment.pns", "employment.cpns", "employment.pppk", "employment.ppnpn"),
    *("register.no_unit", "register.go", "register.stay"),
    *("menu.go_on", "menu.recap_all", "menu.recap", "menu.may_i", "menu.profile", "menu.help"),
    *("menu.back", "menu.exam", "modules.begin", "modules.give_up", "exam.give_up"),
    *("modules.go_on.latihan", "modules.go_on.ujian"),
    *("exam.begin", "exam.practise", "exam.review", "exam.page_back", "exam.page_on"),
    *("quiz.marked", "quiz.unmarked", "quiz.send", "quiz.next", "quiz.to_result"),
    *("quiz.button", "quiz.letter", "result.again"),
    *("profile.language", "profile.employment"),
    *("profile.reminders_on", "profile.reminders_off", "remind.stop.r", "remind.resume.r"),
    *("cek.unknown", "cek.back", "cek.again", "cek.pick"),
)
OTHER = "plain"
"""The key of a button whose words are nobody's text: a unit, an agency."""

_TAG = re.compile(r"</?\w+>")
_NAME = re.compile(r"\\\{(\w+)\\\}")
_LINES = r"[^\n]+(?:\n[^\n]+)*"  # a paragraph ends with an empty line
_VALUES = {"letter": "[A-E]", "bar": "[▰▱]+"} | dict.fromkeys(
    ("step", "total", "n", "right", "score", "pass_mark"), r"\d+"
)


@cache
def texts() -> Texts:
    """Every template of content/text."""
    folder = ROOT / "content" / "text"
    return {language: _read(folder / f"{language}.yaml") for language in LANGUAGES}


def _read(path: Path) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def pattern(key: str, language: str) -> re.Pattern[str]:
    """What a text looks like when it is filled in; its names are groups."""
    template = re.escape(_TAG.sub("", texts()[language][key]))
    return re.compile(_NAME.sub(_group, template))


def _group(name: re.Match[str]) -> str:
    return f"(?P<{name[1]}>{_VALUES.get(name[1], _LINES)})"


@cache
def button(label: str) -> str:
    """The key of the text that a button says; a text without names comes first."""
    for language in LANGUAGES:
        for key in sorted(BUTTONS, key=lambda key: "{" in texts()[language][key]):
            if pattern(key, language).fullmatch(label):
                return key
    return OTHER


def seen(key: str, text: str) -> tuple[str, re.Match[str]] | None:
    """The language and the place where a text stands on a screen."""
    for language in LANGUAGES:
        found = pattern(key, language).search(text)
        if found is not None:
            return language, found
    return None
