"""Ports for processes that are started a moment later."""

from __future__ import annotations

import secrets
import socket
from contextlib import ExitStack

_LOWEST, _NUMBER = 20_000, 10_000
"""Below those that a system gives to outgoing connections, which could take one meanwhile."""


def free_ports(count: int) -> list[int]:
    """So many different ones at which nobody listens."""
    with ExitStack() as held:
        return [_held(held) for _ in range(count)]


def free_port() -> int:
    """One of them."""
    [port] = free_ports(1)
    return port


def _held(held: ExitStack) -> int:
    while True:
        port = _LOWEST + secrets.randbelow(_NUMBER)
        try:
            held.enter_context(socket.create_server(("127.0.0.1", port)))
        except OSError:
            continue
        return port
