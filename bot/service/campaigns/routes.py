"""Who answers what is tapped and typed on the screens of campaigns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.service.buttons import Action
from bot.service.campaigns import actions, end, extend, listing, look, new, people, reason, units
from bot.service.routing import Tapped, Typed, on

TAPS: Sequence[tuple[type[Action], Tapped]] = (
    on(actions.Listed, listing.listed),
    on(actions.Card, listing.card),
    on(actions.ByUnit, units.by_unit),
    on(actions.New, new.begin),
    on(actions.Fill, new.fill),
    on(actions.Edit, new.edit),
    on(actions.Confirm, new.confirm),
    on(actions.Extend, extend.extend),
    on(actions.UnitsFor, extend.units),
    on(actions.ForUnit, extend.for_unit),
    on(actions.Until, extend.chosen),
    on(actions.Longer, extend.longer),
    on(actions.Search, people.search),
    on(actions.Pick, people.pick),
    on(actions.Recall, people.recall),
    on(actions.Excuse, reason.excuse),
    on(actions.Because, reason.because),
    on(actions.AskEnd, end.ask_end),
    on(actions.EndIt, end.end_it),
    on(actions.Again, end.repeat),
)

TYPED: Mapping[str, Typed] = {
    look.EXPECTS: new.typed,
    extend.EXPECTS_UNIT: extend.unit_typed,
    extend.EXPECTS_DAY: extend.day_typed,
    people.EXPECTS: people.typed,
    reason.EXPECTS: reason.typed,
}
