"""What people are told without asking: each kind of notice and the screen that tells it.

Screens are made when a notice is sent, not when it is planned, so that they tell what is true then.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from bot.agencies.reminding import MOMENTS
from bot.screens.screen import Screen
from bot.service.attempts import followup, followup_notice
from bot.service.certificates import issuing
from bot.service.certificates import told as certificate_notices
from bot.service.desk import Desk
from bot.service.disputes import remarking
from bot.service.disputes import told as dispute_notices
from bot.service.notices import digest, reminder, reminding
from bot.service.officers import invitation_notice, invitations
from bot.service.rights import retention
from bot.store import disputes
from bot.store.notices import Notice
from bot.store.reminders import PREFIX

Tell: TypeAlias = Callable[[Desk, Notice], Awaitable[Screen | None]]
"""The screen of a notice; None when there is no reason any more to send it."""

TELL: Mapping[str, Tell] = {
    retention.INACTIVE: retention.announcement,
    invitations.TAKEN: invitation_notice.taken,
    issuing.NOTICES["certificate.revoke"]: certificate_notices.revoked,
    issuing.NOTICES["certificate.reissue"]: certificate_notices.reissued,
    disputes.NOTICE: dispute_notices.ruled,
    remarking.KIND: dispute_notices.corrected,
    followup.KIND: followup_notice.tell,
    **{PREFIX + moment: reminder.tell for moment in MOMENTS},
    reminding.DIGEST: digest.tell,
}
"""By kind."""

TOLD_ANYWAY: frozenset[str] = frozenset({retention.INACTIVE})
"""The kinds that also those are told who took their consent back, or who are to be erased."""

NEWS: frozenset[str] = frozenset(
    {invitations.TAKEN, disputes.NOTICE, remarking.KIND, *issuing.NOTICES.values()}
)
"""The kinds that somebody waits for. Of all others, nobody gets more than one a day."""
