"""The files of a content folder: read as bytes, hashed, and packed for the archive."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from bot.errors import ContentError, Finding

_LIMIT = 4 << 20  # bytes; the whole bank is a fraction of that, so a larger file is a mistake


def read_files(folder: Path) -> dict[str, bytes]:
    """Path below ``folder`` → bytes, of every ``.yaml`` file, sorted.

    Raises ContentError when the folder is not there or a file cannot be read.
    """
    if not folder.is_dir():
        raise ContentError([Finding(str(folder), 1, "no-content", "folder isi tidak ada")])
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            if path.stat().st_size > _LIMIT:
                raise ContentError([Finding(name, 1, "too-large", "berkas lebih dari 4 MiB")])
            files[name] = path.read_bytes()
        except OSError as error:
            problem = error.strerror or "kesalahan berkas"
            raise ContentError([Finding(name, 1, "unreadable", problem)]) from None
    return files


def content_hash(files: Mapping[str, bytes]) -> str:
    """Names the meaning of the content: all that an answer's key depends on, so not the texts."""
    digest = sha256()
    for name, raw in sorted(files.items()):
        if not name.startswith(("text/", "cases/")):
            digest.update(name.encode() + b"\0" + sha256(raw).digest())
    return digest.hexdigest()[:16]


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as one compressed archive, from which an old attempt can be replayed."""
    texts = {name: raw.decode("utf-8-sig") for name, raw in sorted(files.items())}
    return zlib.compress(json.dumps(texts, ensure_ascii=False).encode(), 9)


def unpack(body: bytes) -> dict[str, bytes]:
    """The files of an archive. The reverse of :func:`pack`."""
    return {name: text.encode() for name, text in json.loads(zlib.decompress(body)).items()}
