"""Playing people over HTTP, for a server that runs as its own process.

``POST /control/<action>`` with a JSON object; the answer is a JSON value. A thing that cannot be
done (a button that is not there) is a 409 with the reason.
"""

from collections.abc import Awaitable, Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from .chats import Shown
from .faults import Fault
from .flood import FloodLimits
from .journal import spread
from .people import Person

if TYPE_CHECKING:
    from .server import LoopbackServer

Body = dict[str, Any]
BATCH_LIMIT = 500


def screen(message: Shown) -> Body:
    """A message as the control shows it."""
    return {
        "chat_id": message.chat_id,
        "message_id": message.message_id,
        "from_bot": message.from_bot,
        "text": message.text,
        "buttons": [[button.label, button.data or button.url] for button in message.buttons],
    }


class Control:
    """The actions, by name."""

    def __init__(self, server: "LoopbackServer") -> None:
        self._server = server
        self._actions: dict[str, Callable[[Body], Awaitable[Any]]] = {
            "person": self.person,
            "send": self.send,
            "tap": self.tap,
            "forge": self.forge,
            "block": self.block,
            "unblock": self.unblock,
            "chat": self.chat,
            "changes": self.changes,
            "fault": self.fault,
            "incoming": self.incoming,
            "clear_faults": self.clear_faults,
            "flood": self.flood,
            "advance": self.advance,
            "statistics": self.statistics,
            "batch": self.batch,
        }

    async def act(self, action: str, body: Body) -> tuple[int, Any]:
        """The status and the answer of one action."""
        known = self._actions.get(action)
        if known is None:
            return 404, {"error": f"no action {action!r}", "actions": sorted(self._actions)}
        try:
            return 200, await known(body)
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            return 409, {"error": str(error)}

    def _person(self, body: Body) -> Person:
        return self._server.people[int(body["person"])]

    async def person(self, body: Body) -> Any:
        """Create a person: id, and optionally first_name, language_code, username, start."""
        details = {key: str(body[key]) for key in ("language_code", "username") if key in body}
        name = str(body.get("first_name", "Ani"))
        start = bool(body.get("start"))
        return {"id": self._server.person(int(body["id"]), name, start=start, **details).id}

    async def send(self, body: Body) -> Any:
        """Write: person, text."""
        return screen(await self._person(body).send(str(body["text"])))

    async def tap(self, body: Body) -> Any:
        """Press: person, button (label or index), optionally message."""
        tap = await self._person(body).tap(body["button"], message=body.get("message"))
        return {"id": tap.id, "update_ids": tap.update_ids}

    async def forge(self, body: Body) -> Any:
        """Send button data no button has: person, data, optionally message_id, inline."""
        tap = await self._person(body).forge_tap(
            str(body["data"]),
            message_id=body.get("message_id"),
            inline=bool(body.get("inline")),
        )
        return {"id": tap.id, "update_ids": tap.update_ids}

    async def block(self, body: Body) -> Any:
        """Block the bot: person."""
        await self._person(body).block()

    async def unblock(self, body: Body) -> Any:
        """Unblock the bot: person."""
        await self._person(body).unblock()

    async def chat(self, body: Body) -> Any:
        """Read the private chat: person; optionally wait until later than version `after`."""
        person = self._person(body)
        chat = person.chat
        after = int(body.get("after", -1))
        await chat.changed.until(
            lambda: True if chat.version > after else None, float(body.get("timeout", 0))
        )
        return {
            "version": chat.version,
            "messages": [screen(message) for message in chat.messages],
            "toasts": [toast.text for toast in person.toasts],
        }

    async def changes(self, body: Body) -> Any:
        """What the bot changed in any chat since `after`, waiting up to `timeout` seconds."""
        journal = self._server.world.journal
        if journal is None:
            raise ValueError("the server keeps no journal")
        after = int(body.get("after", 0))
        await journal.changed.until(
            lambda: True if journal.version > after else None, float(body.get("timeout", 0))
        )
        following, messages = journal.after(after, int(body.get("limit", BATCH_LIMIT)))
        return {"next": following, "changes": [screen(message) for message in messages]}

    async def fault(self, body: Body) -> Any:
        """Plan trouble: the fields of a Fault."""
        known = {field.name for field in fields(Fault)}
        self._server.faults.add(Fault(**{key: body[key] for key in body if key in known}))

    async def incoming(self, body: Body) -> Any:
        """Trouble with updates: double_taps, redeliver (chances), shuffle, seed."""
        faults = self._server.faults
        if "seed" in body:
            faults.seed(int(body["seed"]))
        if "double_taps" in body:
            faults.double_taps(times=None, chance=float(body["double_taps"]))
        if "redeliver" in body:
            faults.redeliver(times=None, chance=float(body["redeliver"]))
        faults.shuffle(on=bool(body.get("shuffle")))

    async def clear_faults(self, _body: Body) -> Any:
        """End all trouble."""
        self._server.faults.clear()

    async def flood(self, body: Body) -> Any:
        """Enforce flood limits; an empty object ends them."""
        self._server.world.flood = FloodLimits(**body) if body else None

    async def advance(self, body: Body) -> Any:
        """Move the clock: seconds."""
        self._server.clock.advance(float(body["seconds"]))
        return {"now": self._server.clock.now()}

    async def statistics(self, body: Body) -> Any:
        """Counts of calls and how long people waited; `reset` begins anew."""
        world = self._server.world
        waits = world.journal.screen_waits if world.journal is not None else ()
        report = {
            "calls": dict(world.calls.counts),
            "statuses": dict(world.calls.statuses),
            "pending_updates": len(world.updates.pending),
            "tap_to_answer_ms": spread(world.taps.waits),
            "action_to_screen_ms": spread(waits),
        }
        if body.get("reset"):
            world.calls.clear()
            world.taps.waits.clear()
            if world.journal is not None:
                world.journal.clear_waits()
        return report

    async def batch(self, body: Body) -> Any:
        """Several actions in one request: actions, each with its name as `action`."""
        answers = []
        for step in body["actions"]:
            status, answer = await self.act(str(step["action"]), step)
            answers.append({"status": status, "answer": answer})
        return answers
