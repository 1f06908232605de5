"""The catalog: everything that content/ says, fitted together and ready to use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.agencies.provinces import Province
from bot.errors import QuizError
from bot.quiz.bank import Bank, Module
from bot.quiz.keys import Policy
from bot.quiz.pledge import Pledge
from bot.rulebook.facts import Case, Words
from bot.rulebook.rulebook import Rulebook
from bot.rulebook.rules import Verdict

Texts: TypeAlias = Mapping[str, Mapping[str, str | Mapping[str, str]]]
"""Language → key → template, or its plural forms."""


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """What a lawyer says of a case; ``row`` names the line of the digest of law it works."""

    name: str
    on: date
    facts: Case
    verdict: Verdict
    severity: str | None
    rule: str | None
    row: str | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an election, and the day on which it begins."""

    id: str
    title: Words
    begins: date


@dataclass(frozen=True, slots=True)
class Catalog:
    """``hash`` names the meaning of the content, and ``files`` are the content itself.

    ``as_of`` is the day on which scenarios without a day of their own are judged; ``consent``
    names the version of the consent text. Content from before there was a pledge has none.
    ``stages`` are those of elections, the first first.
    """

    hash: str
    files: Mapping[str, bytes]
    book: Rulebook
    policy: Policy
    bank: Bank
    modules: Mapping[str, Module]
    cases: tuple[WorkedCase, ...]
    texts: Texts
    as_of: date
    proved_since: date
    consent: str
    provinces: tuple[Province, ...] = ()
    pledge: Pledge | None = None
    stages: tuple[Stage, ...] = ()

    def module(self, id_: str) -> Module:
        """The module of that id. Raises QuizError when there is none."""
        try:
            return self.modules[id_]
        except KeyError:
            raise QuizError(f"there is no module {id_}") from None
