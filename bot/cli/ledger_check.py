"""What ``ledger verify`` does: reads the auditor's files, checks, and prints as it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.agencies.chain import Chain
from bot.agencies.checkpoint import Checkpoint, read_checkpoint
from bot.agencies.faults import Fault
from bot.agencies.ledger import from_line
from bot.cli.context import echo
from bot.errors import LedgerError, SealError
from bot.seal.pem import from_pem
from bot.service.ledger.checking import exported, forgeries, stored
from bot.store.database import Reads
from bot.store.keys import kept_keys
from bot.store.ledger import Chains


@dataclass(slots=True)
class Found:
    """How many faults were printed; ``checkpoints`` are those that somebody really signed."""

    faults: int = 0
    checkpoints: list[Checkpoint] = field(default_factory=list)

    def fault(self, agency: str, words: object) -> None:
        """Print one."""
        self.faults += 1
        echo(f"{agency}: {words}")

    def of_chain(self, agency: str, fault: Fault) -> None:
        """Print a fault of a chain, or a warning."""
        if fault.warning:
            echo(f"{agency}: {fault} (only a warning)")
        else:
            self.fault(agency, fault)

    def end(self, chain: Chain) -> None:
        """Say what was checked."""
        echo(f"{chain.agency}: {chain.count} entries, the last {chain.head.hash or 'unknown'}")

    def take(self, checkpoints: Sequence[Checkpoint], keys: Mapping[str, bytes]) -> None:
        """Check who signed."""
        bad = dict(forgeries(checkpoints, keys))
        for one in checkpoints:
            if one in bad:
                self.fault(one.agency, f"checkpoint at entry {one.number}: forged: {bad[one]}")
            else:
                self.checkpoints.append(one)

    def about(self, agency: str) -> list[Checkpoint]:
        """The checkpoints of one agency; those of others are faults, as they prove nothing."""
        for one in self.checkpoints:
            if one.agency != agency:
                words = f"checkpoint at entry {one.number}: foreign: this ledger is of {agency}"
                self.fault(one.agency, words)
        return [one for one in self.checkpoints if one.agency == agency]


async def check_stored(
    reads: Reads, code: str, checkpoints: Sequence[Checkpoint], keys: Mapping[str, bytes] | None
) -> Found:
    """The chain of one agency, or of all; without ``keys`` those of the database count."""
    found, chains = Found(), Chains(reads)
    if keys is None:
        keys = {one.id: one.public for one in await kept_keys(reads)}
    found.take(checkpoints, keys)
    if code and not await chains.known(code) and not checkpoints:
        raise LedgerError(f"there is no agency {code}")
    named = {one.agency for one in found.checkpoints}
    for agency in [code] if code else sorted({*await chains.agencies(), *named}):
        mine = found.about(agency) if code else [c for c in found.checkpoints if c.agency == agency]
        chain = Chain(agency, mine)
        async for fault in stored(chains, chain):
            found.of_chain(agency, fault)
        found.end(chain)
    return found


def check_file(
    file: Path, code: str, checkpoints: Sequence[Checkpoint], keys: Mapping[str, bytes] | None
) -> Found:
    """The chain of an export. Raises LedgerError when nobody can say whose it is."""
    found = Found()
    if checkpoints and keys is None:
        raise LedgerError("--file with --checkpoint needs --public-key: who signed is checked too")
    found.take(checkpoints, keys or {})
    agency = code or _agency(file) or next((one.agency for one in checkpoints), "")
    if not agency:
        raise LedgerError(f"{file}: whose ledger is this? Give the agency's code")
    chain = Chain(agency, found.about(agency))
    try:
        with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            for fault in exported(lines, chain):
                found.of_chain(agency, fault)
    except OSError as error:
        raise LedgerError(f"{file}: {error.strerror}") from None
    found.end(chain)
    return found


def read_checkpoints(files: Sequence[Path]) -> list[Checkpoint]:
    """One or more checkpoints of each file, a line each. Raises LedgerError with the file."""
    found = []
    for file in files:
        lines = [line for line in _text(file).splitlines() if line.strip()]
        try:
            found += [read_checkpoint(line) for line in lines]
        except LedgerError as error:
            raise LedgerError(f"{file}: {error}") from None
        if not lines:
            raise LedgerError(f"{file}: there is no checkpoint in it")
    return found


def read_keys(file: Path) -> dict[str, bytes]:
    """The public keys of a file by id. Raises SealError with the file."""
    try:
        return from_pem(_text(file))
    except SealError as error:
        raise SealError(f"{file}: {error}") from None


def _agency(file: Path) -> str:
    """Whose ledger an export is, by its first line; nobody's when that is no entry."""
    try:
        with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            return from_line(lines.readline().removesuffix("\n")).agency
    except LedgerError:
        return ""
    except OSError as error:
        raise LedgerError(f"{file}: {error.strerror}") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise LedgerError(f"{file}: {error.strerror}") from None
