"""How long a completion counts: calendar months, to the end of the last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, time, timedelta, tzinfo


def valid_until(finished_at: int, months: int, zone: tzinfo) -> int:
    """The first moment at which a completion of then does not count any more.

    Both are ms since 1970 UTC. It counts through the whole day, in that zone, that has the same
    number ``months`` later; where the month is shorter, through its last day.
    """
    done = datetime.fromtimestamp(finished_at / 1000, zone).date()
    years, month = divmod(done.month - 1 + months, 12)
    year = done.year + years
    day = min(done.day, monthrange(year, month + 1)[1])
    last = done.replace(year=year, month=month + 1, day=day)
    return round(datetime.combine(last + timedelta(days=1), time(), zone).timestamp() * 1000)
