"""Telling operators where an exam or a practice has fewer questions than its rules say."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import NamedTuple

from bot.catalog.catalog import Catalog
from bot.errors import StoreError
from bot.quiz.attempt import Kind, Version
from bot.quiz.bank import Module
from bot.quiz.exam import paper
from bot.quiz.shortage import Shortage, left, shortages
from bot.screens.screen import Phrase, say
from bot.service.library import Library

log = logging.getLogger(__name__)


class Short(NamedTuple):
    """A module as it is practised or examined (``kind``), with the quotas that cannot be filled."""

    module: Module
    kind: Kind
    quotas: tuple[Shortage, ...]

    @property
    def asked(self) -> int:
        """How many questions an attempt has, of ``module.size``."""
        return left(self.module, self.quotas)


def short(catalog: Catalog, withdrawn: Collection[Version]) -> Iterator[Short]:
    """What is short while these versions are withdrawn, by module; the exam comes first."""
    for module in catalog.modules.values():
        for kind, sheet in _papers(module):
            if quotas := tuple(shortages(catalog.bank, sheet, withdrawn)):
                yield Short(sheet, kind, quotas)


def told(library: Library) -> tuple[Phrase, ...]:
    """A warning for the operator in the chat, by what is withdrawn as far as ``library`` knows;
    nothing where nothing is short."""
    found = tuple(_told(library.current, one) for one in short(library.current, library.withdrawn))
    return (say("shortage.warning", lines=found),) if found else ()


def lines(library: Library, module: str = "") -> list[str]:
    """The same for the command line and the log, a line for each; of one module only if named."""
    found = short(library.current, library.withdrawn)
    return [_line(one) for one in found if module in ("", one.module.id)]


async def warn(library: Library) -> None:
    """Look what is withdrawn, and say in the log what is short; while the database is away, by what
    was withdrawn before."""
    with suppress(StoreError):
        await library.look()
    if found := lines(library):
        log.warning("too few questions are left: %s", "; ".join(found))


def _papers(module: Module) -> Iterator[tuple[Kind, Module]]:
    if module.exam is not None:
        yield "ujian", paper(module)
    yield "latihan", module


def _told(catalog: Catalog, one: Short) -> Phrase:
    quotas = tuple(_quota(catalog, quota) for quota in one.quotas)
    numbers = {"asked": one.asked, "size": one.module.size}
    return say(f"shortage.{one.kind}", module=one.module.title, quotas=quotas, **numbers)


def _quota(catalog: Catalog, one: Shortage) -> Phrase:
    topic, kind = catalog.bank.topics[one.quota.topic].title, one.quota.kind
    if kind is None:
        return say("shortage.quota", topic=topic, left=one.left, count=one.quota.count)
    return say("shortage.kind", topic=topic, kind=kind, left=one.left, count=one.quota.count)


def _line(one: Short) -> str:
    name = "exam" if one.kind == "ujian" else "practice"
    quotas = ", ".join(
        f"topic {quota.quota.topic}{f' ({quota.quota.kind})' if quota.quota.kind else ''}"
        f" has {quota.left} of {quota.quota.count}"
        for quota in one.quotas
    )
    return f"{name} of {one.module.id} asks {one.asked} of {one.module.size} questions ({quotas})"
