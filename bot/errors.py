"""Every error that this program raises on purpose.

    NetralError
    ├── SettingsError      a setting is missing or wrong; the start stops with one line
    ├── ContentError       content/ was refused; carries every finding
    ├── RulebookError      a rulebook cannot be built from its parts
    ├── CaseError          a case names a fact or a value that the vocabulary lacks
    ├── ListingError       a list of agencies cannot be imported; carries every bad row
    ├── CampaignError      a campaign that cannot be made or changed so; its reason has words
    ├── QuizError          a draw or an answer that the attempt does not allow
    │   └── NothingLeft        everything that a module could ask is withdrawn
    ├── LedgerError        an entry, an export or a checkpoint that is not one
    ├── SealError          a key that cannot be used, or a code that is none
    ├── CertificateError   a certificate that is not one, or cannot be issued or ended
    ├── FetchError         a file that somebody sent cannot be read
    ├── TelegramSilent     Telegram cannot be reached for too long (channels/telegram/watchdog)
    └── StoreError         the database refused
        ├── StoreUnavailable   it cannot be reached now; trying again may help
        ├── NewerDatabase      it was written by a newer version of this program
        └── BackupError        a backup cannot be made, or a file cannot be restored

Each carries a ``code`` for machines and a message for people. Anything else that is raised is a
bug: it is logged once with a reference, and the person is shown the reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class NetralError(Exception):
    """The root: ``code`` for machines, ``str(error)`` for people."""

    code = "error"


class SettingsError(NetralError):
    """A setting is missing or wrong. The message names it and says what to do."""

    code = "settings"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong with the content: where, what kind, and what to do about it."""

    path: str
    line: int
    code: str
    message: str

    def below(self, folder: str) -> Finding:
        """The same with its path below ``folder``."""
        return Finding(f"{folder}/{self.path}", self.line, self.code, self.message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.message}"


class ContentError(NetralError):
    """The content was refused; ``findings`` has all reasons, in file order."""

    code = "content"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


class RulebookError(NetralError):
    """A rulebook cannot be built from these parts (unknown id, a cycle of overrides)."""

    code = "rulebook"


class CaseError(NetralError):
    """A case names a fact or a value that the vocabulary lacks; ``fact`` says which."""

    code = "case"

    def __init__(self, message: str, fact: str) -> None:
        super().__init__(message)
        self.fact = fact


class ListingError(NetralError):
    """A list of agencies cannot be imported, and nothing of it was.

    ``problems`` name each bad row, from 2 (row 1 has the headings), and what is wrong with it.
    """

    code = "listing"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class CampaignError(NetralError):
    """A campaign cannot be made or changed so; nothing was done.

    ``reason`` is the end of the key ``campaign.no.…`` of content/text that says why in the chat.
    """

    code = "campaign"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class QuizError(NetralError):
    """A draw or an answer that the bank or the attempt does not allow."""

    code = "quiz"


class NothingLeft(QuizError):
    """Everything that a module could ask is withdrawn."""


class LedgerError(NetralError):
    """An entry, an export of a ledger or a checkpoint is not one, or cannot be made."""

    code = "ledger"


class SealError(NetralError):
    """A signing key, a file of public keys or a signed code cannot be used. No message ever holds
    a private key."""

    code = "seal"


class FetchError(NetralError):
    """A file that somebody sent is too large, or cannot be had any more; they may send it again."""

    code = "fetch"


class CertificateError(NetralError):
    """A certificate is not one, or cannot be issued, issued again or revoked."""

    code = "certificate"


class StoreError(NetralError):
    """The database refused; the message says what and what to do."""

    code = "store"


class StoreUnavailable(StoreError):
    """The database cannot be reached or is locked; trying again later may help."""

    code = "store-unavailable"


class NewerDatabase(StoreError):
    """The database was written by a newer version of this program."""

    code = "store-newer"


class BackupError(StoreError):
    """A backup cannot be made, or a file cannot be restored; nothing was changed."""

    code = "backup"
