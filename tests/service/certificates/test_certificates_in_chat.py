"""Pledge and certificate in the chat: whose they are, what a second tap finds, who may verify."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from bot.agencies.roster import Line
from bot.agencies.signature import stamp
from bot.app import App
from bot.quiz.certificate import shown
from bot.screens.incoming import Act, Command, Incoming, Sender, Tap, Text
from bot.screens.screen import File
from bot.screens.wording import plain
from bot.seal.code import code_in
from bot.service.buttons import Action, ReadPledge, encode
from bot.service.certificates.issuing import Issuer, certificate_of
from bot.service.certificates.my_certificates import CorrectName, Download, ShowCertificate
from bot.service.certificates.name_correction import ReplaceName
from bot.service.certificates.pledge import SignPledge
from bot.service.notices.kinds import TELL
from bot.service.officers.trail import deed
from bot.store.certificates import Issued
from bot.store.notices import Notice
from bot.store.roster import Work
from bot.store.trail import COMMAND_LINE
from tests.dialogues.stage import CAST, World
from tests.service.certified import token
from tests.service.takers import take
from tests.store.raw import execute

ANI, BUDI = CAST["Ani"], CAST["Budi"]
SIGN = encode(SignPledge("a1", "uji-1", stamp("Ani Lestari")))


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """Ani and Budi passed."""
    async with World.make(tmp_path).app() as app:
        for person in (ANI, BUDI):
            await take(app, person, agency="LAIN")
        yield app


async def say(app: App, person: int, act: Act | str) -> tuple[str, tuple[File, ...]]:
    """What they see, with the labels of the buttons, and the files."""
    given = act if not isinstance(act, str) else Tap(act)
    reply = await app.handle(Incoming(Sender(person, "Seseorang"), given))
    assert reply.screen is not None
    message = app.wording.message(reply.screen, reply.language)
    labels = " ".join(f"[{label.text}]" for row in message.rows for label in row)
    return plain(message.html) + labels, reply.screen.files


async def signed(app: App, name: str = "Ani Lestari") -> Issued:
    await say(app, ANI, encode(ReadPledge("a1")))
    await say(app, ANI, Text(name))
    await say(app, ANI, SIGN)
    [issued] = await app.store.certificates.of(ANI)
    return issued


async def test_the_files_are_a_picture_and_a_pdf_of_the_same_certificate(app: App) -> None:
    app.desk.called.name = "netral_contoh_bot"
    await say(app, ANI, encode(ReadPledge("a1")))
    await say(app, ANI, Text("Ani Lestari"))
    _, (picture, document) = await say(app, ANI, SIGN)
    [issued] = await app.store.certificates.of(ANI)
    assert (picture.kind, document.kind) == ("photo", "document")
    assert document.name == f"sertifikat-uji-{shown(issued.serial)}.pdf"
    [read] = zxingcpp.read_barcodes(Image.open(BytesIO(picture.body)))
    link = f"https://t.me/netral_contoh_bot?start=verifikasi_{issued.serial}#"
    assert read.text == f"{link}{issued.code}"
    assert len(f"verifikasi_{issued.serial}") <= 64
    assert code_in(read.text) == issued.code


async def test_two_taps_at_once_give_one_certificate(app: App) -> None:
    await say(app, ANI, encode(ReadPledge("a1")))
    await say(app, ANI, Text("Ani Lestari"))
    one, other = await asyncio.gather(say(app, ANI, SIGN), say(app, ANI, SIGN))
    assert len(await app.store.certificates.of(ANI)) == 1
    assert one[0] == other[0]
    assert [file.name for file in one[1]] == [file.name for file in other[1]]


async def test_who_is_known_by_that_name_signs_by_typing_it_once(app: App) -> None:
    await app.store.people.rename(BUDI, "Budi Santoso, S.E.")
    await say(app, BUDI, encode(ReadPledge("a1")))
    shown_, files = await say(app, BUDI, Text("budi santoso s.e"))
    assert "Nama: Budi Santoso, S.E." in shown_
    assert len(files) == 2


async def test_who_is_on_the_roster_is_known_by_it_and_by_the_end_of_their_nip(app: App) -> None:
    line = Line("entry", "4321", "BUDI SANTOSO", None)
    assert await app.store.roster.rewrite(Work("LAIN", 0, [line], [], [], 1, "missing"))
    assert await app.store.roster.claim("LAIN", "entry", BUDI, 2)
    shown_, _ = await say(app, BUDI, encode(ReadPledge("a1")))
    assert "BUDI SANTOSO" in shown_
    shown_, _ = await say(app, BUDI, Text("Budi Santoso"))
    assert "Nama: Budi Santoso" in shown_
    [issued] = await app.store.certificates.of(BUDI)
    assert certificate_of(issued).nip == "4321"


async def test_nobody_reaches_the_pledge_or_certificate_of_another(app: App) -> None:
    issued = await signed(app)
    before = await app.store.certificates.by_serial(issued.serial)
    taps: tuple[Callable[[str], Action], ...] = (
        ShowCertificate,
        Download,
        CorrectName,
        lambda serial: ReplaceName(serial, stamp("Ani Lestari")),
    )
    for action in taps:
        shown_, files = await say(app, BUDI, encode(action(issued.serial)))
        assert "Tombol itu sudah lama" in shown_
        assert files == ()
        unknown, _ = await say(app, BUDI, encode(action("ABCDEFGH2345")))
        assert unknown == shown_
    assert await app.store.certificates.by_serial(issued.serial) == before


async def test_the_trail_says_in_words_what_became_of_a_certificate(app: App) -> None:
    old = await signed(app)
    desk = app.desk
    issuer = Issuer(desk.store, await desk.signer(), desk.clock(), token)
    new = await issuer.reissue(old, "Ani Lestary", ANI)
    await issuer.revoke(new, "salah terbit", COMMAND_LINE)
    lines = [await deed(desk, trace) for trace in await desk.store.trail.page(new.agency, 9)]
    told = {app.wording.plain(line, "id") for line in lines}
    one, other = shown(old.serial), shown(new.serial)
    assert f"mengganti sertifikat {one} dengan {other} karena namanya diperbaiki" in told
    assert f"mencabut sertifikat {other}, alasan: salah terbit" in told


async def test_a_name_is_corrected_twice_and_no_more(app: App) -> None:
    issued = await signed(app)
    desk = app.desk
    for name in ("Ani Lestary", "Ani Lestari"):
        issuer = Issuer(desk.store, await desk.signer(), desk.clock(), token)
        issued = await issuer.reissue(issued, name, ANI)
    data = encode(CorrectName(issued.serial))
    assert "sudah dua kali diperbaiki" in (await say(app, ANI, data))[0]
    await app.store.people.expect(ANI, f"name:{issued.serial}")
    assert "belum memahami" in (await say(app, ANI, Text("Ani Lagi")))[0]


async def test_who_did_not_pass_has_nothing_to_sign(app: App) -> None:
    failed = await take(app, 7009, right=False, agency="LAIN")
    assert failed.id == "a1"
    for data in (encode(ReadPledge("a1")), SIGN, encode(ReadPledge("tiada"))):
        assert "Tombol itu sudah lama" in (await say(app, 7009, data))[0]
    assert await app.store.certificates.of(7009) == []


async def test_a_pledge_whose_wording_changed_is_read_again(app: App) -> None:
    await say(app, ANI, encode(ReadPledge("a1")))
    await say(app, ANI, Text("Ani Lestari"))
    shown_, _ = await say(app, ANI, encode(SignPledge("a1", "uji-0", stamp("Ani Lestari"))))
    assert "Bunyi ikrar baru saja diperbarui" in shown_
    assert "Saya tidak berpihak" in shown_
    await app.store.people.expect(ANI, "pledge:a1:uji-0")
    shown_, _ = await say(app, ANI, Text("Ani Lestari"))
    assert "Bunyi ikrar baru saja diperbarui" in shown_
    assert await app.store.certificates.of(ANI) == []


async def test_a_pass_whose_content_is_lost_is_kept_without_a_certificate(app: App) -> None:
    await say(app, ANI, encode(ReadPledge("a1")))
    await say(app, ANI, Text("Ani Lestari"))
    library = app.desk.library
    library.current = replace(library.current, hash="another")
    await execute(app.store.database, "DELETE FROM contents")
    told, _ = await say(app, ANI, SIGN)
    assert "Kelulusan Anda tetap tercatat" in told
    assert "tanpa nilai" not in told
    assert await app.store.certificates.of(ANI) == []


async def test_a_yes_to_one_name_is_none_to_another_that_was_typed_since(app: App) -> None:
    await say(app, ANI, encode(ReadPledge("a1")))
    for typed in ("Ani Lestari", "Ani Lestary"):
        await app.store.people.expect(ANI, "pledge:a1:uji-1")
        await say(app, ANI, Text(typed))
    shown_, _ = await say(app, ANI, SIGN)
    assert "Ani Lestary" in shown_
    assert await app.store.certificates.of(ANI) == []
    await say(app, ANI, encode(SignPledge("a1", "uji-1", stamp("Ani Lestary"))))
    [issued] = await app.store.certificates.of(ANI)
    for typed in ("Ani Lestari", "Ani Lestarie"):
        await app.store.people.expect(ANI, f"name:{issued.serial}")
        await say(app, ANI, Text(typed))
    shown_, _ = await say(app, ANI, encode(ReplaceName(issued.serial, stamp("Ani Lestari"))))
    assert "Ani Lestarie" in shown_
    assert len(await app.store.certificates.of(ANI)) == 1


async def test_a_stranger_who_scans_the_code_is_answered_and_not_remembered(app: App) -> None:
    issued = await signed(app)
    stranger = 7999
    for act in (
        Command("start", f"verifikasi_{issued.serial}"),
        Command("verifikasi", shown(issued.serial)),
        Command("verifikasi", issued.code or ""),
        Command("verifikasi", f"https://t.me/x?start=verifikasi_{issued.serial}#{issued.code}"),
    ):
        shown_, _ = await say(app, stranger, act)
        assert "Asli dan berlaku" in shown_, act
        assert "Nama: Ani Lestari" in shown_
    for argument, told in (("", "dalam satu pesan"), ("tiada", "dalam satu pesan")):
        answer, _ = await say(app, stranger, Command("verifikasi", argument))
        assert told in answer
        assert "/verifikasi ABCD-EFGH-IJKL" in answer
    assert "tidak ada nomor" in answer
    assert (await app.store.people.state(stranger)).person is None


async def test_who_took_their_consent_back_may_still_verify(app: App) -> None:
    issued = await signed(app)
    await app.store.rights.withdraw(BUDI, 9)
    shown_, _ = await say(app, BUDI, Command("verifikasi", issued.serial))
    assert "Asli dan berlaku" in shown_
    await app.store.rights.plan_erasure(BUDI, app.desk.clock() + 9)
    shown_, _ = await say(app, BUDI, Command("start", f"verifikasi_{issued.serial}"))
    assert "Asli dan berlaku" in shown_
    person = (await app.store.people.state(BUDI)).person
    assert person is not None
    assert person.expects is None


async def test_what_the_operator_did_is_told_to_its_holder_and_to_who_asks(app: App) -> None:
    issued = await signed(app)
    desk = app.desk
    issuer = Issuer(desk.store, await desk.signer(), desk.clock() + 1000, token)
    new = await issuer.reissue(issued, "Ani Lestary", COMMAND_LINE)
    await issuer.revoke(new, "salah terbit", COMMAND_LINE)
    shown_, _ = await say(app, BUDI, Command("verifikasi", new.serial))
    assert re.search("Asli, tetapi sudah dicabut.*salah terbit", shown_)
    shown_, _ = await say(app, BUDI, Command("verifikasi", issued.code or ""))
    assert "diganti dengan sertifikat baru" in shown_
    shown_, files = await say(app, ANI, encode(Download(new.serial)))
    assert "Dicabut pada 1 Oktober 2024. Alasan: salah terbit" in shown_
    assert files == ()
    shown_, _ = await say(app, ANI, encode(ShowCertificate(issued.serial)))
    assert "Diganti pada 1 Oktober 2024" in shown_
    notice = Notice(ANI, "n", "certificate_revoked", new.serial, '{"reason":"salah terbit"}', 1)
    screen = await TELL["certificate_revoked"](desk, notice)
    assert screen is not None
    assert shown(new.serial) in app.wording.message(screen, "id").html
    again = Notice(ANI, "n", "certificate_reissued", issued.serial, f'{{"by":"{new.serial}"}}', 1)
    assert await TELL["certificate_reissued"](desk, again) is None  # it is revoked by now
