"""The server: addresses, tokens and connections around the world inside."""

import json
import re
import socket
from functools import partial
from types import TracebackType
from urllib.parse import unquote

from aiohttp import web

from . import payloads
from .calls import CallLog
from .chats import Chat
from .clock import Clock
from .control import Control
from .dispatch import Reply, execute, refusal
from .errors import ApiError
from .faults import Faults
from .flood import FloodLimits
from .params import read_params
from .people import Person
from .taps import ANSWER_WINDOW
from .webhook import Webhook
from .wire import make_request, response
from .world import Standing, World

TOKEN = re.compile(r"[1-9][0-9]{0,18}:[A-Za-z0-9_-]+")
TEST_TOKEN = "7000000001:LOOPBACK-only-for-tests-0000000000"


class LoopbackServer:
    """Telegram for tests: `async with LoopbackServer() as server`, then play people."""

    def __init__(
        self,
        token: str = TEST_TOKEN,
        *,
        port: int = 0,
        username: str = "NetralUjiBot",
        clock: Clock | None = None,
        flood: FloodLimits | None = None,
        answer_window: float = ANSWER_WINDOW,
        lean: bool = False,
        control: bool = False,
    ) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError("a bot token is a number, a colon and letters")
        self.token = token
        self.clock = clock or Clock()
        self.world = World(
            int(token.partition(":")[0]), username, self.clock, flood, lean=lean, journal=control
        )
        self.world.taps.window = answer_window
        self.world.webhook.perform = partial(execute, self.world)
        self._control = Control(self) if control else None
        self.people: dict[int, Person] = {}
        self.date: str | None = None  # of answers, in place of now
        self.port = port
        self._runner: web.ServerRunner | None = None

    def __repr__(self) -> str:
        return f"<LoopbackServer {self.url}>"

    @property
    def url(self) -> str:
        """Where it listens; the bot's base_url is this and "/bot"."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def calls(self) -> CallLog:
        """Everything the bot asked for."""
        return self.world.calls

    @property
    def webhook(self) -> Webhook:
        """How updates are delivered by webhook: delays, attempts, the last failure."""
        return self.world.webhook

    @property
    def faults(self) -> Faults:
        """Trouble to be planned."""
        return self.world.faults

    def person(
        self, person_id: int, first_name: str = "Ani", *, start: bool = False, **details: str
    ) -> Person:
        """A person, the same one if asked for again; `start` lets the bot write at once."""
        if person_id not in self.people:
            user = payloads.user(person_id, first_name, **details)
            self.people[person_id] = Person(self.world, user)
        if start:
            self.world.standing[person_id] = Standing.MEMBER
        return self.people[person_id]

    def group(self, group_id: int = -1001, title: str = "Grup") -> Chat:
        """A group the bot is in; ids from -1000000000000 down are supergroups."""
        if group_id in self.world.chats:
            return self.world.chats[group_id]
        kind = "supergroup" if group_id < -1_000_000_000_000 else "group"
        payload = {"id": group_id, "type": kind, "title": title}
        return self.world.add_chat(payload, Standing.MEMBER)

    async def start(self) -> None:
        """Listen on 127.0.0.1."""
        listener = socket.create_server(("127.0.0.1", self.port), backlog=1024)
        self.port = listener.getsockname()[1]
        server = web.Server(self._handle, request_factory=make_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, listener, backlog=1024).start()

    async def stop(self) -> None:
        """Let go of everybody who waits and close."""
        self.world.faults.clear()
        self.world.polling.close()
        await self.world.webhook.remove()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> "LoopbackServer":
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if "%" in path:
            path = unquote(path)
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            refused = self._refused(token)
            if refused is not None:
                return response(refused)
            return await self._call(request, method, query)
        if path.startswith("/file/bot"):
            token, _, file_path = path[9:].partition("/")
            return self._download(token, file_path)
        if path.startswith("/control/") and self._control is not None:
            body = await request.read()
            status, answer = await self._control.act(path[9:], json.loads(body or b"{}"))
            return web.json_response(answer, status=status)
        return response(refusal(ApiError(404, "Not Found")))

    def _refused(self, token: str) -> Reply | None:
        if token == self.token:
            return None
        if TOKEN.fullmatch(token):
            return refusal(ApiError(401, "Unauthorized"))
        return refusal(ApiError(404, "Not Found"))

    async def _call(self, request: web.BaseRequest, method: str, query: str) -> web.StreamResponse:
        try:
            params = await read_params(request, query)
        except ApiError as error:
            return response(refusal(error))
        except web.HTTPRequestEntityTooLarge:
            return response(refusal(ApiError(413, "Request Entity Too Large")))
        reply = await execute(self.world, method, params)
        if reply.drop and request.transport is not None:
            request.transport.abort()
        answer = response(reply)
        if self.date is not None:
            answer.headers["Date"] = self.date
        return answer

    def _download(self, token: str, path: str) -> web.StreamResponse:
        refused = self._refused(token)
        if refused is not None:
            return response(refused)
        stored = self.world.files.by_path(path)
        if stored is None:
            return response(refusal(ApiError(404, "Not Found")))
        return web.Response(body=stored.content, content_type="application/octet-stream")
