"""Every kind of update is complete enough for the real framework."""

from telegram import Bot, Update

from tests.loopback import LoopbackServer, Person

from .conftest import Caller, button, inline


async def only(bot: Bot) -> Update:
    (update,) = await bot.get_updates(limit=100)
    await bot.get_updates(offset=update.update_id + 1)
    return update


async def test_a_command_is_marked_and_knows_its_sender(bot: Bot, ani: Person) -> None:
    await ani.send("👍 /start@NetralUjiBot DEMO a/b")
    message = (await only(bot)).message
    assert message is not None
    assert message.from_user is not None
    assert message.from_user.language_code == "id"
    assert message.chat.type == "private"
    assert message.parse_entities(["bot_command"]) == {message.entities[0]: "/start@NetralUjiBot"}


async def test_media_have_their_mandatory_fields(bot: Bot, ani: Person) -> None:
    await ani.send_sticker("👍")
    await ani.send_photo(caption="gambar")
    await ani.send_voice()
    await ani.send_location()
    await ani.send_contact()
    messages = [update.message for update in await bot.get_updates()]
    sticker, photo, voice, place, contact = [one for one in messages if one is not None]
    assert sticker.sticker is not None
    assert sticker.sticker.emoji == "👍"
    assert len(photo.photo) == 2
    assert photo.caption == "gambar"
    assert voice.voice is not None
    assert place.location is not None
    assert contact.contact is not None


async def test_an_edited_message_says_so(bot: Bot, ani: Person) -> None:
    sent = await ani.send("salah")
    await ani.edit(sent, "benar")
    _, update = await bot.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "benar"
    assert update.edited_message.edit_date is not None


async def test_blocking_and_unblocking_are_told(bot: Bot, ani: Person) -> None:
    await ani.block()
    change = (await only(bot)).my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    await ani.unblock()
    change = (await only(bot)).my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "member"


async def test_a_group_message_comes_from_the_group(
    server: LoopbackServer, bot: Bot, ani: Person
) -> None:
    group = server.group(-1_000_000_000_777, "Inspektorat")
    await ani.send_in_group(group, "/laporan")
    message = (await only(bot)).message
    assert message is not None
    assert message.chat.type == "supergroup"
    assert message.from_user is not None
    assert message.from_user.id == ani.id


async def test_a_tap_carries_the_message_as_it_is_now(bot: Bot, call: Caller, ani: Person) -> None:
    await call("sendMessage", chat_id=7001, text="Siap?", reply_markup=inline([button("Ya", "y")]))
    tap = await ani.tap("Ya")
    query = (await only(bot)).callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (tap.id, "y", ani.id)
    assert query.message is not None
    assert query.message.message_id == ani.last.message_id
    assert query.chat_instance


async def test_a_forged_tap_may_come_from_nowhere(bot: Bot, call: Caller, ani: Person) -> None:
    await ani.forge_tap("admin", inline=True)
    query = (await only(bot)).callback_query
    assert query is not None
    assert query.message is None
    assert query.inline_message_id
    await ani.forge_tap("admin", message_id=424242)
    query = (await only(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible
