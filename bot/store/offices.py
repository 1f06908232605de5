"""Who may see an agency's numbers, and the invitations that make them so."""

from __future__ import annotations

from bot.agencies.agency import Office, Role
from bot.store.database import Args, Database, Step


class Offices:
    """An invitation's code is known here only by its hash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, person_id: int) -> list[Office]:
        """The person's roles, by agency."""
        rows = await self._database.fetch("offices_of_person", person=person_id)
        return sorted((Office(*row) for row in rows), key=lambda office: office.agency)

    async def invite(
        self, code_hash: str, agency: str, role: Role, expires_at: int, created_by: int, at: int
    ) -> None:
        """Keep an invitation. Raises StoreError when the agency is unknown or the hash taken."""
        await self._database.write(
            Step(
                "office_invite",
                {
                    "code_hash": code_hash,
                    "agency": agency,
                    "role": role,
                    "expires_at": expires_at,
                    "created_by": created_by,
                    "at": at,
                },
            )
        )

    async def redeem(self, code_hash: str, person_id: int, at: int) -> Office | None:
        """Use up an invitation; None when it is unknown, used, or expires at ``at`` or before.

        Gives the office as it stands then: an officer who redeems a viewer's invitation remains
        an officer.
        """
        args: Args = {"code_hash": code_hash, "person": person_id, "at": at}
        _, granted = await self._database.write(
            Step("office_redeem", args, needed=True), Step("office_grant", args)
        )
        return Office(*granted[0]) if granted else None

    async def revoke(self, person_id: int, agency: str) -> bool:
        """Take the person's role in this agency. False when they had none."""
        [rows] = await self._database.write(
            Step("office_revoke", {"person": person_id, "agency": agency})
        )
        return bool(rows)
