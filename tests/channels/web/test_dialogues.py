"""The product's conversations once more, this time by webhook."""

from pathlib import Path

import pytest

from tests.channels.web.stage import posting
from tests.dialogues.play import SCRIPTS, acts, play
from tests.dialogues.stage import TelegramDoor, World
from tests.loopback import LoopbackServer


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_by_webhook(path: Path, tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with LoopbackServer() as server:
        door = TelegramDoor(server)
        for part in acts(path):
            async with world.app() as app, posting(app, server) as webhook:
                await play(part, door, world.clock)
                assert not webhook.channel.counts.calls["answerCallbackQuery", "ok"]
