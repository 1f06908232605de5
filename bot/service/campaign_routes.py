"""Who answers what is tapped and typed on the screens of campaigns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.service import campaign_actions as assigned
from bot.service import (
    campaign_end,
    campaign_extend,
    campaign_look,
    campaign_new,
    campaign_people,
    campaign_reason,
    campaign_units,
    campaigns,
)
from bot.service.buttons import Action
from bot.service.routing import Tapped, Typed, on

TAPS: Sequence[tuple[type[Action], Tapped]] = (
    on(assigned.Listed, campaigns.listed),
    on(assigned.Card, campaigns.card),
    on(assigned.ByUnit, campaign_units.by_unit),
    on(assigned.New, campaign_new.begin),
    on(assigned.Fill, campaign_new.fill),
    on(assigned.Edit, campaign_new.edit),
    on(assigned.Confirm, campaign_new.confirm),
    on(assigned.Extend, campaign_extend.extend),
    on(assigned.UnitsFor, campaign_extend.units),
    on(assigned.ForUnit, campaign_extend.for_unit),
    on(assigned.Until, campaign_extend.chosen),
    on(assigned.Longer, campaign_extend.longer),
    on(assigned.Search, campaign_people.search),
    on(assigned.Pick, campaign_people.pick),
    on(assigned.Recall, campaign_people.recall),
    on(assigned.Excuse, campaign_reason.excuse),
    on(assigned.Because, campaign_reason.because),
    on(assigned.AskEnd, campaign_end.ask_end),
    on(assigned.EndIt, campaign_end.end_it),
    on(assigned.Again, campaign_end.repeat),
)

TYPED: Mapping[str, Typed] = {
    campaign_look.EXPECTS: campaign_new.typed,
    campaign_extend.EXPECTS_UNIT: campaign_extend.unit_typed,
    campaign_extend.EXPECTS_DAY: campaign_extend.day_typed,
    campaign_people.EXPECTS: campaign_people.typed,
    campaign_reason.EXPECTS: campaign_reason.typed,
}
