"""The page that people read of their own data has words where the store has codes."""

from __future__ import annotations

from html import unescape
from typing import get_args

import pytest

from bot.catalog.parts import LANGUAGES
from bot.screens.wording import Wording
from bot.service.campaigns.care import REASONS
from bot.service.disputes.reporting import REASONS as REPORTED
from bot.service.notices.kinds import TELL
from bot.service.rights.dossier import Words, as_html
from bot.store.outbox import End
from bot.store.reminders import Mute
from tests.dialogues.stage import PRODUCT_TEXT, loaded

CODES = {
    "kind": {*TELL, *get_args(Mute)},
    "state": {"waiting", "claimed", *get_args(End)},
    "outcome": {"upheld", "rejected"},
    "reason": set(REPORTED),
    "due_reason": set(REASONS),
    "excused_reason": set(REASONS),
    "ended_reason": {"missing"},
    "role": {"petugas", "pengamat"},
}


def page(language: str, column: str, code: str) -> str:
    catalog = loaded(PRODUCT_TEXT.parent)
    wording = Wording(catalog.texts)
    texts = catalog.texts[language]
    words = Words(lambda one: wording.plain(one, language), texts.__contains__, language, "WIB")
    return unescape(as_html({"notices": [{column: code}]}, [], words, 0).decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("column", "code"), [(c, one) for c in CODES for one in sorted(CODES[c])])
def test_no_code_is_shown_as_it_is_stored(language: str, column: str, code: str) -> None:
    texts = loaded(PRODUCT_TEXT.parent).texts[language]
    key = {"role": "office.role", "reason": "dispute.reason"}.get(column, f"own.value.{column}")
    if column in ("due_reason", "excused_reason"):
        key = "campaign.reason"
    assert f"<td>{texts[f'{key}.{code}']}</td>" in page(language, column, code)


def test_what_somebody_wrote_stays_as_it_is() -> None:
    assert "<td>Operasi di RS</td>" in page("id", "excused_reason", "Operasi di RS")
