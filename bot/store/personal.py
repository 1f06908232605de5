"""What is stored about people: one line for each table that names them.

A table with a column that names a person needs a line here, or a test fails. Its statements are in
``sql/personal.sql``: one shows what is stored of ``:person``, one takes the person out of it,
given ``:person``, ``:anonymous`` (the id of nobody, in whose name what is counted stays) and
``:at``. A row that hangs on an attempt may stay: there is a copy of each in the name of nobody.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Held(NamedTuple):
    """``columns`` name a person. ``shown`` is the statement that gives a person's rows, without
    the id or the name of anybody else; ``erased`` those that take the person out, none where
    the erasure itself does. ``kept`` says what stays, without the person, and why."""

    table: str
    columns: tuple[str, ...]
    shown: str
    erased: tuple[str, ...] = ()
    kept: str = ""


HELD: Final[tuple[Held, ...]] = (
    Held(
        "people",
        ("id", "name"),
        "held_people",
        kept="a row without name, language, employment and agency: what is counted hangs on it",
    ),
    Held("consents", ("person",), "held_consents", ("erase_consents",)),
    Held(
        "attempts",
        ("person",),
        "held_attempts",
        kept="module, times, score, agency and unit: the tallies and the ledger stay right",
    ),
    Held("answers", ("person",), "held_answers", ("erase_answers",)),
    Held(
        "pledges",
        ("person", "typed", "name"),
        "held_pledges",
        ("copy_pledges", "erase_pledges"),
        kept="that a pledge was signed, and when: the ledger says so too",
    ),
    Held(
        "certificates",
        ("person",),
        "held_certificates",
        ("copy_certificates", "erase_certificates"),
        kept="number, module and times, without the code that has the name: who is shown the"
        " paper is told that its holder withdrew it",
    ),
    Held(
        "offices",
        ("person", "granted_by"),
        "held_offices",
        ("erase_offices", "erase_granted"),
        kept="the offices that they granted to others",
    ),
    Held(
        "invitations",
        ("created_by", "redeemed_by"),
        "held_invitations",
        ("erase_invitations",),
        kept="that an invitation was made and used: offices of others came from it",
    ),
    Held(
        "roster",
        ("person", "name", "last_four"),
        "held_roster",
        ("erase_roster",),
        kept="the entry as the agency wrote it, claimed by nobody: it is the agency's own list",
    ),
    Held("roster_uploads", ("person",), "held_roster_uploads", ("erase_roster_uploads",)),
    Held("roster_tries", ("person",), "held_roster_tries", ("erase_roster_tries",)),
    Held(
        "campaign_people",
        ("person",),
        "held_campaign_people",
        ("erase_campaign_people",),
        kept="what hangs on an entry of the agency's list, like the entry",
    ),
    Held("campaign_drafts", ("person",), "held_campaign_drafts", ("erase_campaign_drafts",)),
    Held("mutes", ("person",), "held_mutes", ("erase_mutes",)),
    Held("notices", ("person",), "held_notices", ("erase_notices",)),
    Held(
        "trail",
        ("actor",),
        "held_trail",
        ("erase_trail",),
        kept="what was done in an agency's name: the agency's record stays whole",
    ),
    Held("disputes", ("person",), "held_disputes", ("erase_disputes",)),
    Held(
        "rulings",
        ("actor",),
        "held_rulings",
        ("erase_rulings",),
        kept="what was ruled on a question: the results that follow from it stay explained",
    ),
    Held("remarks", ("person",), "held_remarks", ("erase_remarks",)),
    Held("followups", ("person",), "held_followups", ("erase_followups",)),
    Held("followup_stops", ("person",), "held_followup_stops", ("erase_followup_stops",)),
    Held(
        "withdrawals",
        ("person",),
        "held_withdrawals",
        ("erase_withdrawals",),
        kept="which question is withdrawn; that a search stood at this person is forgotten",
    ),
    Held(
        "followup_plans",
        ("person",),
        "held_followup_plans",
        ("erase_followup_plans",),
        kept="how far planning has come; that it stood at this person is forgotten",
    ),
)
"""In the order in which they are shown and erased."""

IMPERSONAL: Final = frozenset(
    {
        ("agencies", "name"),
        ("followup_plans", "name"),
        ("leases", "name"),
        ("pledges", "signed_at"),
        ("secrets", "name"),
        ("units", "name"),
    }
)
"""Columns that sound as if they named a person, and never do."""
