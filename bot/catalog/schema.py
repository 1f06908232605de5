"""The shape of the files of the law under content/, checked by pydantic, all errors at once."""

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
from bot.rulebook.rules import Sourced, Verdict

Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Line: TypeAlias = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Language: TypeAlias = Annotated[str, StringConstraints(pattern=r"^(id|en)$")]
WordsIn: TypeAlias = Annotated[dict[Language, Line], Field(min_length=1)]
"""Missing languages are found by their own check, so that one gap hides nothing else."""


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


OneOrMore: TypeAlias = Annotated[list[str], BeforeValidator(_listed), Field(min_length=1)]


class Strict(BaseModel):
    """Nothing that it does not know, and nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NotIn(Strict):
    """``{not: [a, b]}``: any value but these."""

    not_: OneOrMore = Field(alias="not")


def _shape(value: object) -> str:
    return "{not}" if isinstance(value, dict) else "{list}"


ValuesIn: TypeAlias = Annotated[
    Annotated[NotIn, Tag("{not}")] | Annotated[OneOrMore, Tag("{list}")], Discriminator(_shape)
]
ClauseIn: TypeAlias = dict[str, ValuesIn]
WhenIn: TypeAlias = Annotated[list[ClauseIn], BeforeValidator(_listed), Field(min_length=1)]


class GroupIn(Strict):
    """A heading over values."""

    id: Id
    label: WordsIn


class ValueIn(Strict):
    """One value of a fact."""

    id: Id
    label: WordsIn
    group: Id | None = None


class FactIn(Strict):
    """One fact of the vocabulary."""

    id: Id
    label: WordsIn
    question: WordsIn
    values: list[ValueIn] = Field(min_length=2)
    groups: list[GroupIn] = []
    applies: WhenIn | None = None


class SourceIn(Strict):
    """One source of law."""

    id: Id
    short: WordsIn
    title: WordsIn
    issued: date = Field(alias="date")
    until: date | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None


class ProvinceIn(Strict):
    """One province; ``also`` are other names that offices write."""

    id: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]$")]
    iso: Annotated[str, StringConstraints(pattern=r"^ID-[A-Z]{2}$")]
    name: Line
    zone: Zone
    also: list[Line] = []


class InsteadIn(Strict):
    """When a severity takes the place of others."""

    of: OneOrMore
    when: WhenIn


class SeverityIn(Strict):
    """One severity of a forbidden act."""

    id: Id
    rank: int = Field(ge=1)
    group: Literal["etik", "disiplin", "kontrak", "pemberhentian", "pidana", "lain"]
    label: WordsIn
    sanction: WordsIn
    instead: list[InsteadIn] = []


class BasisIn(Strict):
    """An article of a source."""

    source: str
    locator: WordsIn


class PositionIn(Strict):
    """What one authority said, and when."""

    who: WordsIn
    says: WordsIn
    on: Line


class RuleIn(Strict):
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


class ExpectIn(Strict):
    """What a worked case expects."""

    verdict: Verdict
    severity: str | None = None
    rule: str | None = None


class CaseIn(Strict):
    """One worked case."""

    name: Line
    on: date
    facts: dict[str, str]
    expect: ExpectIn
    row: Line | None = None
