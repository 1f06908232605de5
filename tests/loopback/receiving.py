"""Methods that say how the bot gets its updates."""

import re
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request, conflict
from .params import Params
from .polling import WEBHOOK_ACTIVE
from .webhook import DEFAULT_CONNECTIONS
from .world import World

SECRET = re.compile(r"[A-Za-z0-9_-]+")
LOCAL = ("127.0.0.1", "localhost", "::1")  # only here: tests have no certificate


class Rendered(bytes):
    """A result that is JSON already, so that updates are encoded only once."""


def allowed_kinds(params: Params) -> list[str] | None:
    """The wanted kinds of updates, None if not said."""
    refusal = "can't parse allowed updates: expected an Array"
    kinds = params.structure("allowed_updates", refusal)
    if kinds is not None and not isinstance(kinds, list):
        raise bad_request(refusal)
    return kinds


async def get_updates(world: World, params: Params) -> Rendered:
    """Long polling."""
    if world.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    world.updates.allow(allowed_kinds(params))
    batch = await world.polling.poll(
        params.integer("offset"), params.integer("limit", 100), params.integer("timeout")
    )
    return Rendered(b"[" + b",".join([update.body for update in batch]) + b"]")


async def set_webhook(world: World, params: Params) -> bool:
    """Deliver by webhook from now on; an empty address ends it."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return await delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections", DEFAULT_CONNECTIONS)
    world.updates.allow(allowed_kinds(params))
    world.polling.end_other("terminated by setWebhook request")
    _drop_pending(world, params)
    await world.webhook.set(url, secret, min(max(connections, 1), 100))
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Back to polling."""
    await world.webhook.remove()
    _drop_pending(world, params)
    return True


def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    """The address, how much waits, and the last failure."""
    return world.webhook.info()


def _drop_pending(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.keep_last(0)
