"""What must hold of the content before it is published; one check a module.

A check takes the gathered content and yields findings. Each looks at everything it can, so that
one run tells an author all there is to mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from bot.catalog.checks import (
    balance,
    calendar,
    cases,
    coverage,
    lengths,
    likeness,
    modules,
    names,
    pledge,
    proof,
    provinces,
    sources,
    texts,
    translations,
    twins,
)
from bot.catalog.files import read_what_can_be_read
from bot.catalog.gather import Content, gather
from bot.catalog.parts import Parts
from bot.errors import Finding

Check: TypeAlias = Callable[[Content], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    translations.check,
    texts.check,
    sources.check,
    calendar.check,
    proof.check,
    cases.check,
    twins.check,
    modules.check,
    names.check,
    pledge.check,
    lengths.check,
    likeness.check,
    balance.check,
    coverage.check,
    provinces.check,
)


def check_folder(folder: Path) -> tuple[Content, list[Finding]]:
    """The content of a folder and all that is wrong with it, in file order."""
    files, unread = read_what_can_be_read(folder)
    if not files and unread:
        return Content(Parts(), None), unread
    content, findings = check_files(files)
    names = {finding.path for finding in unread}  # they are there: not missing as well
    return content, sorted([*unread, *(f for f in findings if f.path not in names)])


def check_files(files: Mapping[str, bytes]) -> tuple[Content, list[Finding]]:
    """The same from the files themselves."""
    content = gather(files)
    findings = set(content.parts.findings)
    for check in CHECKS:
        findings.update(check(content))
    if any(finding.code in ("gap", "clash") for finding in findings):
        # Cases without a key are told once, by the proof that says why they have none.
        findings = {finding for finding in findings if finding.code != "no-key"}
    return content, sorted(findings)
