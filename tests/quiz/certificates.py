"""A certificate that anybody may read."""

from __future__ import annotations

from bot.quiz.certificate import Certificate

ANI = Certificate(
    serial="ABCDEFGH2345",
    agency="KOTA-1",
    module="dasar",
    name="Ani Lestari, S.Sos.",
    nip="1234",
    score=95,
    issued=1_790_000_000_000,
    valid_until=1_821_536_000_000,
    entry=128,
    hash="0123456789abcdef",
)
