"""Whatever a screen says, Telegram takes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.length import LIMIT, fitting
from tests.loopback.html import parse_html

_PARTS = st.sampled_from(["<b>Unit</b> ", "&lt;i&gt; ", "kata ", "🗓 ", "\n", "<code>&amp;</code>"])


@given(st.lists(_PARTS, min_size=1, max_size=40), st.integers(1, 400))
def test_every_message_fits_and_one_that_did_stays_as_it_is(parts: list[str], times: int) -> None:
    html = "".join(parts) * times
    text, _ = parse_html(html)
    shown, _ = parse_html(fitting(html))
    if len(text.encode("utf-16-le")) <= 2 * LIMIT:
        assert fitting(html) == html
    else:
        assert LIMIT - 2 <= len(shown.encode("utf-16-le")) / 2 <= LIMIT
        assert text.startswith(shown.removesuffix("…"))
