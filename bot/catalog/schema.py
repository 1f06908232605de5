"""The shape of every file under content/, checked by pydantic, all errors at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

from bot.agencies.agency import Zone
from bot.quiz.bank import Kind
from bot.rulebook.rules import Sourced, Verdict

Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Line: TypeAlias = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Language: TypeAlias = Annotated[str, StringConstraints(pattern=r"^(id|en)$")]
WordsIn: TypeAlias = Annotated[dict[Language, Line], Field(min_length=1)]
"""Missing languages are found by their own check, so that one gap hides nothing else."""


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


OneOrMore: TypeAlias = Annotated[list[str], BeforeValidator(_listed), Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NotIn(_Strict):
    """``{not: [a, b]}``: any value but these."""

    not_: OneOrMore = Field(alias="not")


def _shape(value: object) -> str:
    return "{not}" if isinstance(value, dict) else "{list}"


ValuesIn: TypeAlias = Annotated[
    Annotated[NotIn, Tag("{not}")] | Annotated[OneOrMore, Tag("{list}")], Discriminator(_shape)
]
ClauseIn: TypeAlias = dict[str, ValuesIn]
WhenIn: TypeAlias = Annotated[list[ClauseIn], BeforeValidator(_listed), Field(min_length=1)]


class GroupIn(_Strict):
    """A heading over values."""

    id: Id
    label: WordsIn


class ValueIn(_Strict):
    """One value of a fact."""

    id: Id
    label: WordsIn
    group: Id | None = None


class FactIn(_Strict):
    """One fact of the vocabulary."""

    id: Id
    label: WordsIn
    question: WordsIn
    values: list[ValueIn] = Field(min_length=2)
    groups: list[GroupIn] = []
    applies: WhenIn | None = None


class SourceIn(_Strict):
    """One source of law."""

    id: Id
    short: WordsIn
    title: WordsIn
    issued: date = Field(alias="date")
    until: date | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None


class ProvinceIn(_Strict):
    """One province; ``also`` are other names that offices write."""

    id: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]$")]
    iso: Annotated[str, StringConstraints(pattern=r"^ID-[A-Z]{2}$")]
    name: Line
    zone: Zone
    also: list[Line] = []


class InsteadIn(_Strict):
    """When a severity takes the place of others."""

    of: OneOrMore
    when: WhenIn


class SeverityIn(_Strict):
    """One severity of a forbidden act."""

    id: Id
    rank: int = Field(ge=1)
    group: Literal["etik", "disiplin", "kontrak", "pemberhentian", "pidana", "lain"]
    label: WordsIn
    sanction: WordsIn
    instead: list[InsteadIn] = []


class BasisIn(_Strict):
    """An article of a source."""

    source: str
    locator: WordsIn


class PositionIn(_Strict):
    """What one authority said, and when."""

    who: WordsIn
    says: WordsIn
    on: Line


class RuleIn(_Strict):
    """One rule."""

    id: Id
    title: WordsIn
    when: WhenIn
    verdict: Verdict
    severity: str | None = None
    basis: list[BasisIn] = Field(min_length=1)
    sourced: Sourced
    begin: date | None = Field(None, alias="from")
    until: date | None = None
    overrides: list[str] = []
    reason: WordsIn
    positions: list[PositionIn] = []
    safe: WordsIn | None = None


class ExpectIn(_Strict):
    """What a worked case expects."""

    verdict: Verdict
    severity: str | None = None
    rule: str | None = None


class CaseIn(_Strict):
    """One worked case."""

    name: Line
    on: date
    facts: dict[str, str]
    expect: ExpectIn
    row: Line | None = None


class OptionIn(_Strict):
    """One option of a scenario."""

    text: WordsIn
    facts: dict[str, str] = {}


class ScenarioIn(_Strict):
    """One scenario."""

    id: Id
    version: int = Field(ge=1)
    kind: Kind
    on: date | None = None
    facts: dict[str, str] = {}
    text: WordsIn
    options: list[OptionIn] = Field([], max_length=5)
    why: WordsIn
    twin: str | None = None


class StageIn(_Strict):
    """One stage of an election, as the KPU has set it."""

    id: Id
    title: WordsIn
    begins: date
    basis: WordsIn
    sourced: Sourced


class QuotaIn(_Strict):
    """So many questions of a topic."""

    topic: str
    count: int = Field(ge=1, le=50)
    kind: Kind | None = None


class ExamIn(_Strict):
    """How a module is examined."""

    minutes: int = Field(ge=1, le=240)
    questions: list[QuotaIn] | None = Field(None, min_length=1)
    pass_mark: int | None = Field(None, ge=1, le=100)
    per_day: int = Field(ge=1, le=20)
    cool_down_minutes: int = Field(ge=0, le=10_080)
    critical: list[str] = []


class ModuleFile(_Strict):
    """content/modules/<id>.yaml"""

    title: WordsIn
    about: WordsIn
    pass_mark: int = Field(ge=1, le=100)
    valid_months: int = Field(ge=1, le=60)
    blueprint: list[QuotaIn] = Field(min_length=1)
    exam: ExamIn | None = None


Points: TypeAlias = Annotated[int, Field(ge=0, le=100)]


class MarkingIn(_Strict):
    """How answers are graded by harm."""

    judge: dict[Verdict, dict[Verdict, Points]]
    choose: dict[Verdict, Points]


class ShareIn(_Strict):
    """A share in percent, both ends included."""

    least: int = Field(ge=0, le=100)
    most: int = Field(ge=0, le=100)


class LengthsIn(_Strict):
    """The most letters that are read with patience on a phone."""

    scenario: int = Field(ge=1)
    option: int = Field(ge=1)
    why: int = Field(ge=1)


class BankIn(_Strict):
    """What the bank as a whole must be like; without it a small bank is not measured."""

    per_rule: int = Field(ge=1)
    allowed_percent: ShareIn
    lengths: LengthsIn
    likeness: int = Field(ge=50, le=100)


class PolicyFile(_Strict):
    """content/policy.yaml"""

    as_of: date
    proved_since: date
    consent: Line
    marking: MarkingIn
    bank: BankIn | None = None


class PledgeFile(_Strict):
    """content/pledge.yaml"""

    version: Annotated[Line, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$", max_length=20)]
    title: WordsIn
    points: list[WordsIn] = Field(min_length=1, max_length=7)


def _form(value: object) -> str:
    return "{plural}" if isinstance(value, dict) else "{text}"


class PluralIn(_Strict):
    """A text in the forms that a number asks for."""

    one: Line
    other: Line


TextIn: TypeAlias = Annotated[
    Annotated[PluralIn, Tag("{plural}")] | Annotated[Line, Tag("{text}")], Discriminator(_form)
]
TextsFile: TypeAlias = dict[str, str | dict[str, str]]
"""content/text/<language>.yaml: each value is a :data:`TextIn`."""
