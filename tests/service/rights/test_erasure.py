"""A deletion in two steps, called off or carried out; then nothing of the person is left."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from bot.errors import StoreError
from bot.screens.incoming import Sender
from bot.screens.screen import say
from bot.service.attempts.questions import question_of
from bot.service.buttons import ReadPledge, Send, encode
from bot.service.desk import Visit
from bot.service.rights import erasing
from bot.service.rights.erasure import DAYS, Erase, Keep, keep
from bot.store.rights import Due
from bot.store.store import Store, open_store
from tests.service.scenes import ANI, BUDI, HAPUS, REGISTER, Scene, everywhere
from tests.service.sealed import entries
from tests.store.raw import execute


def names_ani(row: str) -> bool:
    """As a whole number: nobody's id is random, and may have the digits of Ani's in it."""
    return bool(re.search(rf"(?<!\d){ANI}(?!\d)|'Ani'", row))


async def tallied(store: Store) -> list[object]:
    counts = await store.tallies.of_agency("DEMO")
    return [
        [replace(count, registered=0) for count in counts],
        await store.tallies.modules_of("DEMO"),
        [replace(one, registered=0) for one in await store.tallies.national()],
    ]


async def test_nothing_of_the_person_is_left_and_the_numbers_stay(scene: Scene) -> None:
    store, before = scene.store, await tallied(scene.store)
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    await erasing.carry_out(scene.app.desk)
    left = [row for row in await everywhere(store) if names_ani(row)]
    assert left == []
    assert await tallied(store) == before
    assert sum(one.registered for one in await store.tallies.national()) == 1
    assert await scene.faults() == []
    assert [one.kind for one in await entries(store)] == ["completion", "completion", "erasure"]
    assert (await store.people.state(BUDI)).attempt is not None


async def test_the_erasure_is_entered_beside_the_completion(scene: Scene) -> None:
    mine = (await scene.store.rights.subjects(ANI))["DEMO"]
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    await erasing.carry_out(scene.app.desk)
    told = [(e.kind, e.subject, e.body) for e in await entries(scene.store) if e.subject in mine]
    assert told[-1] == ("erasure", mine[0], '{"why":"holder"}')
    assert [kind for kind, *_ in told] == ["completion", "erasure"]


async def test_who_comes_back_is_a_stranger_and_may_begin_anew(scene: Scene) -> None:
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    await erasing.carry_out(scene.app.desk)
    shown = await scene.does("Ani", "/dataku")
    assert "Tidak ada data tentang Anda" in shown.text
    shown = await scene.does("Ani", *REGISTER)
    assert "Pendaftaran selesai" in shown.text
    shown = await scene.does("Ani", "/rekap")
    assert "hanya untuk petugas" in shown.text
    assert await scene.faults() == []


async def test_nothing_happens_before_its_day(scene: Scene) -> None:
    await scene.does("Ani", *HAPUS)
    before = await everywhere(scene.store)
    scene.later(DAYS - 1)
    await erasing.carry_out(scene.app.desk)
    assert await everywhere(scene.store) == before


async def test_it_can_be_called_off_until_the_last_moment(scene: Scene) -> None:
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    shown = await scene.does("Ani", "/kuis")
    assert "Data Anda akan dihapus pada" in shown.text
    shown = await scene.does("Ani", "[Jangan hapus]")
    assert "Penghapusan dibatalkan" in shown.text
    assert "Soal 2/4" in shown.text
    await erasing.carry_out(scene.app.desk)
    assert (await scene.store.people.state(ANI)).person is not None
    assert await scene.faults() == []


async def test_while_it_waits_no_answer_is_taken(scene: Scene) -> None:
    await scene.does("Ani", *HAPUS)
    before = (await scene.store.people.state(ANI)).attempt
    assert before is not None
    for line in ("(forged a:t5:1:0)", f"(forged s:{before.id}:1:1)", "/kuis", "[Data saya]", "ya"):
        shown = await scene.does("Ani", line if line != "[Data saya]" else "/dataku")
        assert "Jangan hapus" in " ".join(shown.labels)
    assert (await scene.store.people.state(ANI)).attempt == before


async def test_an_old_button_erases_nobody(scene: Scene) -> None:
    asked = scene.world.clock.now // 1000
    scene.later(1)
    for forged in (str(asked), "", "-1", "x", str(asked + 10**9), "9" * 20):
        shown = await scene.does("Ani", f"(forged {encode(Erase(forged))})")
        assert "Hapus data Anda" in shown.text, forged
    person = (await scene.store.people.state(ANI)).person
    assert person is not None
    assert person.erase_at is None


async def test_two_workers_erase_a_person_once(scene: Scene) -> None:
    other = await open_store(scene.world.url)
    desks = [scene.app.desk, replace(scene.app.desk, store=other)]
    await scene.does("Ani", *HAPUS)
    await scene.does("Budi", *HAPUS)
    scene.later(DAYS)
    await asyncio.gather(*(erasing.carry_out(desk) for desk in desks))
    await other.close()
    kinds = [one.kind for one in await entries(scene.store)]
    assert kinds.count("erasure") == 2
    people = await execute(scene.store.database, "SELECT id FROM people")
    assert len(people) == 2
    assert all(row["id"] < 0 for row in people)
    assert await scene.faults() == []


async def test_carrying_out_and_calling_off_at_once_does_one_of_both(scene: Scene) -> None:
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    at = scene.world.clock.now
    erased, kept = await asyncio.gather(
        erasing.erase(scene.app.desk, Due(ANI, "holder")),
        scene.store.rights.cancel_erasure(ANI, at),
    )
    assert erased != kept
    assert ((await scene.store.people.state(ANI)).person is None) == erased
    assert await scene.faults() == []


async def test_an_erasure_that_breaks_off_leaves_everything_as_it_was(scene: Scene) -> None:
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    # The last step is refused: somebody's row still hangs on the person.
    await execute(scene.store.database, "CREATE TABLE odd (person BIGINT REFERENCES people (id))")
    await execute(scene.store.database, f"INSERT INTO odd VALUES ({ANI})")
    before = await everywhere(scene.store)
    with pytest.raises(StoreError):
        await erasing.erase(scene.app.desk, Due(ANI, "holder"))
    sealed = [row for row in before if not row.startswith(("ledger", "attempts"))]
    after = await everywhere(scene.store)
    assert [row for row in after if not row.startswith(("ledger", "attempts"))] == sealed
    await execute(scene.store.database, "DROP TABLE odd")
    await erasing.carry_out(scene.app.desk)
    assert (await scene.store.people.state(ANI)).person is None
    assert await scene.faults() == []


async def test_calling_off_too_late_is_said(scene: Scene) -> None:
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    seen = await scene.store.people.state(ANI)
    assert seen.person is not None
    await erasing.carry_out(scene.app.desk)
    visit = Visit(
        scene.app.desk,
        Sender(ANI, "Ani"),
        seen.person,
        seen.attempt,
        scene.app.desk.library.current,
    )
    assert (await keep(visit, Keep())).paragraphs == (say("erase.done"),)


async def test_an_old_button_calls_nothing_off(scene: Scene) -> None:
    shown = await scene.does("Ani", f"(forged {encode(Keep())})")
    assert "Tombol itu sudah lama" in shown.text


async def passes_and_signs(scene: Scene) -> str:
    """Ani passes with all answers right, and pledges; the code of her certificate."""
    await scene.does("Ani", "/menu", "[Lanjutkan")
    attempt = (await scene.store.people.state(ANI)).attempt
    catalog = scene.app.desk.library.current
    while attempt is not None and attempt.finished_at is None:
        item, step = attempt.items[attempt.next_step], attempt.next_step
        right = sum(1 << item.order.index(key) for key in question_of(catalog, item).right)
        tapped = Send(attempt.id, step, right)
        await scene.does("Ani", f"(forged {encode(tapped)})")
        attempt = (await scene.store.people.state(ANI)).attempt
    assert attempt is not None
    assert attempt.passed
    await scene.does("Ani", f"(forged {encode(ReadPledge(attempt.id))})", "Ani")
    [row] = await execute(scene.store.database, "SELECT code FROM certificates")
    return str(row["code"])


async def test_whoever_is_shown_the_certificate_learns_that_it_was_withdrawn(scene: Scene) -> None:
    code = await passes_and_signs(scene)
    shown = await scene.does("Budi", f"/verifikasi {code}")
    assert "Asli" in shown.text
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    await erasing.carry_out(scene.app.desk)
    shown = await scene.does("Budi", f"/verifikasi {code}")
    assert "Ditarik oleh pemegangnya" in shown.text
    assert await scene.faults() == []
    kinds = [one.kind for one in await entries(scene.store)]
    assert kinds.count("erasure") == 3, "two completions and a certificate"
