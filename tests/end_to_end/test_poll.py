"""Serving Telegram by polling, as a process: the record, a kill, a stop, a reload."""

import asyncio
import json
import signal

from tests.cli.run import Shell
from tests.end_to_end.process import answer, bot, onward, register
from tests.loopback import LoopbackServer


def tally(shell: Shell) -> dict[str, int]:
    found = json.loads(shell.run("tally", "DEMO", "--json").out)
    [module] = found["modules"]
    return {**module, "registered": found["registered"]}


async def test_the_conversation_over_telegram_gives_the_record(
    shell: Shell, server: LoopbackServer
) -> None:
    ani = server.person(7001, first_name="Ani", language_code="id")
    async with bot(shell, server):
        await register(ani)
        await ani.tap(0)
        await ani.sees(containing="Soal 1/4")
        for _ in range(4):
            await answer(ani)
            seen = await onward(ani)
        assert "Hasil: Modul uji" in seen
    found = tally(shell)
    assert (found["registered"], found["started"], found["completed"]) == (1, 1, 1)


async def test_killed_in_the_middle_the_person_goes_on_and_nothing_counts_twice(
    shell: Shell, server: LoopbackServer
) -> None:
    ani = server.person(7001, first_name="Ani", language_code="id")
    async with bot(shell, server) as first:
        await register(ani)
        await ani.tap(0)
        await ani.sees(containing="Soal 1/4")
        await answer(ani)
        await first.end(signal.SIGKILL)
    await ani.send("/start")  # nobody is there to see it yet
    async with bot(shell, server):
        again = await ani.sees(containing="Soal 2/4")
        assert "Selamat datang kembali, Ani" in again.text
        for _ in range(3):
            await answer(ani)
            seen = await onward(ani)
        assert "Hasil: Modul uji" in seen
    assert tally(shell)["completed"] == 1


async def test_killed_between_many_answers_no_answer_is_lost_or_doubled(
    shell: Shell, server: LoopbackServer
) -> None:
    people = [server.person(7000 + i, first_name=f"Orang {i}") for i in range(8)]
    async with bot(shell, server) as running:
        await asyncio.gather(*(register(person) for person in people))
        for person in people:
            await person.tap(0)
            await person.sees(containing="Soal 1/4")
        for person in people:
            await person.tap(0)  # whatever that marks or answers
        await running.end(signal.SIGKILL)
    async with bot(shell, server):
        for person in people:
            await person.send("/lanjut")
            await person.sees(containing="Selamat datang kembali")
            while "Hasil: Modul uji" not in person.last.text:
                if "Soal" in person.last.text and "Mengapa?" not in person.last.text:
                    await answer(person)
                await onward(person)
    found = tally(shell)
    assert (found["registered"], found["started"], found["completed"]) == (8, 8, 8)


async def test_it_stops_politely_and_never_logs_the_token_or_a_name(
    shell: Shell, server: LoopbackServer
) -> None:
    ani = server.person(7001, first_name="Anindita")
    async with bot(shell, server) as running:
        await register(ani)
        assert await running.end(signal.SIGTERM) == 0
    log = "".join(running.log)
    assert server.token not in log
    assert "Anindita" not in log
    assert "7001" not in log
    assert "Traceback" not in log


async def test_told_to_reload_bad_content_it_keeps_the_content_it_has(
    shell: Shell, server: LoopbackServer
) -> None:
    module = shell.content / "modules" / "uji.yaml"
    good = module.read_text()
    ani = server.person(7001, first_name="Ani")
    async with bot(shell, server) as running:
        await register(ani)
        module.write_text(good + "title: {id: Dua kali, en: Twice}\n")
        running.send(signal.SIGHUP)
        assert "duplicate-key" in await running.says("content refused")
        await ani.send("/menu")
        assert "▶️ Latihan: Modul uji" in (await ani.sees(containing="Menu utama")).labels
        module.write_text(good.replace("Modul uji", "Modul baru"))
        running.send(signal.SIGHUP)
        await running.says("content reloaded")
        await ani.send("/menu")
        assert "▶️ Latihan: Modul baru" in (await ani.sees(containing="Menu utama")).labels


async def test_a_token_that_telegram_refuses_ends_the_start_with_one_line(
    shell: Shell, server: LoopbackServer
) -> None:
    shell.settings |= {"BOT_TOKEN": "1234567:" + "x" * 35, "BOT_API_URL": server.url}
    done = await asyncio.to_thread(shell.run, "poll")
    assert done.code == 2
    assert "BOT_TOKEN" in done.err.strip().splitlines()[-1]
    assert "Traceback" not in done.err
    assert "x" * 35 not in done.err


async def test_it_serves_before_anything_optional_is_imported(
    shell: Shell, server: LoopbackServer
) -> None:
    shell.settings["PYTHONPROFILEIMPORTTIME"] = "1"
    ani = server.person(7001, first_name="Ani", language_code="id")
    async with bot(shell, server) as running:
        await register(ani)
        imported = {line.rpartition("|")[2].strip() for line in running.log if "|" in line}
    assert "telegram" in imported
    optional = (
        "matplotlib",
        "openpyxl",
        "fpdf",
        "pypdfium2",
        "PIL",
        "numpy",
        "segno",
        "xlsxwriter",
    )
    assert imported.isdisjoint(optional)
