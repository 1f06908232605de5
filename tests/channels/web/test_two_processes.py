"""Two processes of ``run_bot.py webhook``: one is told of new content, both use it."""

from __future__ import annotations

import json
import shutil
import signal
from copy import copy
from pathlib import Path

import pytest

from tests.channels.web.process import running
from tests.channels.web.stage import client
from tests.cli.run import Shell
from tests.loopback import LoopbackServer
from tests.ports import free_port


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
async def test_content_that_one_process_is_told_to_use_reaches_another(
    shell: Shell, url: str
) -> None:
    """Each has its own folder; the second one follows without having been told."""
    shell.settings["DATABASE_URL"] = url
    async with LoopbackServer() as server:
        shell.settings["BOT_API_URL"] = server.url
        folder = shutil.copytree(shell.content, shell.content.with_name("elsewhere"))
        other = replica(shell, folder)
        async with running(shell) as one, running(other) as two:
            await one.says("ready: ")
            await two.says("ready: ")
            for content in (shell.content, folder):
                module = content / "modules" / "uji.yaml"
                module.write_text(module.read_text().replace("Modul uji", "Modul baru"))
            one.process.send_signal(signal.SIGHUP)
            wanted = (await one.says("content reloaded")).split()[-1]
            assert (await two.says("as another worker was told")).split()[-1] == wanted
            async with client(f"http://127.0.0.1:{other.settings['PORT']}") as by_hand:
                _, told = await by_hand.get("/readyz")
                assert (json.loads(told)["content"], json.loads(told)["content_differs"]) == (
                    wanted,
                    False,
                )
                seen = (await by_hand.get("/metrics"))[1]
                assert f'edition="{wanted}"' in seen
                assert "netral_content_differs 0.0" in seen
            assert (await one.ends(), await two.ends()) == (0, 0)


def replica(shell: Shell, folder: Path) -> Shell:
    """The same settings, but for the port and the folder of the content."""
    port = free_port()
    other = copy(shell)
    other.settings = {
        **shell.settings,
        "PORT": str(port),
        "WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "CONTENT_DIR": str(folder),
    }
    return other
