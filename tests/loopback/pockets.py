"""What people send besides text: stickers, pictures, voices, files, places."""

import base64
from abc import ABC, abstractmethod
from typing import Any

from .chats import Chat, Shown
from .files import StoredFile
from .payloads import text_fields
from .world import World

TINY_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)


class Pockets(ABC):
    """The part of a person that sends media."""

    world: World

    @abstractmethod
    def post(self, fields: dict[str, Any], chat: Chat | None = None) -> Shown:
        """Put a message into a chat."""

    def _store(self, folder: str, name: str, content: bytes, mime_type: str) -> StoredFile:
        return self.world.files.add(folder, name, content, mime_type)

    async def send_sticker(self, emoji: str = "👍") -> Shown:
        """A sticker."""
        stored = self._store("stickers", "sticker.webp", b"RIFF", "image/webp")
        kind = {"type": "regular", "is_animated": False, "is_video": False}
        size = {"width": 512, "height": 512, "emoji": emoji, "set_name": "Sehari"}
        return self.post({"sticker": {**stored.brief, **kind, **size}})

    async def send_photo(self, content: bytes = TINY_PNG, *, caption: str = "") -> Shown:
        """A picture in two sizes, as Telegram makes them."""
        stored = self._store("photos", "photo.jpg", content, "image/jpeg")
        sizes = [{**stored.brief, "width": side, "height": side} for side in (90, 320)]
        return self.post({"photo": sizes, **_caption(caption)})

    async def send_voice(self, seconds: int = 3) -> Shown:
        """A voice message."""
        stored = self._store("voice", "voice.oga", b"OggS", "audio/ogg")
        return self.post({"voice": {**stored.brief, "duration": seconds, "mime_type": "audio/ogg"}})

    async def send_document(
        self,
        content: bytes,
        name: str,
        *,
        mime_type: str = "application/octet-stream",
        caption: str = "",
    ) -> Shown:
        """A file the bot can fetch."""
        stored = self._store("documents", name, content, mime_type)
        return self.post({"document": stored.document, **_caption(caption)})

    async def send_location(self, latitude: float = -6.2, longitude: float = 106.8) -> Shown:
        """A place on the map."""
        return self.post({"location": {"latitude": latitude, "longitude": longitude}})

    async def send_contact(self, phone_number: str = "+6200000", first_name: str = "Ani") -> Shown:
        """Somebody's number."""
        return self.post({"contact": {"phone_number": phone_number, "first_name": first_name}})


def _caption(words: str) -> dict[str, Any]:
    fields = text_fields(words) if words else {}
    names = {"text": "caption", "entities": "caption_entities"}
    return {names[key]: value for key, value in fields.items()}
