"""Certificates: to be verified by anybody, and to be listed, revoked and reissued by the operator.

``verify`` with ``--public-key`` needs no database and no network.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.agencies.signature import refusal, tidy
from bot.app import keyring, now, token
from bot.cli.certificate_check import Answers, check_codes, check_stored, codes_of
from bot.cli.context import echo, moment, settings, table, with_store
from bot.cli.ledger import reading
from bot.cli.ledger_check import read_keys
from bot.errors import CertificateError
from bot.quiz.certificate import read_serial, shown
from bot.service.certificates.issuing import Issuer, certificate_of
from bot.store.certificates import Issued
from bot.store.store import Store
from bot.store.trail import COMMAND_LINE

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help="Certificates.")

Serial = Annotated[str, typer.Argument(metavar="ID", help="Its number, like ABCD-EFGH-IJKL.")]


@app.command("verify")
def verify(
    what: Annotated[
        str,
        typer.Argument(
            metavar="FILE-OR-CODE",
            help="A PDF or PNG of ours, a text file with a code a line, a code, or a number.",
        ),
    ],
    public_key: Annotated[
        Path | None,
        typer.Option("--public-key", help="PEM; then no database is asked, and nobody else."),
    ] = None,
) -> None:
    """Whether certificates are genuine and still count; exit 1 when one is not, or does not.

    Without --public-key the database is asked too: only it knows what was revoked or replaced.
    """
    codes = codes_of(what)
    if public_key is not None:
        answers = check_codes(codes, read_keys(public_key), now())
    else:
        answers = reading(lambda reads: check_stored(codes, reads, now()))
    _tell(answers)


@app.command("list")
def list_(agency: Annotated[str, typer.Argument(help="The agency's code.")]) -> None:
    """The certificates of an agency, the oldest first."""

    async def rows(store: Store) -> list[Issued]:
        if not await store.ledger.known(agency.upper()):
            raise CertificateError(f"there is no agency {agency.upper()}")
        return [one async for page in store.certificates.pages(agency.upper()) for one in page]

    found = sorted(with_store(rows), key=lambda one: (one.issued_at, one.serial))
    table(
        ("number", "module", "name", "issued", "valid until", "state"),
        [
            (
                shown(one.serial),
                one.module,
                certificate_of(one).name if one.code else "-",
                moment(one.issued_at),
                moment(one.valid_until),
                one.ended or ("valid" if now() < one.valid_until else "expired"),
            )
            for one in found
        ],
    )


@app.command("revoke")
def revoke(
    number: Serial,
    reason: Annotated[
        str, typer.Option("--reason", help="Why; for ever in the ledger, so without any name.")
    ],
) -> None:
    """End a certificate. Its holder is told, and the agency's trail and ledger say so."""
    if not reason.strip():
        raise typer.BadParameter("say why: --reason", param_hint="--reason")

    async def done(issuer: Issuer, one: Issued) -> None:
        await issuer.revoke(one, " ".join(reason.split())[:200], COMMAND_LINE)

    _change(number, done)
    echo(f"{number}: revoked")


@app.command("reissue")
def reissue(
    number: Serial,
    name: Annotated[str, typer.Option("--name", help="The name as it should be.")],
) -> None:
    """Replace a certificate by one with another name; the old one is not valid any more."""
    wanted = tidy(name)
    if refusal(wanted) is not None:
        raise typer.BadParameter(f"'{name}' cannot stand on a certificate", param_hint="--name")

    async def done(issuer: Issuer, one: Issued) -> Issued:
        return await issuer.reissue(one, wanted, COMMAND_LINE)

    new = _change(number, done)
    echo(f"{number}: replaced by {shown(new.serial)}")


def _change(number: str, change: Callable[[Issuer, Issued], Awaitable[T]]) -> T:
    async def run(store: Store) -> T:
        serial = read_serial(number)
        one = None if serial is None else await store.certificates.by_serial(serial)
        if one is None:
            raise CertificateError(f"there is no certificate {number}")
        key = await keyring(settings(), store).current()
        return await change(Issuer(store, key, now(), token), one)

    return with_store(run)


def _tell(answers: Answers) -> None:
    if answers.bad:
        raise typer.Exit(1)
