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
    """Path below ``folder`` → bytes, of every YAML file, sorted.

    Raises ContentError when the folder is not there or a file cannot be read.
    """
    files, findings = read_what_can_be_read(folder)
    if findings:
        raise ContentError(findings)
    return files


def read_what_can_be_read(folder: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """The files, and what is wrong with those that are left out.

    Files ending in ``.yml`` are read too, so that they are not silently left out. Names that
    begin with a point are not content: editors and macOS leave such files behind.
    """
    if not folder.is_dir():
        told = f"folder isi '{folder}' tidak ada; periksa CONTENT_DIR atau --content"
        return {}, [Finding(".", 1, "no-content", told)]
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.suffix.lower() in (".yaml", ".yml") and not hidden:
            _read(path, inside.as_posix(), files, findings)
    return files, findings


def _read(path: Path, name: str, files: dict[str, bytes], findings: list[Finding]) -> None:
    try:
        if path.stat().st_size > _LIMIT:
            findings.append(Finding(name, 1, "too-large", "berkas lebih dari 4 MiB; bagi dua"))
        else:
            files[name] = path.read_bytes()
    except OSError as error:
        problem = f"tidak dapat dibaca: {error.strerror or 'kesalahan berkas'}"
        findings.append(Finding(name, 1, "unreadable", problem))


def content_hash(files: Mapping[str, bytes]) -> str:
    """Names the meaning of the content: all that an answer's key depends on, so neither the texts
    nor the calendar."""
    digest = sha256()
    for name, raw in sorted(files.items()):
        if not name.startswith(("text/", "cases/", "provinces.yaml", "calendar.yaml")):
            digest.update(name.encode() + b"\0" + sha256(raw).digest())
    return digest.hexdigest()[:16]


def edition(files: Mapping[str, bytes]) -> str:
    """Names the content to the last byte, texts and calendar too; begins with its hash."""
    digest = sha256()
    for name, raw in sorted(files.items()):
        digest.update(name.encode() + b"\0" + sha256(raw).digest())
    return f"{content_hash(files)}-{digest.hexdigest()[:8]}"


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as one compressed archive, from which an old attempt can be replayed."""
    texts = {name: raw.decode() for name, raw in sorted(files.items())}
    return zlib.compress(json.dumps(texts, ensure_ascii=False).encode(), 9)


def unpack(body: bytes) -> dict[str, bytes]:
    """The files of an archive. The reverse of :func:`pack`."""
    return {name: text.encode() for name, text in json.loads(zlib.decompress(body)).items()}
