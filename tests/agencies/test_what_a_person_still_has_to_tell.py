from __future__ import annotations

from dataclasses import replace

from bot.agencies.people import Person

ANI = Person(7, "Ani", consent="2026-11", consented_at=1)


def test_the_steps_are_asked_in_their_order() -> None:
    assert ANI.missing() == "language"
    speaking = replace(ANI, language="id")
    assert speaking.missing() == "employment"
    employed = replace(speaking, employment="pns")
    assert employed.missing() == "agency"
    assert replace(employed, agency="KOTA").missing() == "unit"


def test_an_agency_from_a_link_does_not_skip_the_earlier_steps() -> None:
    assert replace(ANI, agency="KOTA").missing() == "language"


def test_a_registered_person_has_nothing_to_tell_even_without_a_unit() -> None:
    done = replace(ANI, language="id", employment="pns", agency="KOTA", registered_at=9)
    assert done.missing() is None
