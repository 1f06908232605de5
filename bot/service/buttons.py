"""What a button says when it is tapped: short typed data, at most 64 bytes.

The data come back from the person's device and prove nothing. They name what was tapped; who may
do it is decided by the sender's id and the stored state.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeAlias

LIMIT = 64  # bytes; Telegram refuses a keyboard with more


@dataclass(frozen=True, slots=True)
class Agree:
    """Consent was given, in this language, after a link with ``code`` (or none)."""

    language: str
    code: str


@dataclass(frozen=True, slots=True)
class ReadIn:
    """Show the consent in another language."""

    language: str
    code: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Speak this language from now on."""

    language: str


@dataclass(frozen=True, slots=True)
class Employ:
    """The kind of employment."""

    employment: str


@dataclass(frozen=True, slots=True)
class Join:
    """Belong to this agency."""

    agency: str


@dataclass(frozen=True, slots=True)
class InUnit:
    """Belong to this unit; empty: to none that is listed."""

    unit: str


@dataclass(frozen=True, slots=True)
class Go:
    """Show a place: the menu, the profile, the help, …"""

    place: str


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a module, or go on with it."""

    module: str


@dataclass(frozen=True, slots=True)
class Abandon:
    """Give up the open attempt of another module and begin this one."""

    attempt: str
    module: str


@dataclass(frozen=True, slots=True)
class Choose:
    """The choice that is shown at ``place`` (from 0) of a step. Which it is, only we know."""

    attempt: str
    step: int
    place: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Where several are marked: these places (as bits) are marked now."""

    attempt: str
    step: int
    places: int


@dataclass(frozen=True, slots=True)
class Send:
    """The marked places (as bits) are the answer."""

    attempt: str
    step: int
    places: int


@dataclass(frozen=True, slots=True)
class Next:
    """On to the next question of an attempt, or to its result."""

    attempt: str


@dataclass(frozen=True, slots=True)
class ExamRules:
    """Read the rules of a module's exam, before it begins."""

    module: str


@dataclass(frozen=True, slots=True)
class Sit:
    """Begin the exam of a module."""

    module: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Give up the open attempt and read the rules of the exam of a module."""

    attempt: str
    module: str


@dataclass(frozen=True, slots=True)
class Review:
    """A page (from 0) of what was answered in an exam that has ended."""

    attempt: str
    page: int


@dataclass(frozen=True, slots=True)
class Recap:
    """The tally of an agency, by unit for one module (empty: the first)."""

    agency: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """``/cek``: the answers so far, and the content that they were given to."""

    content: str
    path: str


Action: TypeAlias = (
    Agree
    | ReadIn
    | Speak
    | Employ
    | Join
    | InUnit
    | Go
    | Begin
    | Abandon
    | Choose
    | Mark
    | Send
    | Next
    | ExamRules
    | Sit
    | Drop
    | Review
    | Recap
    | Ask
)

_VERBS: dict[str, type[Any]] = {
    "c": Agree,
    "v": ReadIn,
    "l": Speak,
    "e": Employ,
    "j": Join,
    "u": InUnit,
    "g": Go,
    "b": Begin,
    "x": Abandon,
    "a": Choose,
    "m": Mark,
    "s": Send,
    "n": Next,
    "k": ExamRules,
    "t": Sit,
    "d": Drop,
    "w": Review,
    "r": Recap,
    "q": Ask,
}
_NAMES = {action: verb for verb, action in _VERBS.items()}
_FIELDS = {
    kind: {field.name: field.type == "int" for field in fields(kind)} for kind in _VERBS.values()
}
"""Each action's fields, and whether a field is a number."""


def encode(action: Action) -> str:
    """The data of a button. Raises ValueError when it would not fit or could not be read back."""
    kind = type(action)
    parts = [str(getattr(action, name)) for name in _FIELDS[kind]]
    data = ":".join((_NAMES[kind], *parts))
    if len(data.encode()) > LIMIT or data.count(":") != len(parts):
        raise ValueError(f"button data of {type(action).__name__} do not fit")
    return data


def decode(data: str) -> Action | None:
    """What was tapped, or None for data that no button of ours has."""
    verb, *parts = data.split(":")
    kind = _VERBS.get(verb)
    if kind is None or len(parts) != len(_FIELDS[kind]):
        return None
    values: list[str | int] = []
    for number, part in zip(_FIELDS[kind].values(), parts, strict=True):
        if number:
            if not (part.isascii() and part.isdigit() and len(part) < 5):
                return None
            values.append(int(part))
        else:
            values.append(part)
    action: Action = kind(*values)
    return action
