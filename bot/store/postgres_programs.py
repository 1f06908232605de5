"""PostgreSQL's own programs, ``pg_dump`` and ``pg_restore``."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode

from bot.errors import BackupError

_OURS: Final = frozenset(
    {"host", "port", "user", "dbname", "sslmode", "sslcert", "sslkey", "sslrootcert", "sslcrl"}
    | {"passfile", "target_session_attrs", "connect_timeout", "service", "krbsrvname", "gsslib"}
)
"""What both asyncpg and these programs understand in an address; the rest is for the session."""


@dataclass(frozen=True, slots=True)
class Program:
    """Where it is, and its major version."""

    path: str
    major: int


def find(name: str, environment: Mapping[str, str]) -> Program:
    """The first one on PATH. Raises BackupError when there is none or it does not run."""
    path = shutil.which(name, path=environment.get("PATH", ""))
    if path is None:
        raise BackupError(f"{name} is not on PATH; install the client programs of PostgreSQL")
    try:
        said = subprocess.run(  # noqa: S603 (found on the operator's own PATH)
            [path, "--version"], capture_output=True, text=True, check=False, env=environment
        )
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from None
    version = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    if said.returncode or version is None:
        raise BackupError(f"{path}: it does not say which version it is")
    return Program(path, int(version[1]))


def require(program: Program, server: int) -> None:
    """Raise BackupError when the program is older than the server, whose major version it is."""
    if program.major < server:
        raise BackupError(
            f"{program.path} is of PostgreSQL {program.major} and the server of {server};"
            f" install the client programs of PostgreSQL {server} or later"
        )


def address(url: str, environment: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The address without its password, and the environment with it.

    Everybody on the machine can read a command line, and only the same user an environment.
    """
    scheme, _, rest = url.partition("://")
    location, mark, query = rest.partition("?")
    network, slash, database = location.partition("/")
    login, at, host = network.rpartition("@")
    user, colon, password = login.partition(":")
    given = {"PGPASSWORD": unquote(password)} if colon else {}
    asked = dict(parse_qsl(query))
    if "password" in asked:
        given["PGPASSWORD"] = asked.pop("password")
    kept = urlencode({key: value for key, value in asked.items() if key in _OURS})
    clean = f"{scheme}://{user}{at}{host}{slash}{database}{mark if kept else ''}{kept}"
    return clean, {**environment, **given}


def complaint(stderr: bytes) -> str:
    """The first line in which a program says what went wrong."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    told = next((line for line in lines if "error:" in line), next(iter(lines), "no reason given"))
    return told.strip()[:300]
