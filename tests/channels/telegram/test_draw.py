"""Replies as people see them, and what Telegram may have against one."""

import asyncio

import pytest

from bot.channels.telegram.incoming import Place
from bot.screens.screen import Button, Reply, Screen, say
from tests.channels.telegram.stage import Stage, counted, until


async def greeted(stage: Stage, person: int = 7001) -> None:
    await stage.server.person(person).send("halo")
    await stage.server.person(person).sees()


async def quiet(stage: Stage) -> None:
    """Until every reply is drawn."""
    await until(lambda: not stage.unacknowledged and not stage.channel.intake._replies.busy)


async def test_a_tap_edits_its_message_and_shows_the_notice(stage: Stage) -> None:
    await greeted(stage)
    ani = stage.server.person(7001)
    tap = await ani.tap("Lagi")
    screen = await ani.sees()
    assert (screen.text, screen.edited) == ("Hitungan: 2", True)
    assert (await tap.answer()).text == "Dicatat 2"
    assert len(list(ani.chat.by_bot())) == 1


async def test_a_message_gets_a_new_message_in_html_without_link_preview(stage: Stage) -> None:
    await greeted(stage)
    ani = stage.server.person(7001)
    assert [entity["type"] for entity in ani.last.entities] == ["bold"]
    sent = stage.server.calls.of("sendMessage")[0].params
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_start_button_opens_the_private_chat(stage: Stage) -> None:
    await greeted(stage)
    button = stage.server.person(7001).last.buttons[1]
    assert (button.label, button.url) == ("Buka obrolan", "https://t.me/NetralUjiBot?start=x-1")
    assert button.data is None


async def test_a_start_button_without_parameter_leads_to_the_bot(stage: Stage) -> None:
    rows = ((Button(say("open"), start=""),),)
    stage.service.reply = lambda _i, _n: Reply("en", Screen((say("group"),), rows))
    await greeted(stage)
    last = stage.server.person(7001).last
    assert last.buttons[0].url == "https://t.me/NetralUjiBot"
    assert last.text == "I only work in private chats."


async def test_a_screen_without_buttons_takes_the_old_ones_away(stage: Stage) -> None:
    await greeted(stage)
    stage.service.reply = lambda _i, _n: Reply("id", Screen((say("group"),)))
    ani = stage.server.person(7001)
    await ani.tap("Lagi")
    assert (await ani.sees()).labels == []


async def test_a_reply_of_nothing_still_stops_the_spinner(stage: Stage) -> None:
    await greeted(stage)
    stage.service.reply = lambda _i, _n: Reply("id")
    ani = stage.server.person(7001)
    tap = await ani.tap("Lagi")
    assert (await tap.answer()).text == ""
    await quiet(stage)
    assert ani.last.text == "Hitungan: 1"


async def test_a_long_notice_is_cut_to_what_telegram_takes(stage: Stage) -> None:
    await greeted(stage)
    stage.service.reply = lambda _i, _n: Reply("id", toast=say("long", text="é" * 500))
    tap = await stage.server.person(7001).tap("Lagi")
    assert (await tap.answer()).text == "é" * 200


async def test_an_unmodified_screen_is_fine(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.service.reply = lambda _i, _n: counted(1)
    await greeted(stage)
    ani = stage.server.person(7001)
    await (await ani.tap("Lagi")).answer()
    await quiet(stage)
    outcomes = [call.outcome for call in stage.server.calls.of("editMessageText")]
    assert "not modified" in outcomes[0]
    assert len(list(ani.chat.by_bot())) == 1
    assert [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")] == []


async def test_a_vanished_message_is_replaced_by_a_new_one(stage: Stage) -> None:
    await greeted(stage)
    ani = stage.server.person(7001)
    tap = await ani.tap("Lagi")
    del ani.chat.shown[ani.last.message_id]  # deleted while the tap was under way
    assert (await ani.sees()).text == "Hitungan: 2"
    assert not ani.last.edited
    await tap.answer()


async def test_an_inaccessible_message_gets_a_new_one_at_once(stage: Stage) -> None:
    await greeted(stage)
    ani = stage.server.person(7001)
    await ani.forge_tap("more", message_id=1)
    assert (await ani.sees()).text == "Hitungan: 2"
    await quiet(stage)
    assert not stage.server.calls.of("editMessageText")


async def test_a_tap_without_a_message_gets_a_new_one(stage: Stage) -> None:
    await greeted(stage)
    ani = stage.server.person(7001)
    tap = await ani.forge_tap("more", inline=True)
    assert (await ani.sees()).text == "Hitungan: 2"
    await tap.answer()


async def test_a_tap_that_is_too_old_to_be_answered_still_changes_the_screen(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await greeted(stage)
    ani = stage.server.person(7001)
    stage.server.faults.stall("getUpdates")
    await ani.tap("Lagi")
    stage.server.world.taps.window = -1.0
    stage.server.faults.clear()
    assert (await ani.sees()).text == "Hitungan: 2"
    await quiet(stage)
    assert any("too old" in c.outcome for c in stage.server.calls.of("answerCallbackQuery"))
    assert [r for r in caplog.records if r.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.parametrize("leave", ["block", "deactivate"])
async def test_somebody_who_is_gone_is_reported_and_no_error(
    stage: Stage, caplog: pytest.LogCaptureFixture, leave: str
) -> None:
    await greeted(stage)
    ani = stage.server.person(7001)
    gate = asyncio.Event()

    async def wait(_incoming: object) -> None:
        await gate.wait()

    stage.service.before = wait
    await ani.send("lagi")
    await until(lambda: len(stage.service.begun) == 2)
    if leave == "block":
        await ani.block()
    else:
        ani.deactivate()
    gate.set()
    await stage.passes(lambda: stage.gone)
    assert stage.gone[0] == 7001
    assert [r for r in caplog.records if r.levelname == "ERROR"] == []


async def test_a_person_who_never_wrote_is_reported_by_a_pushed_screen(stage: Stage) -> None:
    await until(lambda: stage.server.calls.of("getUpdates"))
    stage.server.person(7009)
    assert not await stage.channel.drawer.show(Place(7009, 7009), counted(1))
    assert not await stage.channel.drawer.show(Place(7010, 7010), counted(1))
    assert stage.gone == [7009, 7010]


async def test_a_pushed_screen_says_that_it_arrived(stage: Stage) -> None:
    await greeted(stage)
    assert await stage.channel.drawer.show(Place(7001, 7001), counted(9))
    assert stage.server.person(7001).last.text == "Hitungan: 9"


async def test_what_telegram_refuses_is_logged_once_and_the_person_sees_the_reference(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.service.reply = lambda _i, _n: Reply("id", Screen((say("empty"),)))
    ani = stage.server.person(7001)
    await ani.send("halo")
    assert (await ani.sees()).text == "Maaf, ada gangguan. Sebutkan ref-1."
    errors = [r for r in caplog.records if r.levelname == "ERROR"]
    assert len(errors) == 1
    assert "ref-1" in errors[0].getMessage()


async def test_a_missing_text_is_logged_once_and_the_person_sees_the_reference(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.service.reply = lambda _i, _n: Reply("id", Screen((say("no such key"),)))
    ani = stage.server.person(7001)
    await ani.send("halo")
    assert "ref-1" in (await ani.sees()).text
    assert len([r for r in caplog.records if r.levelname == "ERROR"]) == 1


async def test_of_a_text_that_is_too_long_the_beginning_is_shown(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.service.reply = lambda _i, _n: Reply("id", Screen((say("long", text="x" * 5000),)))
    ani = stage.server.person(7001)
    await ani.send("halo")
    assert (await ani.sees()).text == "x" * 4095 + "…"
    assert "cut off" in caplog.text


@pytest.mark.parametrize(
    "text", ["🙂" * 1000, "مرحبا\u202eabc", "<b>&amp;</b> & \"'", "a\x00b", "\ud83d", "١٢٣"]
)
async def test_odd_texts_come_back_as_they_were_written(stage: Stage, text: str) -> None:
    ani = stage.server.person(7001)
    stage.service.reply = lambda i, _n: Reply(
        "id", Screen((say("echo", text=getattr(i.act, "text", "")),))
    )
    await ani.send(text)
    shown = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    assert (await ani.sees()).text == f"Anda menulis: {shown}".strip()
