"""What is said of a roster's import, on a screen, on the command line and in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.agencies.roster_sheet import Fault
from bot.exports.sheet import Column, Sheet
from bot.screens.screen import Phrase, say
from bot.service.roster.importing import Report

Told = Callable[[Phrase], str]
"""Puts a phrase into words."""


def counts(report: Report) -> Phrase:
    """Rows read, new, changed, missing, as before, wrong. Who is missing is not to be said while
    rows are wrong: it may be theirs."""
    planned = report.plan
    return say(
        "roster.report_wrong" if report.faults else "roster.report",
        rows=report.rows,
        new=len(planned.new),
        changed=len(planned.changed),
        missing=len(planned.missing),
        same=planned.same,
        wrong=len({fault.row for fault in report.faults}),
    )


def fault(one: Fault) -> Phrase:
    """``Baris 12: NIP …``; a fault of the whole file has no row."""
    said = what(one)
    return say("roster.row", row=one.row, what=said) if one.row else said


def what(one: Fault) -> Phrase:
    """What is wrong, without the row."""
    return say(f"roster.fault.{one.code}", about=one.about)


def sheet(faults: Iterable[Fault], told: Told) -> Sheet:
    """A row for each fault, so that an office can work through them."""
    columns = (
        Column(told(say("roster.column.row")), "whole", 8),
        Column(told(say("roster.column.what")), "text", 80),
    )
    return Sheet(
        told(say("roster.sheet"))[:31], columns, ((one.row, told(what(one))) for one in faults)
    )
