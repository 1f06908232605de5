"""The bot that serves people reminds them by itself, and answers what they then tap."""

from bench.reminders import FIRST, fill
from bot.store.store import open_store
from tests.cli.run import Shell
from tests.daylight import clock, shift
from tests.end_to_end.process import bot
from tests.loopback import LoopbackServer


async def test_a_reminder_comes_by_itself_and_its_buttons_work(
    shell: Shell, server: LoopbackServer
) -> None:
    by = shift()
    store = await open_store(shell.settings["DATABASE_URL"])
    await fill(store, 2, clock(by), module="uji", consent="uji-1")
    await store.close()
    shell.settings["CLOCK_SHIFT_MS"] = str(by)
    ani, budi = (server.person(FIRST + number, start=True) for number in range(2))
    async with bot(shell, server, ("-m", "tests.daylight", "poll")) as running:
        assert "Sekitar lima menit" in (await ani.sees(containing="paling lambat")).text
        await ani.tap("▶️ Kerjakan sekarang")
        await ani.sees(containing="Soal 1/4")
        await budi.sees(containing="paling lambat")
        await budi.tap("🔕 Jangan ingatkan saya lagi")
        await budi.sees(containing="Anda tidak akan diingatkan lagi")
        assert not any("Traceback" in line for line in running.log)
    found = shell.run("reminders", "DEMO").out.splitlines()[1].split("\t")
    assert found[2:5] == ["opening", "0", "2"]
