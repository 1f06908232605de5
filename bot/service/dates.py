"""Days and times in words, by the clock of whoever reads them, and by Jakarta's on certificates.

Times are ms since 1970 UTC. The reader's zone comes from :meth:`bot.service.desk.Visit.zone`, an
office's from :meth:`bot.service.desk.Desk.zone`; ``ONE_FOR_ALL`` is for what is compared between
agencies.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Final

from bot.agencies.agency import Zone
from bot.agencies.days import clock_of
from bot.screens.screen import Phrase, say
from bot.service.days import brief
from bot.service.jakarta import JAKARTA

ONE_FOR_ALL: Final[Zone] = "WIB"
"""The zone of the operator's screens, which show several agencies at once."""


def told(at: int, zone: Zone) -> Phrase:
    """``29 Nov 2026, 14.05 WIB``, rounded up to the minute."""
    return say("date.told", at=bare(at, zone), zone=label(zone))


def bare(at: int, zone: Zone) -> Phrase:
    """The same without the zone, for where the words around it name that once for many."""
    local = _local(-(-at // 60_000) * 60_000, clock_of(zone))
    return say(
        "date.bare", day=brief(local.date()), hour=f"{local.hour:02}", minute=f"{local.minute:02}"
    )


def label(zone: Zone) -> Phrase:
    """What a zone is called."""
    return say(f"date.zone.{zone}")


def day(at: int) -> Phrase:
    """``29 November 2026``, as a certificate has it.

    Its days are signed and the same for whoever compares them with the paper, so they go by
    Jakarta's clock wherever the reader is.
    """
    local = _local(at, JAKARTA)
    return say("date.day", day=local.day, month=say(f"date.month.{local.month}"), year=local.year)


def last_day(until: int) -> Phrase:
    """The last day before a moment from which a certificate does not count any more."""
    return day(until - 1)


def moment(at: int) -> Phrase:
    """``29 November 2026 pukul 14.05 WIB``, as a certificate has it."""
    local = _local(at, JAKARTA)
    return say("date.moment", day=day(at), hour=f"{local.hour:02}", minute=f"{local.minute:02}")


def by_jakarta(told_day: Phrase, reader: Zone) -> Phrase:
    """A day of Jakarta's clock; for readers by another clock, with the name of that zone."""
    return told_day if reader == "WIB" else say("date.by", day=told_day, zone=label("WIB"))


def _local(at: int, clock: tzinfo) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(clock)
