"""From the name of a method to its answer, through faults and flood limits."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import CoroutineType
from typing import Any

from . import editing, profile, receiving, sending
from .calls import Call
from .errors import ApiError, too_many
from .faults import Fault, Kind
from .flood import LIMITED_METHODS
from .params import Params
from .receiving import Rendered
from .world import World

Method = Callable[[World, Params], Any | Awaitable[Any]]

METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for name, method in {
        "getMe": profile.get_me,
        "getUpdates": receiving.get_updates,
        "setWebhook": receiving.set_webhook,
        "deleteWebhook": receiving.delete_webhook,
        "getWebhookInfo": receiving.get_webhook_info,
        "sendMessage": sending.send_message,
        "sendDocument": sending.send_document,
        "sendPhoto": sending.send_photo,
        "sendChatAction": sending.send_chat_action,
        "getFile": sending.get_file,
        "editMessageText": editing.edit_message_text,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "deleteMessage": editing.delete_message,
        "answerCallbackQuery": editing.answer_callback_query,
        "setMyCommands": profile.set_my_commands,
        "getMyCommands": profile.get_my_commands,
        "setMyDescription": profile.set_my_description,
        "setMyShortDescription": profile.set_my_short_description,
        "logOut": profile.log_out,
        "close": profile.close,
    }.items()
}


@dataclass(slots=True)
class Reply:
    """The answer to a call; `drop` hangs up instead of giving it."""

    status: int
    body: bytes
    retry_after: int | None = None
    drop: bool = False


def refusal(error: ApiError) -> Reply:
    """The answer to a call that is refused."""
    retry_after = (error.parameters or {}).get("retry_after")
    return Reply(error.code, json.dumps(error.answer()).encode(), retry_after)


async def execute(world: World, name: str, params: Params) -> Reply:
    """Do what a call asks for, record it and say how it went."""
    known = METHODS.get(name.lower())
    if known is None:
        return refusal(ApiError(404, "Not Found: method not found"))
    method_name, method = known
    call = world.calls.begin(method_name, params.summary(), world.clock.now())
    fault = world.faults.take(method_name, params) if world.faults.rules else None
    reply = await _struck(world, fault) if fault is not None else None
    if reply is None:
        reply = await _perform(world, method_name, method, params, call)
        if fault is not None and fault.kind == Kind.DROP_AFTER:
            reply.drop = True
            call.outcome = "dropped after the effect"
    else:
        call.outcome = "dropped" if reply.drop else f"fault {reply.status}"
    world.calls.end(call, 0 if reply.drop else reply.status)
    return reply


async def _perform(world: World, name: str, method: Method, params: Params, call: Call) -> Reply:
    try:
        if world.profile.logged_out:
            raise ApiError(400, "Logged out")
        if world.flood is not None and name in LIMITED_METHODS:
            world.flood.spend(params.integer("chat_id"), world.clock)
        result = method(world, params)
        if type(result) is CoroutineType:
            result = await result
    except ApiError as error:
        call.outcome = error.description
        return refusal(error)
    call.outcome = "ok"
    body = result if type(result) is Rendered else json.dumps(result).encode()
    return Reply(200, b'{"ok":true,"result":' + body + b"}")


async def _struck(world: World, fault: Fault) -> Reply | None:
    """What a fault does before the effect; None lets the call go on."""
    if fault.kind == Kind.TOO_MANY:
        return refusal(too_many(fault.retry_after))
    if fault.kind == Kind.ERROR:
        return _broken(fault.status)
    if fault.kind == Kind.DROP_BEFORE:
        return Reply(0, b"", drop=True)
    if fault.kind == Kind.STALL:
        if fault.seconds is None:
            await fault.released.wait()
        else:
            await world.clock.sleep(fault.seconds)
    return None


def _broken(status: int) -> Reply:
    """A 502 comes from the proxy in front and is no JSON; a 500 is JSON."""
    if status >= 502:
        return Reply(status, b"<html><head><title>502 Bad Gateway</title></head></html>")
    return refusal(ApiError(status, "Internal Server Error"))
