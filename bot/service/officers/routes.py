"""Who answers what is tapped and typed on the screens of officers and of the operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.service.buttons import Action, Recap
from bot.service.disputes import queue as disputes
from bot.service.officers import (
    instansi,
    inviting,
    officer,
    offices,
    open_invitations,
    revoking,
    team,
    trail,
)
from bot.service.recap import routes as recap_routes
from bot.service.routing import Tapped, Typed, on

TAPS: Sequence[tuple[type[Action], Tapped]] = (
    on(Recap, officer.recap_of),
    *recap_routes.TAPS,
    on(offices.Team, team.team),
    on(revoking.Holders, revoking.holders),
    on(revoking.Card, revoking.card),
    on(revoking.Revoke, revoking.revoke),
    on(open_invitations.Invitations, open_invitations.invitations),
    on(open_invitations.Withdraw, open_invitations.take_back),
    on(inviting.InviteAs, inviting.invite_as),
    on(inviting.InviteIn, inviting.invite_in),
    on(inviting.InviteTo, inviting.invite_to),
    on(inviting.Make, inviting.make),
    on(trail.ReadTrail, trail.read),
    on(instansi.Agencies, instansi.agencies),
    on(instansi.AgencyCard, instansi.card),
    on(disputes.Queue, disputes.queue),
    on(disputes.Disputed, disputes.disputed),
    on(disputes.Rule, disputes.ask),
)

TYPED: Mapping[str, Typed] = {
    "invite": inviting.typed,
    instansi.EXPECTS: instansi.typed,
    "ruling": disputes.answered,
}
