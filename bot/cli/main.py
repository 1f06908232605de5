"""All commands together; errors that we raise on purpose end in one line, not a traceback."""

from __future__ import annotations

import sys

import typer

from bot.cli import (
    agencies,
    campaigns,
    certificate,
    content,
    database,
    disputes,
    export,
    items,
    keys,
    ledger,
    officers,
    reminders,
    roster,
    serve,
    tally,
)
from bot.errors import ContentError, NetralError

app = typer.Typer(
    name="run_bot.py",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.callback(invoke_without_command=True)(serve.main_job)
app.command("chat")(serve.chat)
app.command("poll")(serve.poll)
app.command("webhook")(serve.webhook)
app.command("remind")(reminders.remind)
app.command("reminders")(reminders.reminders)
app.command("check")(content.check)
app.command("judge")(content.judge_)
app.command("diff")(content.diff)
app.command("settings")(serve.settings_)
app.command("tally")(tally.tally)
app.command("export")(export.export)
app.command("items")(items.items)
app.command("migrate")(database.migrate)
app.command("backup")(database.backup)
app.command("restore")(database.restore)
app.command("verify")(database.verify)
app.command("move")(database.move_)
agencies.app.command("officers")(officers.officers)
agencies.app.command("revoke")(officers.revoke)
agencies.app.command("trail")(officers.trail_)
app.add_typer(agencies.app, name="agencies")
app.add_typer(roster.app, name="roster")
app.add_typer(campaigns.app, name="campaigns")
app.add_typer(ledger.app, name="ledger")
app.add_typer(keys.app, name="keys")
app.add_typer(certificate.app, name="certificate")
app.add_typer(disputes.app, name="disputes")


def main() -> None:
    """Runs the command line and ends the process."""
    try:
        app()
    except ContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except NetralError as error:
        print(f"{error.code}: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
