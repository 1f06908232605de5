"""Whatever the moment and the zone: the words name the day, the hour and the minute there."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.agencies.agency import HOURS, ZONES, Zone
from bot.catalog.load import load
from bot.screens.wording import Wording
from bot.service.dates import bare, by_jakarta, day, last_day, moment, told
from tests.cli.run import ROOT

CONTENT = ROOT / "content"
TEXTS = load(CONTENT).texts
WORDS = Wording(TEXTS)
MINUTE, DAY_OF_MINUTES = 60_000, 1440
FAR = 4_102_444_800_000  # 2100-01-01, in ms since 1970 UTC

instants = st.integers(0, FAR)
zones = st.sampled_from(ZONES)
languages = st.sampled_from(sorted(TEXTS))


def there(at: int, zone: Zone) -> tuple[date, int, int]:
    """The day, hour and minute, counted by hand; a minute that has begun counts as over."""
    minutes = -(-at // MINUTE) + 60 * HOURS[zone]
    days, minute = divmod(minutes, DAY_OF_MINUTES)
    return date(1970, 1, 1) + timedelta(days), *divmod(minute, 60)


def read(words: str, language: str) -> tuple[date, int, int, str]:
    """What a person reads there."""
    found = re.fullmatch(r"(\d+) (\w+) (\d{4}), (\d\d)[.:](\d\d)(?: (WIB|WITA|WIT))?", words)
    assert found, words
    months = [TEXTS[language][f"date.short.{month}"] for month in range(1, 13)]
    on = date(int(found[3]), months.index(found[2]) + 1, int(found[1]))
    return on, int(found[4]), int(found[5]), found[6] or ""


def test_no_words_name_a_zone_but_those_that_mean_jakarta() -> None:
    """All others are given the zone of their reader."""
    by_jakarta_only = {"date.moment", "date.zone.WIB", "exam.day", "export.column.month"}
    elsewhere = {"date.zone.WITA", "date.zone.WIT"}
    for texts in TEXTS.values():
        named = {
            key
            for key, text in texts.items()
            if re.search(r"\bWI(B|TA|T)\b|Indonesian? time", str(text))
        }
        assert named <= by_jakarta_only | elsewhere


@given(instants, zones, languages)
@example(1_727_802_000_000, "WIT", "id")  # 00:00 WIB is 02:00 in Papua
@example(1_735_657_199_999, "WIT", "en")  # the last moment of a year there
def test_a_time_is_told_as_the_clock_on_the_wall_has_it(at: int, zone: Zone, language: str) -> None:
    assert read(WORDS.plain(told(at, zone), language), language) == (*there(at, zone), zone)
    assert read(WORDS.plain(bare(at, zone), language), language) == (*there(at, zone), "")


@given(instants, languages)
def test_a_certificate_has_the_same_day_wherever_it_is_read(at: int, language: str) -> None:
    on, hour, minute = there(at // MINUTE * MINUTE, "WIB")
    month = TEXTS[language][f"date.month.{on.month}"]
    here = f"{on.day} {month} {on.year}"
    assert WORDS.plain(day(at), language) == here
    assert WORDS.plain(last_day(at + 1), language) == here
    assert re.fullmatch(
        rf"{here}\D+{hour:02}[.:]{minute:02} WIB", WORDS.plain(moment(at), language)
    )


@pytest.mark.parametrize(("zone", "more"), [("WIB", ""), ("WITA", " (WIB)"), ("WIT", " (WIB)")])
def test_elsewhere_a_day_of_jakarta_says_that_it_is_one(zone: Zone, more: str) -> None:
    words = WORDS.plain(by_jakarta(day(1_727_784_000_000), zone), "id")
    assert words == f"1 Oktober 2024{more}"
