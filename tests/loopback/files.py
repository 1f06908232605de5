"""Files, sent by people or by the bot: kept, found by id, fetched by path."""

import struct
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from .errors import bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
DOCUMENT_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file on the server."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes

    @property
    def brief(self) -> dict[str, Any]:
        """The fields every kind of file has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    @property
    def document(self) -> dict[str, Any]:
        """The file as a document."""
        return {"file_name": self.name, "mime_type": self.mime_type, **self.brief}


class FileStore:
    """All files by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, folder: str, name: str, content: bytes, mime_type: str) -> StoredFile:
        """Keep a file; its path hides the name people gave it, as on the real server."""
        number = len(self._by_id)
        path = f"{folder}/file_{number}{PurePosixPath(name).suffix}"
        file_id, unique_id = f"BQACAgUAAxkBAAI{number:08d}AAE", f"AgAD{number:08d}"
        stored = StoredFile(file_id, unique_id, path, name, mime_type, content)
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file a bot names by its id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file behind a download address."""
        return self._by_path.get(path)


def image_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; the real server refuses what it cannot read."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        position = 2
        while position + 9 <= len(content) and content[position] == 0xFF:
            marker, length = content[position + 1], int.from_bytes(content[position + 2 :][:2])
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", content[position + 5 : position + 9])
                return int(width), int(height)
            position += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")
