"""A certificate is issued once, with its pledge and its entries, or not at all."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from hashlib import sha256

import pytest

from bot.errors import CertificateError
from bot.service.certificates.issuing import certificate_of
from bot.service.ledger.entering import seal_all
from bot.store.store import Store
from bot.store.trail import COMMAND_LINE
from tests.service.certified import NOW, SIGNING, YEAR, certified, erased, issuer, passed
from tests.service.sealed import entries, faults, finished
from tests.store.cast import ANI, BUDI, CITRA, attempt, complete
from tests.store.raw import execute


async def test_a_certificate_says_who_passed_what_and_names_the_completion(store: Store) -> None:
    done = await passed(store)
    issued = await issuer(store).issue(done, SIGNING, NOW + YEAR, nip="1234")
    told = certificate_of(issued)
    completion, pledge, certificate = await entries(store)
    assert [one.kind for one in (completion, pledge, certificate)] == [
        "completion",
        "pledge",
        "certificate",
    ]
    assert (told.name, told.nip, told.score) == ("Ani Lestari, S.Sos.", "1234", 90)
    assert (told.entry, told.hash) == (1, completion.hash[:16])
    assert (told.issued, told.valid_until) == (NOW, NOW + YEAR)
    assert (pledge.subject, certificate.subject) == ("a1", issued.serial)
    assert json.loads(pledge.body) == {"content": "c0ffee", "version": "uji-1"}
    assert issued.code is not None
    assert json.loads(certificate.body)["code"] == sha256(issued.code.encode()).hexdigest()
    assert await faults(store) == []


async def test_the_name_that_was_signed_is_the_persons_from_then_on(store: Store) -> None:
    await issuer(store).issue(await passed(store), SIGNING, NOW + YEAR)
    person = (await store.people.state(ANI.id)).person
    assert person is not None
    assert person.name == "Ani Lestari, S.Sos."
    pledged = await store.certificates.pledge(ANI.id, "a1")
    assert pledged is not None
    assert (pledged.name, pledged.signed_at, pledged.version) == (person.name, NOW, "uji-1")


async def test_many_taps_on_two_workers_make_one_certificate(store: Store, second: Store) -> None:
    done = await passed(store)
    made = await asyncio.gather(
        *(issuer((store, second)[n % 2]).issue(done, SIGNING, NOW + YEAR) for n in range(8))
    )
    assert len({one.serial for one in made}) == 1
    assert await store.certificates.of(ANI.id) == [made[0]]
    assert [one.kind for one in await entries(store)] == ["completion", "pledge", "certificate"]


async def test_a_busy_ledger_only_makes_it_try_again(store: Store, second: Store) -> None:
    await finished(store, 30)
    ani, budi = await passed(store), await passed(store, BUDI, "b1")
    await asyncio.gather(
        issuer(store).issue(ani, SIGNING, NOW + YEAR),
        issuer(second).issue(budi, replace(SIGNING, name="Budi"), NOW + YEAR),
        seal_all(store, "DEMO", NOW),
        seal_all(second, "DEMO", NOW),
    )
    kinds = [one.kind for one in await entries(store)]
    assert (kinds.count("completion"), kinds.count("certificate")) == (32, 2)
    assert [one for one in await faults(store) if not one.warning] == []


async def test_who_did_not_pass_gets_none(store: Store) -> None:
    begun = attempt()
    await complete(store, begun, 10, passed=False)
    failed = await store.attempts.get("a1", ANI.id)
    assert failed is not None
    with pytest.raises(CertificateError, match="only who passed"):
        await issuer(store).issue(failed, SIGNING, NOW + YEAR)
    assert not await store.certificates.type(ANI.id, "a1", SIGNING)
    assert not await store.certificates.type(BUDI.id, "a1", SIGNING)


async def test_a_corrected_name_replaces_the_certificate_and_keeps_the_rest(store: Store) -> None:
    old = await certified(store)
    new = await issuer(store, NOW + 5000).reissue(old, "Ani Lestary", ANI.id)
    assert (new.revision, new.issued_at, new.valid_until) == (2, NOW + 5000, old.valid_until)
    told, before = certificate_of(new), certificate_of(old)
    expected = replace(before, name="Ani Lestary", serial=new.serial, issued=new.issued_at)
    assert told == expected
    first = await store.certificates.by_serial(old.serial)
    assert first is not None
    assert (first.ended, first.ended_at) == ("replaced", NOW + 5000)
    *_, revoked, entered = await entries(store)
    assert json.loads(revoked.body) == {"by": new.serial, "reason": "replaced"}
    assert (revoked.subject, entered.subject) == (old.serial, new.serial)
    with pytest.raises(CertificateError, match="does not count"):
        await issuer(store).reissue(old, "Lain", ANI.id)


async def test_two_corrections_at_once_make_one_new_certificate(
    store: Store, second: Store
) -> None:
    old = await certified(store)
    made = await asyncio.gather(
        issuer(store).reissue(old, "Satu", ANI.id),
        issuer(second).reissue(old, "Dua", ANI.id),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in made) == ["CertificateError", "Issued"]
    assert len(await store.certificates.of(ANI.id)) == 2


async def test_a_revocation_is_told_to_the_ledger_the_trail_and_the_holder(store: Store) -> None:
    one = await certified(store)
    await issuer(store, NOW + 1).revoke(one, "salah terbit", COMMAND_LINE)
    found = await store.certificates.by_serial(one.serial)
    assert found is not None
    assert (found.ended, found.ended_at, found.reason) == ("revoked", NOW + 1, "salah terbit")
    last = (await entries(store))[-1]
    assert (last.kind, last.subject) == ("revocation", one.serial)
    assert json.loads(last.body) == {"reason": "salah terbit"}
    [trace] = await store.trail.page("DEMO", 9)
    assert (trace.action, trace.actor) == ("certificate.revoke", COMMAND_LINE)
    rows = await execute(store.database, "SELECT person, kind, subject FROM notices")
    assert [tuple(row) for row in rows] == [(ANI.id, "certificate_revoked", one.serial)]
    with pytest.raises(CertificateError, match="does not count"):
        await issuer(store, NOW + 2).revoke(one, "lagi", COMMAND_LINE)


async def test_who_corrects_their_own_name_needs_not_be_told(store: Store) -> None:
    await issuer(store, NOW).reissue(await certified(store), "Ani Lestary", ANI.id)
    assert await execute(store.database, "SELECT * FROM notices") == []
    [trace] = await store.trail.page("DEMO", 9)
    assert (trace.action, trace.actor) == ("certificate.reissue", ANI.id)
    assert "Lestary" not in trace.detail


async def test_no_entry_and_no_trail_says_whose_it_is(store: Store) -> None:
    one = await certified(store)
    await issuer(store, NOW + 1).reissue(one, "Ani Lestary", COMMAND_LINE)
    said = repr((await entries(store), await store.trail.page("DEMO", 9)))
    assert "Lestar" not in said
    assert str(ANI.id) not in said


async def test_whoever_is_erased_leaves_a_certificate_without_a_name(store: Store) -> None:
    one, other = await certified(store), await certified(store, CITRA, "c1")
    assert await store.certificates.type(ANI.id, "a1", SIGNING)
    subjects = await store.rights.subjects(ANI.id)
    assert subjects == {"DEMO": sorted(["a1", one.serial])}
    await erased(store, ANI, NOW + 7)
    found = await store.certificates.by_serial(one.serial)
    assert found is not None
    assert (found.code, found.ended, found.ended_at) == (None, "withdrawn", NOW + 7)
    pledged = await store.certificates.pledge(found.person, "a1")
    assert pledged is not None
    assert (pledged.name, pledged.typed, pledged.signed_at) == (None, None, NOW)
    assert await store.certificates.of(ANI.id) == []
    assert await store.certificates.by_serial(other.serial) == other
    with pytest.raises(CertificateError, match="withdrawn"):
        certificate_of(found)


async def test_a_pass_without_a_certificate_is_offered_once_for_each_module(store: Store) -> None:
    for name, module, at in (("x1", "m1", 10), ("x2", "m1", 20), ("x3", "m2", 15)):
        begun = attempt(name=name, module=module, started_at=at)
        await complete(store, begun, 100, at=at + 1)
    failed = attempt(name="x4", module="m3", started_at=30)
    await complete(store, failed, 0, passed=False, at=31)
    assert [one.attempt for one in await store.certificates.missing(ANI.id)] == ["x2", "x3"]
    done = await store.attempts.get("x2", ANI.id)
    assert done is not None
    await seal_all(store, "DEMO", NOW)  # the issuer finds the entry that is there
    await issuer(store).issue(done, SIGNING, NOW + YEAR)
    assert [one.attempt for one in await store.certificates.missing(ANI.id)] == ["x3"]
