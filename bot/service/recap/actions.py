"""What is tapped on the screens of an agency's tally. A ``module`` is its place in the content."""

from __future__ import annotations

from bot.service.buttons import Action, action


@action("ku")
class ByUnit(Action):
    """The parts of a unit (empty: of all that may be seen), one page of them."""

    agency: str
    module: int = 0
    unit: str = ""
    page: int = 0


@action("kb")
class ByMonth(Action):
    """How many began, completed and passed month by month."""

    agency: str
    module: int = 0


@action("kw")
class WeakSpots(Action):
    """What is most often misjudged."""

    agency: str


@action("kg")
class Chart(Action):
    """A picture of the parts of a unit."""

    agency: str
    module: int = 0
    unit: str = ""


@action("ko")
class NotYet(Action):
    """Who of the roster has not completed a module, one page of them."""

    agency: str
    module: int = 0
    page: int = 0


@action("ke")
class Export(Action):
    """A file: ``xlsx``, or ``csv`` of the people of the roster; empty: which ones there are.
    Without an agency: of all agencies and provinces, for the operator."""

    agency: str = ""
    form: str = ""
