"""When an authority said something: in words, however exactly the content has it."""

from __future__ import annotations

import pytest

from bot.screens.wording import Wording
from bot.service.days import as_noted
from tests.dialogues.stage import PRODUCT_TEXT, loaded


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ("2024-10-30", "30 Okt 2024"),
        ("2024-07", "Jul 2024"),
        ("2024-07 / 2024-09", "Jul 2024 / Sep 2024"),
        ("2024", "2024"),
        ("2024-13", "2024-13"),
        ("2024-02-31", "2024-02-31"),
        ("awal 2024", "awal 2024"),
    ],
)
def test_a_day_is_told_as_exactly_as_it_is_known(noted: str, told: str) -> None:
    wording = Wording(loaded(PRODUCT_TEXT.parent).texts)
    assert wording.plain(as_noted(noted), "id") == told
