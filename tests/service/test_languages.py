"""Who is spoken to in which language."""

from pathlib import Path

import pytest

from bot.screens.incoming import Command, Incoming, Sender
from tests.dialogues.stage import World


@pytest.mark.parametrize(
    ("phone", "greeting", "other"),
    [
        ("id", "Selamat datang", "🌐 English"),
        ("en", "Welcome", "🌐 Bahasa Indonesia"),
        ("ms", "Selamat datang", "🌐 English"),
        ("", "Selamat datang", "🌐 English"),
    ],
)
async def test_a_stranger_is_greeted_in_the_phones_language_if_we_speak_it(
    tmp_path: Path, phone: str, greeting: str, other: str
) -> None:
    async with World.make(tmp_path).app() as app:
        reply = await app.handle(Incoming(Sender(7009, "Dewi", phone), Command("start")))
        assert reply.screen is not None
        message = app.wording.message(reply.screen, reply.language)
    assert greeting in message.html
    assert message.rows[1][0].text == other
