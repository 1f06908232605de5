"""Replies and requests as aiohttp wants them, without its routing: this is the hot path."""

import asyncio

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from aiohttp.web_protocol import RequestHandler

from .dispatch import Reply
from .files import DOCUMENT_LIMIT


def response(reply: Reply) -> web.Response:
    """An answer with its status and headers; JSON unless it comes from the proxy in front."""
    kind = "application/json" if reply.body.startswith(b"{") else "text/html"
    headers = {"Retry-After": str(reply.retry_after)} if reply.retry_after else None
    status = reply.status or 500  # a dropped call has none; nobody will read it
    return web.Response(body=reply.body, status=status, headers=headers, content_type=kind)


def make_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    """A request that may bring as large a file as Telegram takes."""
    return web.BaseRequest(
        message,
        payload,
        protocol,
        writer,
        task,
        protocol._loop,
        client_max_size=DOCUMENT_LIMIT + 1024 * 1024,
    )
