"""Files both ways: what people send is fetched, and what a screen brings along follows it."""

from __future__ import annotations

import pytest

from bot.errors import FetchError
from bot.screens.incoming import Document, Incoming
from bot.screens.screen import File, Reply, Screen, say
from tests.channels.telegram.stage import Stage, counted, until
from tests.loopback.pockets import TINY_PNG


async def sent_by_ani(stage: Stage, content: bytes) -> Document:
    await stage.server.person(7001).send_document(content, "daftar.csv", caption="ini daftarnya")
    await until(lambda: stage.service.done)
    act = stage.service.done[0].act
    assert isinstance(act, Document)
    return act


async def test_a_document_is_fetched_when_it_is_wanted(stage: Stage) -> None:
    document = await sent_by_ani(stage, b"nip;nama")
    assert (document.name, document.size) == ("daftar.csv", 8)
    assert not stage.server.calls.of("getFile")
    assert await document.fetch() == b"nip;nama"


async def test_a_document_that_telegram_does_not_give_is_a_clear_error(stage: Stage) -> None:
    document = await sent_by_ani(stage, bytes(20 * 1024 * 1024 + 1))
    with pytest.raises(FetchError, match="too large"):
        await document.fetch()


def with_files(_incoming: Incoming, number: int) -> Reply:
    screen = counted(number).screen
    assert screen is not None
    files = (File("a.csv", b"satu"), File("b.png", TINY_PNG, "photo"))
    return Reply("id", Screen(screen.paragraphs, screen.rows, files))


async def test_files_follow_the_screen_as_messages_of_their_own(stage: Stage) -> None:
    stage.service.reply = with_files
    ani = stage.server.person(7001)
    await ani.send("halo")
    await ani.sees(containing="Hitungan")
    await until(lambda: len(list(ani.chat.by_bot())) == 3)
    screen, document, photo = sorted(ani.chat.by_bot(), key=lambda shown: shown.message_id)
    assert screen.text == "Hitungan: 1"
    assert document.payload["document"]["file_name"] == "a.csv"
    assert photo.payload["photo"]


async def test_a_file_that_is_refused_is_told_with_a_reference(stage: Stage) -> None:
    broken = (File("b.png", b"no picture", "photo"),)
    stage.service.reply = lambda _i, _n: Reply("id", Screen((say("group"),), (), broken))
    ani = stage.server.person(7001)
    await ani.send("halo")
    await ani.sees(containing="obrolan pribadi")
    assert "ref-1" in (await ani.sees(containing="ref-1")).text
