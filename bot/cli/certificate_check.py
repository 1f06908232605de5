"""What ``certificate verify`` does: reads what it is given, checks, and prints as it goes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bot.cli.context import echo, moment
from bot.errors import CertificateError
from bot.exports.pages import read_pages
from bot.quiz.certificate import shown
from bot.seal.code import PREFIX, code_in
from bot.service.certificates.check import Checked, Outcome, code_of_file, is_shown, offline, online
from bot.store.certificates import Register
from bot.store.database import Reads
from bot.store.keys import kept_keys

_SAYS: Mapping[Outcome, str] = {
    "valid": "genuine and valid",
    "expired": "genuine, but it does not count any more since {until}",
    "revoked": "genuine, but revoked at {at}: {reason}",
    "replaced": "genuine, but replaced at {at}, as the name was corrected",
    "withdrawn": "withdrawn by its holder at {at}; it does not count any more",
    "altered": "not genuine: what the code or the page says is not what was signed",
    "foreign": "not ours: signed by a key that is not among the public keys",
    "unknown": "not in the register: do not accept it",
    "unreadable": "there is no code of a certificate in it",
}
_LARGEST = 50_000_000  # bytes of a file that is read


class Asked(NamedTuple):
    """A code, and the text of the page that it came with, if that can be read."""

    code: str
    page: str = ""


@dataclass(slots=True)
class Answers:
    """How many of each; ``bad`` are all but the valid ones."""

    counts: Counter[Outcome] = field(default_factory=Counter)

    @property
    def bad(self) -> int:
        """How many are not genuine, or do not count."""
        return self.counts.total() - self.counts["valid"]

    def take(self, checked: Checked, asked: Asked, *, alone: bool) -> None:
        """Print one; of many, a line each."""
        if checked.certificate and not is_shown(checked.certificate, asked.page):
            checked = Checked("altered")
        self.counts[checked.outcome] += 1
        told = checked.certificate
        words = _SAYS[checked.outcome].format(
            at=moment(checked.at or 0),
            reason=checked.reason or "-",
            until=moment(told.valid_until) if told else "",
        )
        where = f"{shown(told.serial)}: " if told and not alone else ""
        echo(f"{checked.outcome}: {where}{words}")
        if told and alone:
            _facts(checked)


def codes_of(what: str) -> list[Asked]:
    """The codes of a file or of an argument. Raises CertificateError when a file has none."""
    path = Path(what)
    if what.upper().startswith(PREFIX) or not _is_file(path):
        if re.search(r"\.(pdf|png|txt)$", what, re.IGNORECASE):
            raise CertificateError(f"{what}: there is no such file")
        return [Asked(what)]
    try:
        if path.stat().st_size > _LARGEST:
            raise CertificateError(f"{what}: the file is too large to be a certificate")
        raw = path.read_bytes()
    except OSError as error:
        raise CertificateError(f"{what}: {error.strerror}") from None
    if raw.startswith(b"%PDF"):
        pages = read_pages(raw)
        return [Asked(code_of_file(raw) or code_in(pages.keywords) or "", pages.text)]
    return _many(raw) or [Asked(code_of_file(raw) or "")]


def check_codes(codes: Sequence[Asked], public_keys: Mapping[str, bytes], at: int) -> Answers:
    """By the public keys alone; a number cannot be checked without the register."""
    answers = Answers()
    for asked in codes:
        readable = PREFIX in asked.code.upper()
        checked = offline(asked.code, public_keys, at) if readable else Checked("unreadable")
        answers.take(checked, asked, alone=len(codes) == 1)
    return answers


async def check_stored(codes: Sequence[Asked], reads: Reads, at: int) -> Answers:
    """By the keys of a database and by its register."""
    answers, register = Answers(), Register(reads)
    keys = {one.id: one.public for one in await kept_keys(reads)}
    for asked in codes:
        checked = await online(asked.code, keys, register, at)
        answers.take(checked, asked, alone=len(codes) == 1)
    return answers


def _many(raw: bytes) -> list[Asked]:
    """The lines of a text file in which each is a code."""
    lines = raw.decode("ascii", errors="replace").split()
    codes = all(line.upper().startswith(PREFIX) for line in lines)
    return [Asked(line) for line in lines] if codes else []


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a code is longer than a file's name may be
        return False


def _facts(checked: Checked) -> None:
    told = checked.certificate
    if told is None:
        return
    for name, value in (
        ("number", shown(told.serial)),
        ("name", told.name),
        ("NIP ends in", told.nip or "-"),
        ("agency", told.agency),
        ("module", told.module),
        ("score", f"{told.score} of 100"),
        ("issued", moment(told.issued)),
        ("valid until", moment(told.valid_until)),
        ("ledger", f"entry {told.entry} of {told.agency}, hash {told.hash}…"),
    ):
        echo(f"  {name}: {value}")
    echo("  Compare this with what is printed: where they differ, the print was altered.")
