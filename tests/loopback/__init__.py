"""A strict stand-in for Telegram's Bot API on 127.0.0.1, with people to play.

::

    async with LoopbackServer() as server:  # bot: token=server.token, base_url=server.url + "/bot"
        ani = server.person(7001, "Ani", language_code="id")
        await ani.send("/start DEMO")
        assert (await ani.sees()).labels == ["Setuju"]
        await ani.tap("Setuju")
        server.faults.drop_after("editMessageText")
"""

from .chats import Button, Chat, Shown
from .clock import Clock
from .faults import Fault, Kind
from .flood import FloodLimits
from .people import Person
from .server import TEST_TOKEN, LoopbackServer
from .taps import Tap, Toast

__all__ = [
    "TEST_TOKEN",
    "Button",
    "Chat",
    "Clock",
    "Fault",
    "FloodLimits",
    "Kind",
    "LoopbackServer",
    "Person",
    "Shown",
    "Tap",
    "Toast",
]
