"""The shape of all other files under content/: questions, modules, texts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, StringConstraints, Tag

from bot.catalog.schema import Id, Line, Strict, WordsIn
from bot.quiz.bank import Kind
from bot.rulebook.rules import Sourced, Verdict


class OptionIn(Strict):
    """One option of a scenario."""

    text: WordsIn
    facts: dict[str, str] = Field({})


class ScenarioIn(Strict):
    """One scenario."""

    id: Id
    version: int = Field(ge=1)
    kind: Kind
    on: date | None = None
    facts: dict[str, str] = Field({})
    text: WordsIn
    options: list[OptionIn] = Field([], max_length=5)
    why: WordsIn
    twin: str | None = None


class StageIn(Strict):
    """One stage of an election, as the KPU has set it."""

    id: Id
    title: WordsIn
    begins: date
    basis: WordsIn
    sourced: Sourced


class QuotaIn(Strict):
    """So many questions of a topic."""

    topic: str
    count: int = Field(ge=1, le=50)
    kind: Kind | None = None


class ExamIn(Strict):
    """How a module is examined."""

    minutes: int = Field(ge=1, le=240)
    questions: list[QuotaIn] | None = Field(None, min_length=1)
    pass_mark: int | None = Field(None, ge=1, le=100)
    per_day: int = Field(ge=1, le=20)
    cool_down_minutes: int = Field(ge=0, le=10_080)
    critical: list[str] = Field([])


class ModuleFile(Strict):
    """content/modules/<id>.yaml"""

    title: WordsIn
    about: WordsIn
    pass_mark: int = Field(ge=1, le=100)
    valid_months: int = Field(ge=1, le=60)
    blueprint: list[QuotaIn] = Field(min_length=1)
    exam: ExamIn | None = None


Points: TypeAlias = Annotated[int, Field(ge=0, le=100)]


class MarkingIn(Strict):
    """How answers are graded by harm."""

    judge: dict[Verdict, dict[Verdict, Points]]
    choose: dict[Verdict, Points]


class ShareIn(Strict):
    """A share in percent, both ends included."""

    least: int = Field(ge=0, le=100)
    most: int = Field(ge=0, le=100)


class LengthsIn(Strict):
    """The most letters that are read with patience on a phone."""

    scenario: int = Field(ge=1)
    option: int = Field(ge=1)
    why: int = Field(ge=1)


class BankIn(Strict):
    """What the bank as a whole must be like; without it a small bank is not measured."""

    per_rule: int = Field(ge=1)
    allowed_percent: ShareIn
    lengths: LengthsIn
    likeness: int = Field(ge=50, le=100)


class PolicyFile(Strict):
    """content/policy.yaml"""

    as_of: date
    proved_since: date
    consent: Line
    marking: MarkingIn
    bank: BankIn | None = None


class PledgeFile(Strict):
    """content/pledge.yaml"""

    version: Annotated[Line, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$", max_length=20)]
    title: WordsIn
    points: list[WordsIn] = Field(min_length=1, max_length=7)


def _form(value: object) -> str:
    return "{plural}" if isinstance(value, dict) else "{text}"


class PluralIn(Strict):
    """A text in the forms that a number asks for."""

    one: Line
    other: Line


TextIn: TypeAlias = Annotated[
    Annotated[PluralIn, Tag("{plural}")] | Annotated[Line, Tag("{text}")], Discriminator(_form)
]
TextsFile: TypeAlias = dict[str, str | dict[str, str]]
"""content/text/<language>.yaml: each value is a :data:`TextIn`."""
