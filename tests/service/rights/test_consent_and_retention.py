"""Consent that is asked again or taken back, and what is deleted because it is old."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from bot.agencies.periods import DAY, Periods
from bot.screens.incoming import Command, Incoming, Sender
from bot.service.buttons import encode
from bot.service.officers.invitations import invite
from bot.service.rights import erasing, retention
from bot.service.rights.dossier import FORMAT
from bot.service.rights.erasure import Keep
from bot.service.rights.withdrawal import Withdraw
from bot.store import queries
from bot.store.notices import Notice
from bot.store.personal import HELD
from bot.store.trail import Trace
from tests.dialogues.stage import PRODUCT_TEXT, ServiceDoor, World
from tests.service.scenes import ANI, BUDI, CITRA, PRACTICE, REGISTER, Scene
from tests.store.raw import execute

PERIODS = Periods(answers=100, inactive=400, notices=50, trail=60)


@pytest.fixture
async def scene(tmp_path: Path, url: str) -> AsyncIterator[Scene]:
    """Ani and Budi have finished a practice."""
    world = World.make(tmp_path, url)
    async with world.app() as app:
        kept = replace(app, desk=replace(app.desk, periods=PERIODS))
        scene = Scene(world, kept, ServiceDoor(kept))
        for name in ("Ani", "Budi"):
            await scene.does(name, *REGISTER, *PRACTICE, "[C]")
        yield scene


def raise_version(scene: Scene) -> None:
    library = scene.app.desk.library
    library.current = replace(library.current, consent="uji-2")


async def consents(scene: Scene, person: int = ANI) -> list[tuple[str, str]]:
    held = await scene.store.rights.held(person)
    return [(row["act"], row["version"]) for row in held["consents"]]


async def test_a_raised_version_is_asked_before_anything_else(scene: Scene) -> None:
    await scene.does("Ani", "/menu", "[Modul uji]")
    raise_version(scene)
    before = (await scene.store.people.state(ANI)).attempt
    for line in ("[A. Sanksi", "/kuis", "halo", "/rekap", "(sticker)", "/start lain"):
        shown = await scene.does("Ani", line)
        assert "Penjelasan tentang data Anda berubah" in shown.text, line
    assert (await scene.store.people.state(ANI)).attempt == before
    for line, seen in (("/dataku", "Data Anda, Ani"), ("/hapus", "Hapus data Anda")):
        assert seen in (await scene.does("Ani", line)).text
    await scene.does("Ani", "/kuis")
    shown = await scene.does("Ani", "[Saya setuju]")
    assert "Soal 1/4" in shown.text
    assert await consents(scene) == [("given", "uji-1"), ("given", "uji-2")]


async def test_the_link_that_was_opened_meanwhile_is_not_forgotten(scene: Scene) -> None:
    raise_version(scene)
    shown = await scene.does("Ani", "/start LAIN")
    assert "Anda membuka tautan dari Badan Lain" in shown.text
    shown = await scene.does("Ani", "[Saya setuju]")
    assert "Pindah ke Badan Lain?" in shown.text


async def test_a_second_consent_overwrites_nothing(scene: Scene) -> None:
    before = await scene.store.rights.held(ANI)
    await scene.does("Ani", "(forged c:en:demo)")
    assert not await scene.store.rights.renew(ANI, "uji-1", scene.world.clock.now)
    assert await scene.store.rights.held(ANI) == before
    person = (await scene.store.people.state(ANI)).person
    assert person is not None
    await scene.store.people.add(replace(person, consent="uji-9", consented_at=5))
    assert await scene.store.rights.held(ANI) == before


async def test_agreed_is_to_the_text_that_was_shown(scene: Scene) -> None:
    """The text changed between the showing and the tap, of a stranger and of who is known."""
    await scene.does("Citra", "/start LAIN")
    await scene.does("Ani", "/tarik", "[Ya, tarik]", "[Baca lagi")
    raise_version(scene)
    for name, person, before in (("Citra", CITRA, []), ("Ani", ANI, ["given", "withdrawn"])):
        shown = await scene.does(name, "[Saya setuju]")
        assert "Yang kami simpan" in shown.text
        assert [act for act, _ in await consents(scene, person)] == before
        await scene.does(name, "[Saya setuju]")
        assert (await consents(scene, person))[-1] == ("given", "uji-2")
    citra = (await scene.store.people.state(CITRA)).person
    assert citra is not None
    assert citra.consent == "uji-2"


async def test_a_button_of_before_shows_the_text_anew_and_keeps_the_link(scene: Scene) -> None:
    shown = await scene.does("Citra", "(forged c:id:LAIN)")
    assert "Anda membuka tautan dari Badan Lain" in shown.text
    assert (await scene.store.people.state(CITRA)).person is None
    await scene.does("Citra", "[Saya setuju]")
    assert (await scene.store.people.state(CITRA)).person is not None


async def test_what_was_withdrawn_and_given_again_is_all_kept(scene: Scene) -> None:
    for line in ("/tarik", "[Ya, tarik]", "[Baca lagi", "[Saya setuju]", "/tarik", "[Ya, tarik]"):
        await scene.does("Ani", line)
    acts = ["given", "withdrawn", "given", "withdrawn"]
    assert await consents(scene) == [(act, "uji-1") for act in acts]
    assert await consents(scene, BUDI) == [("given", "uji-1")]


async def test_an_answer_on_its_way_is_not_stored_after_the_withdrawal(scene: Scene) -> None:
    await scene.does("Ani", "/menu", "[Modul uji]")
    attempt = (await scene.store.people.state(ANI)).attempt
    assert attempt is not None
    finished = (await scene.store.people.state(BUDI)).attempt
    assert finished is not None
    await scene.store.rights.withdraw(ANI, scene.world.clock.now)
    assert not await scene.store.attempts.answer(attempt.id, ANI, finished.answers[0])


async def test_an_old_button_withdraws_nothing(scene: Scene) -> None:
    for asked in ("0", "", "x", "99999999999"):
        shown = await scene.does("Ani", f"(forged {encode(Withdraw(asked))})")
        assert "Ya, tarik persetujuan" in " ".join(shown.labels)
    assert await consents(scene) == [("given", "uji-1")]


async def test_the_files_have_all_that_is_stored(scene: Scene) -> None:
    reply = await scene.app.handle(Incoming(Sender(ANI, "Ani"), Command("dataku")))
    assert reply.screen is not None
    page, data = (one.body.decode() for one in reply.screen.files)
    told = json.loads(data)
    assert (told["format"], told["person"]) == (FORMAT, ANI)
    assert told["tables"] == await scene.store.rights.held(ANI)
    assert len(told["tables"]["answers"]) == 4
    assert "Keadaan menilai nomor" in page, "the questions are there to read"
    assert "Instansi" in page
    assert str(BUDI) not in page + data


async def test_what_an_officer_did_is_on_the_page_in_words(scene: Scene) -> None:
    code = await invite(scene.app.desk, "DEMO", "petugas", 7)
    await scene.does("Ani", f"/start {code}")
    await invite(scene.app.desk, "DEMO", "pengamat", 3, by=ANI, unit="DISDIK")
    reply = await scene.app.handle(Incoming(Sender(ANI, "Ani"), Command("dataku")))
    assert reply.screen is not None
    page, data = (one.body.decode() for one in reply.screen.files)
    assert "menjadi petugas untuk seluruh instansi" in page
    assert "membuat undangan pengamat untuk Dinas Pendidikan dan unit di bawahnya, 3 hari" in page
    assert "office.invite" not in page
    assert "office.invite" in data


async def test_a_name_cannot_break_the_page(scene: Scene) -> None:
    await scene.store.people.rename(ANI, "<script>alert(1)</script>&Ani")
    reply = await scene.app.handle(Incoming(Sender(ANI, "Ani"), Command("dataku")))
    assert reply.screen is not None
    page = reply.screen.files[0].body.decode()
    assert "<script>" not in page
    assert "<script>alert(1)</script>&Ani" in unescape(page)


async def test_answers_go_after_their_time_and_scores_stay(scene: Scene) -> None:
    before = (await scene.store.people.state(ANI)).attempt
    assert before is not None
    scene.later(PERIODS.answers - 1)
    await retention.forget(scene.app.desk)
    assert (await scene.store.people.state(ANI)).attempt == before
    scene.later(2)
    await retention.forget(scene.app.desk)
    after = (await scene.store.people.state(ANI)).attempt
    assert after == replace(before, answers=())
    assert await execute(scene.store.database, "SELECT * FROM answers") == []
    shown = await scene.does("Ani", f"(forged n:{before.id})")
    assert f"Nilai: {before.score}" in shown.text
    assert "Benar sepenuhnya" not in shown.text
    assert await scene.faults() == []


async def test_the_review_of_an_exam_says_that_its_answers_are_gone(scene: Scene) -> None:
    await scene.does("Ani", "/ujian", "[Mulai ujian]", "[Hukuman", "[Kirim]", "[Boleh]", "[A]")
    exam = (await scene.store.people.state(ANI)).attempt
    assert exam is not None
    assert exam.kind == "ujian"
    scene.later(PERIODS.answers + 1)
    await retention.forget(scene.app.desk)
    shown = await scene.does("Ani", f"(forged w:{exam.id}:0)")
    assert "sudah dihapus karena masa simpannya lewat" in shown.text
    for line in ("/ujian", f"(forged n:{exam.id})"):
        assert "Tinjau jawaban" not in " ".join((await scene.does("Ani", line)).labels)


async def test_who_does_nothing_for_long_is_told_and_then_erased(scene: Scene) -> None:
    scene.later(PERIODS.inactive + 1)
    await scene.does("Budi", "/menu", "[Modul uji]")
    desk = scene.app.desk
    await retention.forget(desk)
    await retention.forget(desk)
    [row] = await execute(scene.store.database, "SELECT * FROM notices WHERE kind = 'inactive'")
    assert row["person"] == ANI
    notice = Notice(ANI, row["id"], "inactive", row["subject"], "{}", 0)
    screen = await retention.announcement(desk, notice)
    assert screen is not None
    scene.later(retention.GRACE_DAYS)
    await erasing.carry_out(desk)
    assert (await scene.store.people.state(ANI)).person is None
    assert (await scene.store.people.state(BUDI)).person is not None
    assert await scene.faults() == []


async def test_the_inactive_are_looked_for_a_page_of_people_at_a_time(scene: Scene) -> None:
    scene.later(PERIODS.inactive + 1)
    await scene.does("Ani", "/menu", "[Modul uji]")
    before = scene.world.clock.now - PERIODS.inactive * 86_400_000
    pages = [await scene.store.retention.inactive(before, after, 1) for after in (0, ANI, BUDI)]
    assert pages == [[(ANI, False)], [(BUDI, True)], []]


async def test_who_stays_is_left_alone_for_as_long_again(scene: Scene) -> None:
    scene.later(PERIODS.inactive + 1)
    await retention.forget(scene.app.desk)
    shown = await scene.does("Ani", "/menu")
    assert "sudah lama tidak ada kegiatan" in shown.text
    await scene.does("Ani", f"(forged {encode(Keep())})")
    scene.later(PERIODS.inactive - 1)
    await retention.forget(scene.app.desk)
    person = (await scene.store.people.state(ANI)).person
    assert person is not None
    assert person.erase_at is None


async def test_an_officer_is_not_erased_for_doing_no_training(scene: Scene) -> None:
    columns = "INSERT INTO offices (person, agency, role, granted_at)"
    await execute(scene.store.database, f"{columns} VALUES ({ANI}, 'DEMO', 'petugas', 1)")
    scene.later(PERIODS.inactive + 1)
    await retention.forget(scene.app.desk)
    people = [row["person"] for row in await execute(scene.store.database, "SELECT * FROM notices")]
    assert ANI not in people


async def test_follow_ups_and_words_of_reports_go_with_the_answers(scene: Scene) -> None:
    database, now = scene.store.database, scene.world.clock.now
    for name, at in (("old", now), ("new", now + 2 * DAY)):
        followup = f"(person, id, module, content, item, asked_at) VALUES ({ANI}, '{name}', 'm',"
        await execute(database, f"INSERT INTO followups {followup} 'c', '[]', {at})")
        dispute = "(person, scenario, version, content, reason, words, at)"
        values = f"({ANI}, '{name}', 1, 'c', 'key', 'kata', {at})"
        await execute(database, f"INSERT INTO disputes {dispute} VALUES {values}")
    scene.later(PERIODS.answers + 1)
    await retention.forget(scene.app.desk)
    assert [row["id"] for row in await execute(database, "SELECT id FROM followups")] == ["new"]
    words = {
        row["scenario"]: row["words"]
        for row in await execute(database, "SELECT scenario, words FROM disputes")
    }
    assert words == {"old": None, "new": "kata"}


async def test_notices_and_trails_go_after_their_time(scene: Scene) -> None:
    store, now = scene.store, scene.world.clock.now
    await store.notices.put(
        Notice(BUDI, "n1", "k", "old", "{}", 1), Notice(BUDI, "n2", "k", "w", "{}", 1)
    )
    await execute(
        store.database, f"UPDATE notices SET state = 'sent', settled_at = {now} WHERE id = 'n1'"
    )
    await store.trail.add(Trace("DEMO", now, "x", 0, "export", "{}"))
    scene.later(PERIODS.trail + 1)
    await retention.forget(scene.app.desk)
    assert [row["id"] for row in await execute(store.database, "SELECT id FROM notices")] == ["n2"]
    assert await execute(store.database, "SELECT * FROM trail WHERE action = 'export'") == []


def test_every_table_that_is_shown_has_a_name_and_something_to_read() -> None:
    for language in ("id", "en"):
        texts = (PRODUCT_TEXT / f"{language}.yaml").read_text(encoding="utf-8")
        for one in HELD:
            assert f"\nown.table.{one.table}:" in texts, (language, one.table)
            words = queries.shipped()[one.shown].sql.replace(",", " ").replace(".", " ").split()
            named = [word for word in words if f"\nown.column.{word}:" in texts]
            assert named, f"{language}: no column of {one.table} has a word"
