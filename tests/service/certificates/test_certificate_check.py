"""Expired, revoked, replaced, withdrawn, altered, foreign, unknown: each has its own answer."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.certificate import shown
from bot.seal.code import PREFIX
from bot.seal.keys import SigningKey
from bot.seal.signing import CHECKPOINT
from bot.service.certificates.check import Checked, code_of_file, offline, online
from bot.store.certificates import Issued
from bot.store.store import Store
from bot.store.trail import COMMAND_LINE
from tests.quiz.certificates import ANI as TOLD
from tests.service.certified import (
    CODE,
    KEY,
    NOW,
    OURS,
    THEN,
    YEAR,
    certified,
    code_of,
    erased,
    issuer,
)
from tests.store.cast import ANI
from tests.store.raw import execute

OTHER = SigningKey(b"o" * 32)


def test_a_genuine_one_is_valid_until_its_last_moment() -> None:
    assert offline(CODE, OURS, THEN - 1) == Checked("valid", TOLD)
    assert offline(CODE, OURS, THEN) == Checked("expired", TOLD)


def test_another_key_is_not_ours() -> None:
    assert offline(code_of(TOLD.message(), OTHER), OURS, 0) == Checked("foreign")
    assert offline(CODE, {OTHER.id: OTHER.public}, 0) == Checked("foreign")


def test_a_signature_of_something_else_is_no_certificate() -> None:
    assert offline(code_of(TOLD.message(), KEY, CHECKPOINT), OURS, 0) == Checked("altered")
    assert offline(code_of(b"netral"), OURS, 0) == Checked("altered")


@given(st.integers(len(PREFIX), len(CODE) - 1), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_letter_changed_is_never_genuine(place: int, letter: str) -> None:
    changed = CODE[:place] + letter + CODE[place + 1 :]
    checked = offline(changed, OURS, 0)
    assert (checked.outcome in ("altered", "foreign")) == (changed != CODE)
    assert checked.certificate is None or changed == CODE


@given(st.integers(0, len(CODE) - 1))
def test_a_code_that_was_cut_off_is_never_genuine(length: int) -> None:
    assert offline(CODE[:length], OURS, 0).certificate is None


@given(st.one_of(st.text(), st.text().map(lambda text: PREFIX + text)))
def test_nothing_that_is_handed_in_makes_it_fail(text: str) -> None:
    assert offline(text, OURS, 0).certificate is None


@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.7", b"\x89PNG"]))
def test_no_file_makes_it_fail(raw: bytes, before: bytes) -> None:
    code_of_file(before + raw)


async def check(store: Store, text: str, at: int = NOW) -> Checked:
    keys = {one.id: one.public for one in await store.keys.all()}
    return await online(text, keys, store.certificates, at)


async def forms(store: Store) -> tuple[Issued, list[str]]:
    """A certificate, and all that it can be asked for by."""
    one = await certified(store)
    assert one.code is not None
    serial = shown(one.serial)
    return one, [one.code, f"https://t.me/x?start=verifikasi_{one.serial}#{one.code}", serial]


async def test_it_is_found_by_its_code_and_by_its_number(store: Store) -> None:
    _, texts = await forms(store)
    for text in texts:
        assert (await check(store, text)).outcome == "valid"
        assert (await check(store, text, NOW + YEAR)).outcome == "expired"


async def test_a_revoked_one_says_when_and_why(store: Store) -> None:
    one, texts = await forms(store)
    await issuer(store, NOW + 1).revoke(one, "salah terbit", COMMAND_LINE)
    for text in texts:
        checked = await check(store, text)
        assert (checked.outcome, checked.at, checked.reason) == ("revoked", NOW + 1, "salah terbit")
        assert checked.certificate is not None


async def test_a_replaced_one_is_no_more_and_the_new_one_is(store: Store) -> None:
    one, texts = await forms(store)
    new = await issuer(store, NOW + 1).reissue(one, "Ani Lestary", ANI.id)
    for text in texts:
        assert (await check(store, text)).outcome == "replaced"
    assert (await check(store, new.serial)).outcome == "valid"


async def test_a_withdrawn_one_tells_nothing_of_its_holder(store: Store) -> None:
    _, texts = await forms(store)
    await erased(store, ANI, NOW + 1)
    for text in texts:
        assert await check(store, text) == Checked("withdrawn", at=NOW + 1)


async def test_one_that_the_register_lacks_is_unknown(store: Store) -> None:
    await certified(store)
    assert await check(store, CODE) == Checked("unknown")
    assert await check(store, "ABCD-EFGH-IJKL") == Checked("unknown")
    assert await check(store, "apa saja") == Checked("unreadable")
    assert await check(store, "") == Checked("unreadable")


async def test_an_old_one_is_genuine_after_a_rotation_of_keys(store: Store) -> None:
    one, texts = await forms(store)
    await store.keys.add(OTHER, 2, 2, keep_seed=True)
    for text in texts:
        assert (await check(store, text)).outcome == "valid"
    new = await replace(issuer(store, NOW + 1), key=OTHER).reissue(one, "Ani Lestary", ANI.id)
    assert (await check(store, new.code or "")).outcome == "valid"


async def test_another_code_under_the_same_number_is_not_genuine(store: Store) -> None:
    one, _ = await forms(store)
    forged = replace(TOLD, serial=one.serial)
    assert (await check(store, code_of(forged.message()))).outcome == "altered"


async def test_a_code_that_was_changed_in_the_database_is_not_genuine(store: Store) -> None:
    one, _ = await forms(store)
    changed = code_of(replace(TOLD, serial=one.serial).message(), OTHER)
    await execute(store.database, f"UPDATE certificates SET code = '{changed}'")
    assert (await check(store, one.serial)).outcome == "foreign"
