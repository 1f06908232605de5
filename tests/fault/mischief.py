"""What learners send that no screen asked for."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

LINKS = (*("/start demo",) * 6, "/start", "/start lain", "/start kecil", "/start takada")
COMMANDS = (
    *("/start", "/lanjut", "/menu", "/kuis", "/profil", "/bahasa", "/bantuan", "/cek", "/rekap"),
    *("/muat", "/takada", "halo", "A", "' OR 1=1 --", "<b>" * 30),
    "",  # a sticker
)
NONSENSE = (
    *("", ":", "a", "a::", "a:x:0:0", "n:", "g:", "g:takada", "zz:1:2", "a:1:2:3:4", "é" * 32),
    *("m:x:0:9999", "s:x:-1:1", "s:x:0:99999", "c::", "v:xx:", "l:xx", "e:raja", "j:TAKADA"),
    *("u:TAKADA", "b:takada", "x:a:uji", "r:DEMO:", "q:x:y", "\x00", "a:" + "9" * 62),
)


def forged(dice: Random, mine: Sequence[str], others: Sequence[str]) -> str:
    """Button data cut off, somebody else's, changed in one part, or nonsense."""
    kind = dice.choice(("cut", "other", "changed", "nonsense"))
    if kind == "other" and others:
        return dice.choice(others)
    if kind == "cut" and mine:
        data = dice.choice(mine)
        return data[: dice.randrange(len(data))]
    if kind == "changed" and mine:
        parts = dice.choice(mine).split(":")
        parts[dice.randrange(len(parts))] = dice.choice(("0", "1", "2", "7", "31", "x", ""))
        return ":".join(parts)
    return dice.choice(NONSENSE)
