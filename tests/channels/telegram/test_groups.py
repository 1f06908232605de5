"""In groups and channels the bot is polite, short, and mostly silent."""

import pytest

from bot.channels.telegram.incoming import Place, parse, place_of
from bot.screens.incoming import InGroup
from bot.screens.screen import Button, Reply, Screen, say
from tests.channels.telegram.stage import Stage, until
from tests.channels.telegram.updates import (
    ANI,
    BOT,
    CHANNEL,
    GROUP,
    act,
    membership,
    message,
    reads,
    tap,
)

NOTICE = Reply("id", Screen((say("group"),), ((Button(say("open"), start="grup"),),)))


@pytest.mark.parametrize(
    "text", ["/start", "/kuis@NetralUjiBot", "halo @netralujibot, apa kabar", "@NetralUjiBot"]
)
def test_a_command_or_a_mention_is_answered(text: str) -> None:
    assert act(message(chat=GROUP, text=text)) == InGroup()


@pytest.mark.parametrize(
    "text", ["halo semua", "/start@OtherBot", "@NetralUjiBotX", "1/2", "netralujibot"]
)
def test_other_talk_is_left_alone(text: str) -> None:
    assert reads(message(chat=GROUP, text=text)) is None


def test_a_caption_with_a_mention_is_answered() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert act(message(chat=GROUP, photo=photo, caption="@NetralUjiBot?")) == InGroup()


def test_being_added_to_a_group_is_greeted_once() -> None:
    assert act(membership(GROUP, "left", "member")) == InGroup()
    assert reads(message(chat=GROUP, new_chat_members=[BOT])) is None
    assert reads(membership(GROUP, "member", "administrator")) is None
    assert reads(membership(GROUP, "member", "kicked")) is None
    assert reads(membership(GROUP, "member", "left")) is None


def test_being_added_to_a_channel_is_not_announced_to_its_subscribers() -> None:
    assert reads(membership(CHANNEL, "left", "member")) is None


def test_a_channel_speaks_as_itself_and_its_copy_in_the_group_is_passed_over() -> None:
    post = {"message_id": 5, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "/start"}
    incoming = reads({"update_id": 1, "channel_post": post})
    assert incoming is not None
    assert (incoming.act, incoming.sender.id, incoming.sender.name) == (InGroup(), -1002, "Kanal")
    copied = message(chat=GROUP, text="/start", sender_chat=CHANNEL, is_automatic_forward=True)
    assert reads(copied) is None


def test_a_tap_in_a_group_does_not_show_a_persons_screen_there() -> None:
    raw = tap(message=message(chat=GROUP, sender=BOT, text="x")["message"])
    assert act(raw) == InGroup()
    assert place_of(parse(raw)) == Place(-1001, 7001, private=False, query="99", message=5)


def test_a_topic_of_a_forum_is_answered_in_the_topic() -> None:
    raw = message(chat=GROUP, text="/start", message_thread_id=8, is_topic_message=True)
    assert place_of(parse(raw)) == Place(-1001, ANI["id"], private=False, thread=8)


async def test_the_group_gets_a_button_into_the_private_chat(stage: Stage) -> None:
    stage.service.reply = lambda _i, _n: NOTICE
    group, ani = stage.server.group(-1001), stage.server.person(7001)
    await ani.send("obrolan biasa", chat=group)
    await ani.send("/kuis", chat=group)
    shown = await ani.sees(chat=group)
    assert shown.buttons[0].url == "https://t.me/NetralUjiBot?start=grup"
    await until(lambda: not stage.unacknowledged)
    assert [incoming.act for incoming in stage.service.done] == [InGroup()]
    assert not list(ani.chat.by_bot())


async def test_a_group_that_throws_the_bot_out_makes_nobody_unreachable(stage: Stage) -> None:
    stage.service.reply = lambda _i, _n: NOTICE
    group, ani = stage.server.group(-1001), stage.server.person(7001)
    stall = stage.server.faults.stall("sendMessage")
    await ani.send("/kuis", chat=group)
    await stall.reached.wait()
    await ani.remove_bot(group)
    stall.release()
    await until(lambda: any(c.status == 403 for c in stage.server.calls))
    await until(lambda: not stage.channel.intake._replies.busy)
    assert stage.gone == []
