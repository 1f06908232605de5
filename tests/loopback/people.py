"""People: what they write and press, and what they see."""

from typing import Any

from . import payloads
from .chats import Button, Chat, Shown
from .eyes import Eyes
from .pockets import Pockets
from .taps import Tap
from .world import Standing, World


class Person(Eyes, Pockets):
    """Somebody with the app in hand; pressing what is not there fails the test."""

    def __init__(self, world: World, user: dict[str, Any]) -> None:
        self.world = world
        self.user = user
        self.id: int = user["id"]
        chat = world.add_chat(payloads.private_chat(user), Standing.STRANGER)
        super().__init__(user["first_name"], chat)

    def act(self, chat: Chat) -> None:
        """Do something in a chat: what `sees` returns next comes after this."""
        standing = self.world.standing[chat.id]
        if standing is Standing.STRANGER:
            self.world.standing[chat.id] = Standing.MEMBER
        elif standing is not Standing.MEMBER:
            raise AssertionError(f"{self.name} cannot write to the bot: {standing}")
        self.look_up(chat)
        if chat.journal is not None:
            chat.journal.acted(chat.id)

    # writing

    def post(self, fields: dict[str, Any], chat: Chat | None = None) -> Shown:
        """Put a message of this person into a chat and tell the bot."""
        place = chat or self.chat
        self.act(place)
        payload = {
            "message_id": self.world.next_message_id(place),
            "from": self.user,
            "chat": place.payload,
            "date": self.world.now(),
            **fields,
        }
        message = Shown(payload)
        place.put(message)
        self.world.emit("message", payload, ("chat", place.id))
        return message

    async def send(self, text: str, *, chat: Chat | None = None) -> Shown:
        """Write a text; the first one in the private chat is pressing start."""
        return self.post(payloads.text_fields(text), chat)

    async def send_in_group(self, group: Chat, text: str) -> Shown:
        """Write a text in a group."""
        return self.post(payloads.text_fields(text), group)

    async def edit(self, message: Shown | int, text: str, *, chat: Chat | None = None) -> Shown:
        """Change one of the person's own messages."""
        place = chat or self.chat
        number = message if isinstance(message, int) else message.message_id
        old = place.shown.get(number)
        if old is None or old.payload["from"]["id"] != self.id:
            raise AssertionError(f"{self.name} has no message {number} to edit")
        self.act(place)
        kept = {key: value for key, value in old.payload.items() if key != "entities"}
        payload = {**kept, **payloads.text_fields(text), "edit_date": self.world.now()}
        new = Shown(payload)
        place.put(new)
        self.world.emit("edited_message", payload, ("chat", place.id))
        return new

    # pressing

    async def tap(
        self, button: str | int, *, message: Shown | int | None = None, chat: Chat | None = None
    ) -> Tap:
        """Press a button by its label or index, on the newest keyboard or a given message."""
        shown = self._with_buttons(message, chat or self.chat)
        tap = self._press(self._data(shown, button), shown)
        if (double := self.world.faults.doubles_tap()) is not None:
            self._press(self._data(shown, button), shown, tap if double.same_id else None)
        return tap

    async def double_tap(
        self, button: str | int, *, message: Shown | int | None = None, same_id: bool = False
    ) -> tuple[Tap, Tap]:
        """The same press under two update ids, as an app sends it that got no answer."""
        shown = self._with_buttons(message, self.chat)
        data = self._data(shown, button)
        first = self._press(data, shown)
        return first, self._press(data, shown, first if same_id else None)

    async def forge_tap(
        self,
        data: str,
        *,
        message_id: int | None = None,
        inline: bool = False,
        chat: Chat | None = None,
    ) -> Tap:
        """Button data no button has, on any message, on none (inline) or on a vanished one."""
        place = chat or self.chat
        if inline:
            return self._press(data, None)
        if message_id is None:
            newest = next(place.by_bot(), None)
            message_id = newest.message_id if newest is not None else 0
        gone = {"chat": place.payload, "message_id": message_id, "date": 0}
        return self._press(data, place.shown.get(message_id) or Shown(gone))

    def _with_buttons(self, message: Shown | int | None, chat: Chat) -> Shown:
        """The message as it is now, wherever the person got hold of it."""
        if isinstance(message, Shown):
            chat = self.world.chats[message.chat_id]
            message = message.message_id
        if message is None:
            shown = next((shown for shown in chat.by_bot() if shown.markup), None)
        else:
            shown = chat.shown.get(message)
        if shown is None:
            raise AssertionError(f"{self.name} has no such message with buttons")
        return shown

    def _data(self, shown: Shown, button: str | int) -> str:
        buttons = shown.buttons
        pressed: Button | None = None
        if isinstance(button, str):
            pressed = next((one for one in buttons if one.label == button), None)
        elif -len(buttons) <= button < len(buttons):
            pressed = buttons[button]
        if pressed is None or pressed.data is None:
            what = "leads elsewhere, no tap for the bot" if pressed else "is not there"
            raise AssertionError(f"button {button!r} {what}; {self.name} sees {shown}")
        return pressed.data

    def _press(self, data: str, shown: Shown | None, tap: Tap | None = None) -> Tap:
        chat = self.world.chats[shown.chat_id] if shown is not None else self.chat
        self.act(chat)
        tap = tap or self.world.taps.new(self.id, self.answered, self.toasted)
        place = {"inline_message_id": "AAAAAA"} if shown is None else {"message": shown.payload}
        instance = str(chat.id * 1_000_003)
        query = {"id": tap.id, "from": self.user, "chat_instance": instance, "data": data, **place}
        update_id = self.world.emit("callback_query", query, ("tap", self.id))
        if update_id is not None:
            tap.update_ids.append(update_id)
        return tap

    # leaving

    async def block(self) -> None:
        """Stop the bot: it hears of it and may write no more."""
        self._change_standing(self.chat, Standing.BLOCKED, "member", "kicked")

    async def unblock(self) -> None:
        """Let the bot write again."""
        self._change_standing(self.chat, Standing.MEMBER, "kicked", "member")

    async def remove_bot(self, group: Chat) -> None:
        """Throw the bot out of a group."""
        self._change_standing(group, Standing.KICKED, "member", "kicked")

    async def add_bot(self, group: Chat) -> None:
        """Take the bot into a group."""
        self._change_standing(group, Standing.MEMBER, "left", "member")

    def deactivate(self) -> None:
        """The account is deleted; nobody tells the bot."""
        self.world.standing[self.id] = Standing.DEACTIVATED

    def _change_standing(self, chat: Chat, standing: Standing, before: str, after: str) -> None:
        world = self.world
        world.standing[chat.id] = standing
        change = payloads.membership(
            chat.payload, self.user, world.bot, world.now(), before=before, after=after
        )
        world.emit("my_chat_member", change, ("chat", chat.id))
