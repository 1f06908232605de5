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
    cases,
    coverage,
    lengths,
    likeness,
    modules,
    names,
    proof,
    sources,
    texts,
    translations,
    twins,
)
from bot.catalog.files import read_files
from bot.catalog.load import Content, gather
from bot.errors import ContentError, Finding

Check: TypeAlias = Callable[[Content], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    translations.check,
    texts.check,
    sources.check,
    proof.check,
    cases.check,
    twins.check,
    modules.check,
    names.check,
    lengths.check,
    likeness.check,
    balance.check,
    coverage.check,
)


def check_folder(folder: Path) -> tuple[Content, list[Finding]]:
    """The content of a folder and all that is wrong with it, in file order."""
    try:
        files: Mapping[str, bytes] = read_files(folder)
    except ContentError as error:
        return gather({}), list(error.findings)
    return check_files(files)


def check_files(files: Mapping[str, bytes]) -> tuple[Content, list[Finding]]:
    """The same from the files themselves."""
    content = gather(files)
    findings = set(content.parts.findings)
    for check in CHECKS:
        findings.update(check(content))
    return content, sorted(findings)
