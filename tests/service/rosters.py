"""Rosters for tests: synthetic people, and the files that list them."""

from __future__ import annotations

from bot.app import App
from bot.screens.incoming import Document, Incoming, Sender, Tap
from bot.screens.screen import Reply
from bot.service.roster import importing as roster_import

ANI, BUDI, CITRA = "198001012005012001", "198505052010011002", "199002022022212003"


def table(*rows: str) -> bytes:
    """A CSV file with these rows of NIP, name and unit."""
    return "\n".join(("NIP;Nama;Unit", *rows)).encode()


ALL = table(f"{ANI};Ani Wulandari;DINKES", f"{BUDI};Budi Prasetyo;DISDIK", f"{CITRA};Citra K;")


async def listed(app: App, raw: bytes = ALL, agency: str = "DEMO") -> roster_import.Report:
    """Import a roster as the command line does."""
    report = await roster_import.report_on(app.desk, agency, raw)
    assert not report.faults
    assert await roster_import.carry_out(app.desk, report, 0)
    return report


async def send(app: App, person: int, raw: bytes, name: str = "daftar.csv") -> Reply:
    """Somebody sends a file."""

    async def fetch() -> bytes:
        return raw

    document = Document(name, len(raw), fetch)
    return await app.handle(Incoming(Sender(person, "Petugas"), document))


async def tap(app: App, person: int, data: str) -> Reply:
    """Somebody taps a button with these data."""
    return await app.handle(Incoming(Sender(person, "Petugas"), Tap(data)))


def shown(app: App, reply: Reply) -> str:
    """What a person reads."""
    assert reply.screen is not None
    return app.wording.message(reply.screen, reply.language).html


def button(app: App, reply: Reply, label: str) -> str:
    """The data of a button."""
    assert reply.screen is not None
    rows = app.wording.message(reply.screen, reply.language).rows
    return next(one.data for row in rows for one in row if label in one.text)
