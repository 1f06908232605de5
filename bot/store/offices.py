"""Who may see an agency's numbers, and the invitations that make them so.

Whatever two taps race for is decided by the write itself, and each change leaves its traces in the
audit trail in the same unit of work.
"""

from __future__ import annotations

from dataclasses import asdict

from bot.agencies.agency import Office
from bot.agencies.offices import Holder, Invitation
from bot.store.database import Args, Database, Row, Step
from bot.store.notices import Notice, notice_step
from bot.store.trail import Trace, trail_step


class Offices:
    """An invitation's code is known here only by its hash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, person_id: int) -> list[Office]:
        """The person's roles, by agency."""
        rows = await self._database.fetch("offices_of_person", person=person_id)
        return sorted((Office(*row) for row in rows), key=lambda office: office.agency)

    async def holders(self, agency: str) -> list[Holder]:
        """Everybody with a role in this agency, by when they were given it."""
        rows = await self._database.fetch("offices_of_agency", agency=agency)
        return [_holder(row) for row in rows]

    async def invite(self, invitation: Invitation, trace: Trace) -> bool:
        """Keep an invitation; False when its code is taken.

        Raises StoreError when the agency is unknown.
        """
        rows, _ = await self._database.write(
            Step("office_invite", asdict(invitation), needed=True), trail_step(trace)
        )
        return bool(rows)

    async def invitation(self, code_hash: str, at: int) -> Invitation | None:
        """An invitation that may be redeemed at ``at``."""
        rows = await self._database.fetch("invitation_open", code_hash=code_hash, at=at)
        return Invitation(*rows[0]) if rows else None

    async def invitations(self, agency: str, at: int) -> list[Invitation]:
        """The invitations of this agency that may be redeemed at ``at``, the oldest first."""
        rows = await self._database.fetch("invitations_open", agency=agency, at=at)
        return [Invitation(*row) for row in rows]

    async def taken(self, code_hash: str) -> Holder | None:
        """Who got an office by this invitation and still has it."""
        rows = await self._database.fetch("invitation_taken", code_hash=code_hash)
        return _holder(rows[0]) if rows else None

    async def withdraw(self, invitation: Invitation, at: int, trace: Trace) -> bool:
        """End an invitation. False when it was redeemed or withdrawn before."""
        args: Args = {"code_hash": invitation.code_hash, "agency": invitation.agency, "at": at}
        rows, _ = await self._database.write(
            Step("invitation_withdraw", args, needed=True), trail_step(trace)
        )
        return bool(rows)

    async def redeem(
        self,
        invitation: Invitation,
        person_id: int,
        now: Office | None,
        at: int,
        trace: Trace,
        *notices: Notice,
    ) -> Office | None:
        """Use up an invitation; somebody who is still registering and has no agency yet joins its.

        None, and nothing is stored, when it is used, withdrawn or over, or when the person's role
        there is not ``now`` any more.
        """
        args: Args = {"code_hash": invitation.code_hash, "person": person_id, "at": at}
        joins: Args = {"id": person_id, "agency": invitation.agency}
        _, granted, *_ = await self._database.write(
            Step("office_redeem", args, needed=True),
            Step("office_grant", {**args, **_as_it_was(now)}, needed=True),
            Step("office_holder_joins", joins),
            trail_step(trace),
            notice_step(*notices),
        )
        return Office(*granted[0]) if granted else None

    async def revoke(self, office: Office, at: int, *traces: Trace) -> bool:
        """Take a role, and end the invitations that its holder made. False when it changed."""
        held: Args = {"person": office.person, "agency": office.agency}
        rows, *_ = await self._database.write(
            Step("office_revoke", {**held, **_as_it_was(office)}, needed=True),
            Step("invitations_withdraw_of", {**held, "at": at}),
            *(trail_step(trace) for trace in traces),
        )
        return bool(rows)


def _as_it_was(office: Office | None) -> Args:
    return {"role": office.role if office else "", "unit": (office and office.unit) or ""}


def _holder(row: Row) -> Holder:
    person, agency, role, unit, granted_at, granted_by, name = row
    return Holder(Office(person, agency, role, unit), granted_at, granted_by, name)
