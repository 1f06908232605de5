"""Files in both directions."""

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest

from tests.loopback import LoopbackServer, Person
from tests.loopback.files import image_size
from tests.loopback.pockets import TINY_PNG

from .conftest import Caller


async def test_a_document_of_the_bot_can_be_opened_by_tests(bot: Bot, ani: Person) -> None:
    message = await bot.send_document(
        ani.id, b"a;b\n1;2\n", filename="laporan.csv", caption="<b>Laporan</b>", parse_mode="HTML"
    )
    assert message.document is not None
    assert message.document.file_name == "laporan.csv"
    seen = await ani.sees()
    assert seen.file == b"a;b\n1;2\n"
    assert seen.text == "Laporan"
    assert seen.entities[0]["type"] == "bold"


async def test_a_sent_file_can_be_sent_again_by_its_id(bot: Bot, ani: Person) -> None:
    message = await bot.send_document(ani.id, b"isi", filename="a.txt")
    assert message.document is not None
    again = await bot.send_document(ani.id, message.document.file_id)
    assert again.document == message.document
    assert ani.last.file == b"isi"


async def test_a_picture_knows_its_size(bot: Bot, ani: Person) -> None:
    message = await bot.send_photo(ani.id, TINY_PNG)
    assert (message.photo[0].width, message.photo[0].height) == (1, 1)
    assert ani.last.file == TINY_PNG


def test_a_jpeg_is_measured_too() -> None:
    header = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x20\x00\x40\x01\x00\x00\x00"
    assert image_size(header) == (64, 32)


async def test_a_picture_that_is_none_is_refused(bot: Bot, ani: Person) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(ani.id, b"not a picture")


async def test_missing_empty_and_unknown_files_are_refused(
    bot: Bot, call: Caller, ani: Person
) -> None:
    _, answer = await call("sendDocument", chat_id=7001)
    assert answer["description"] == "Bad Request: there is no document in the request"
    _, answer = await call("sendDocument", chat_id=7001, document="AAAA")
    assert answer["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(ani.id, b"", filename="a.txt")


async def test_a_caption_has_1024_characters_at_most(bot: Bot, ani: Person) -> None:
    await bot.send_document(ani.id, b"x", filename="a", caption="x" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(ani.id, b"x", filename="a", caption="x" * 1025)


async def test_a_document_has_no_text_to_edit(bot: Bot, call: Caller, ani: Person) -> None:
    message = await bot.send_document(ani.id, b"x", filename="a.txt")
    _, answer = await call("editMessageText", chat_id=7001, message_id=message.message_id, text="x")
    assert answer["description"] == "Bad Request: there is no text in the message to edit"


async def test_the_bot_fetches_what_people_send(bot: Bot, ani: Person) -> None:
    await ani.send_document(b"nip,nama\n", "pegawai.csv", mime_type="text/csv", caption="/impor")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.document.file_name == "pegawai.csv"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"nip,nama\n"


async def test_unknown_and_too_big_files_cannot_be_fetched(
    server: LoopbackServer, http: aiohttp.ClientSession, bot: Bot, ani: Person
) -> None:
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("AAAA")
    big = await ani.send_document(bytes(20 * 1024 * 1024 + 1), "besar.bin")
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(big.payload["document"]["file_id"])
    async with http.get(f"{server.url}/file/bot{server.token}/documents/none") as answer:
        assert answer.status == 404
    async with http.get(f"{server.url}/file/bot1:x/documents/none") as answer:
        assert answer.status == 401
