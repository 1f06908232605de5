"""What a button says when it is tapped: short typed data, at most 64 bytes.

The data come back from the person's device and prove nothing. They name what was tapped; who may
do it is decided by the sender's id and the stored state. Actions that one use case alone knows are
declared beside it; :mod:`bot.service.routes` says who answers which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import Any, TypeVar, cast, dataclass_transform

LIMIT = 64  # bytes; Telegram refuses a keyboard with more
_DIGITS = 4  # of a number in the data


class Action:
    """What was tapped."""

    __slots__ = ()


A = TypeVar("A", bound=Action)

_VERBS: dict[str, type[Action]] = {}
_NAMES: dict[type[Action], str] = {}
_FIELDS: dict[type[Action], dict[str, bool]] = {}  # and whether a field is a number
_NEEDED: dict[type[Action], int] = {}  # fields; those after it a button of before may lack

ACTIONS: Mapping[str, type[Action]] = MappingProxyType(_VERBS)
"""Every action that was declared so far, by its verb."""


@dataclass_transform(frozen_default=True)
def action(verb: str) -> Callable[[type[A]], type[A]]:
    """Declares an action: a frozen dataclass of texts and numbers, ``verb`` being 1 to 3 letters
    that no other has. Raises ValueError for one that has."""

    def declare(kind: type[A]) -> type[A]:
        if verb in _VERBS or not (verb.isalpha() and len(verb) < 4):
            raise ValueError(f"the verb {verb!r} of {kind.__name__} is taken, or is none")
        made = dataclass(frozen=True, slots=True)(kind)
        _VERBS[verb], _NAMES[made] = made, verb
        every = fields(cast(Any, made))
        _FIELDS[made] = {field.name: field.type == "int" for field in every}
        _NEEDED[made] = sum(field.default is MISSING for field in every)
        return made

    return declare


@action("c")
class Agree(Action):
    """Consent was given, in this language, after a link with ``code`` (or none), to the text of the
    version with that ``stamp``; buttons of before have none."""

    language: str
    code: str
    stamp: str = ""


@action("v")
class ReadIn(Action):
    """Show the consent in another language."""

    language: str
    code: str


@action("l")
class Speak(Action):
    """Speak this language from now on."""

    language: str


@action("e")
class Employ(Action):
    """The kind of employment."""

    employment: str


@action("j")
class Join(Action):
    """Belong to this agency."""

    agency: str


@action("u")
class InUnit(Action):
    """Belong to this unit; empty: to none that is listed."""

    unit: str


@action("g")
class Go(Action):
    """Show a place: the menu, the profile, the help, …"""

    place: str


@action("b")
class Begin(Action):
    """Begin a module, or go on with it."""

    module: str


@action("x")
class Abandon(Action):
    """Give up the open attempt of another module and begin this one."""

    attempt: str
    module: str


@action("a")
class Choose(Action):
    """The choice that is shown at ``place`` (from 0) of a step. Which it is, only we know."""

    attempt: str
    step: int
    place: int


@action("m")
class Mark(Action):
    """Where several are marked: these places (as bits) are marked now."""

    attempt: str
    step: int
    places: int


@action("s")
class Send(Action):
    """The marked places (as bits) are the answer."""

    attempt: str
    step: int
    places: int


@action("n")
class Next(Action):
    """On to the next question of an attempt, or to its result."""

    attempt: str


@action("k")
class ExamRules(Action):
    """Read the rules of a module's exam, before it begins."""

    module: str


@action("t")
class Sit(Action):
    """Begin the exam of a module."""

    module: str


@action("d")
class Drop(Action):
    """Give up the open attempt and read the rules of the exam of a module."""

    attempt: str
    module: str


@action("dp")
class Report(Action):
    """Report the question at a step of an attempt, or of a follow-up (then the step is 0)."""

    source: str
    step: int


@action("w")
class Review(Action):
    """A page (from 0) of what was answered in an exam that has ended."""

    attempt: str
    page: int


@action("pl")
class ReadPledge(Action):
    """Read the pledge for an attempt that passed, in order to sign it."""

    attempt: str


@action("r")
class Recap(Action):
    """The tally of an agency, by unit for one module (empty: the first)."""

    agency: str
    module: str = ""


@action("q")
class Ask(Action):
    """``/cek``: the answers so far, and the content that they were given to."""

    content: str
    path: str


def encode(action: Action) -> str:
    """The data of a button. Raises ValueError when it would not fit or could not be read back."""
    kind = type(action)
    parts = [str(getattr(action, name)) for name in _FIELDS[kind]]
    data = ":".join((_NAMES[kind], *parts))
    if len(data.encode()) > LIMIT or data.count(":") != len(parts):
        raise ValueError(f"button data of {kind.__name__} do not fit")
    return data


def decode(data: str) -> Action | None:
    """What was tapped, or None for data that no button of ours has."""
    verb, *parts = data.split(":")
    kind = _VERBS.get(verb)
    if kind is None or not _NEEDED[kind] <= len(parts) <= len(_FIELDS[kind]):
        return None
    values: list[str | int] = []
    for number, part in zip(_FIELDS[kind].values(), parts, strict=False):
        if number:
            if not (part.isascii() and part.isdigit() and len(part) <= _DIGITS):
                return None
            values.append(int(part))
        else:
            values.append(part)
    return kind(*values)
