"""What stands before several workers: each new connection goes to one that listens."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random
from types import TracebackType

_PIECE = 1 << 16


class Balancer:
    """Passes bytes; knows nothing of HTTP. Without a worker, connections are closed."""

    def __init__(self, ports: Sequence[int], dice: Random) -> None:
        self._ports = self.ports = list(ports)
        self._dice = dice
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.port = 0

    async def __aenter__(self) -> Balancer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def only(self, port: int) -> None:
        """New connections go to this one from now on."""
        self._ports = [port]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            worker = await self._worker()
            if worker is not None:
                await _join((reader, writer), worker)
        finally:
            writer.transport.abort()
            self._open.discard(task)

    async def _worker(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for port in self._dice.sample(self._ports, len(self._ports)):
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
        return None


Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _join(client: Ends, worker: Ends) -> None:
    """Until either side hangs up."""
    ways = {
        asyncio.create_task(_pass(client[0], worker[1])),
        asyncio.create_task(_pass(worker[0], client[1])),
    }
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        worker[1].transport.abort()
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_PIECE):
        writer.write(piece)
        await writer.drain()
