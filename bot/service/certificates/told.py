"""What the holder of a certificate is told when the operator revoked it, or issued it again."""

from __future__ import annotations

import json

from bot.quiz.certificate import shown
from bot.screens.screen import Button, Screen, say
from bot.service.buttons import Go, encode
from bot.service.certificates.issuing import certificate_of
from bot.service.desk import Desk
from bot.store.notices import Notice


async def revoked(_desk: Desk, notice: Notice) -> Screen | None:
    """It does not count any more, and why."""
    reason = json.loads(notice.body)["reason"]
    return _screen("certificate.notice.revoked", serial=shown(notice.subject), reason=reason)


async def reissued(desk: Desk, notice: Notice) -> Screen | None:
    """There is a new one; nothing, if that does not count any more by now."""
    new = await desk.store.certificates.by_serial(json.loads(notice.body)["by"])
    if new is None or new.ended is not None:
        return None
    return _screen("certificate.notice.reissued", name=certificate_of(new).name)


def _screen(key: str, **args: str) -> Screen:
    mine = Button(say("menu.certificates"), encode(Go("certificates")))
    return Screen((say(key, **args),), ((mine,),))
