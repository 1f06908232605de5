"""Every kind of update as what the person did."""

import pytest

from bot.channels.telegram.incoming import Place, parse, place_of
from bot.screens.incoming import (
    Act,
    Attachment,
    Command,
    Document,
    Edited,
    Reachable,
    Sender,
    Tap,
    Text,
)
from tests.channels.telegram.stage import Stage, until
from tests.channels.telegram.updates import (
    ANI,
    BOT,
    GROUP,
    PRIVATE,
    Json,
    act,
    membership,
    message,
    reads,
    tap,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", Command("start")),
        ("/START", Command("start")),
        ("/start abc-DEF_1", Command("start", "abc-DEF_1")),
        ("/start@NetralUjiBot abc", Command("start", "abc")),
        ("/start@netralujibot", Command("start")),
        ("/cek boleh\nlike?", Command("cek", "boleh\nlike?")),
        ("/kuis.", Command("kuis", ".")),
        ("/start@OtherBot abc", Text("/start@OtherBot abc")),
        ("/", Text("/")),
        ("/usr/bin", Text("/usr/bin")),
        ("// komentar", Text("// komentar")),
        ("halo /start", Text("halo /start")),
        ("/halo_" + "x" * 40, Text("/halo_" + "x" * 40)),
        ("satu\x00\x1bdua", Text("satudua")),
        ("satu\n\tdua", Text("satu\n\tdua")),
    ],
)
def test_a_text_is_a_command_for_us_or_just_a_text(text: str, expected: Act) -> None:
    assert act(message(text=text)) == expected


FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": [{**FILE, "width": 1, "height": 1}]}, "photo"),
        ({"voice": {**FILE, "duration": 1}}, "voice"),
        (
            {"animation": {**FILE, "width": 1, "height": 1, "duration": 1}, "document": FILE},
            "animation",
        ),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, "video_note"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "location"),
        ({"contact": {"phone_number": "+62", "first_name": "Budi"}}, "contact"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "dice"),
    ],
)
def test_an_attachment_is_told_by_its_kind(fields: Json, kind: str) -> None:
    assert act(message(**fields)) == Attachment(kind)


async def test_a_document_is_told_by_its_name_and_can_be_fetched() -> None:
    sent = act(message(document={**FILE, "file_name": "daftar.csv", "file_size": 9}, caption="ini"))
    assert isinstance(sent, Document)
    assert (sent.name, sent.size) == ("daftar.csv", 9)
    assert await sent.fetch() == b"f"


def test_a_caption_is_read_as_a_text() -> None:
    photo = [{**FILE, "width": 1, "height": 1}]
    assert act(message(photo=photo, caption="boleh?")) == Text("boleh?")


@pytest.mark.parametrize("service", [{"new_chat_title": "x"}, {"delete_chat_photo": True}, {}])
def test_service_messages_are_passed_over(service: Json) -> None:
    assert reads(message(**service)) is None


def test_other_kinds_of_updates_are_passed_over() -> None:
    query = {"id": "1", "from": ANI, "query": "x", "offset": ""}
    assert reads({"update_id": 1, "inline_query": query}) is None
    assert reads({"update_id": 1, "a_kind_of_next_year": {"x": 1}}) is None


def test_an_edited_message_is_noticed_but_a_live_location_is_not() -> None:
    edited = message(text="baru")["message"]
    moving = message(location={"latitude": 1.0, "longitude": 2.0})["message"]
    in_group = message(text="/start", chat=GROUP)["message"]
    assert act({"update_id": 1, "edited_message": edited}) == Edited()
    assert act({"update_id": 1, "edited_message": moving}) is None
    assert act({"update_id": 1, "edited_message": in_group}) is None


def test_blocking_and_unblocking_are_noticed() -> None:
    assert act(membership(PRIVATE, "member", "kicked")) == Reachable(now=False)
    assert act(membership(PRIVATE, "kicked", "member")) == Reachable(now=True)


def test_a_tap_says_where_its_message_is() -> None:
    shown = message(text="Soal", sender=BOT)["message"]
    raw = tap(message=shown)
    assert act(raw) == Tap("q:1")
    assert place_of(parse(raw)) == Place(7001, 7001, query="99", message=5)


def test_a_tap_on_an_inaccessible_message_has_none_to_edit() -> None:
    raw = tap(message={"chat": PRIVATE, "message_id": 5, "date": 0})
    assert act(raw) == Tap("q:1")
    assert place_of(parse(raw)) == Place(7001, 7001, query="99")


def test_a_tap_without_message_is_answered_in_private() -> None:
    raw = tap(inline_message_id="AAA")
    assert act(raw) == Tap("q:1")
    assert place_of(parse(raw)) == Place(7001, 7001, query="99")


def test_a_tap_without_data_is_still_a_tap() -> None:
    raw = tap()
    del raw["callback_query"]["data"]
    raw["callback_query"]["game_short_name"] = "x"
    assert act(raw) == Tap("")


def test_parts_that_nobody_reads_cannot_break_an_update() -> None:
    assert act(message(text="halo", reply_to_message={"broken": 1})) == Text("halo")
    shown = message(sender=BOT, poll={"from": "a newer Bot API"})["message"]
    assert act(tap(message=shown)) == Tap("q:1")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("Ani", None, "Ani"),
        ("Ani", "Wijaya", "Ani Wijaya"),
        ("  Ani\n\tWijaya ", None, "Ani Wijaya"),
        ("A\x00n\x1bi", None, "Ani"),
        ("Ani\u202etxt", None, "Anitxt"),
        ("\u2066Ani\u2069", None, "Ani"),
        ("👩\u200d🏫 Ani", None, "👩\u200d🏫 Ani"),
        ("محمد", "علي", "محمد علي"),
        ("x" * 200, None, "x" * 64),
        ("x" * 63 + "👩\u200d🏫", None, "x" * 63 + "👩"),
        ("\u3164\u2800", None, "ani_w"),
        ("\u200d", None, "ani_w"),
        ("\ud800Ani", None, "Ani"),
    ],
)
def test_names_are_made_safe_to_show(first: str, last: str | None, expected: str) -> None:
    person = {**ANI, "first_name": first, "username": "ani_w"} | (
        {"last_name": last} if last else {}
    )
    incoming = reads(message(sender=person, text="halo"))
    assert incoming is not None
    assert incoming.sender.name == expected


@pytest.mark.parametrize(
    ("code", "expected"), [("id", "id"), ("en-US", "en"), ("PT-br", "pt"), (None, "id"), ("", "id")]
)
def test_the_language_is_the_first_part_of_the_code(code: str | None, expected: str) -> None:
    incoming = reads(message(sender={**ANI, "language_code": code}, text="halo"))
    assert incoming is not None
    assert incoming.sender == Sender(7001, "Ani", expected)


def test_ids_keep_all_their_bits() -> None:
    incoming = reads(message(sender={**ANI, "id": 2**52 - 1}, text="halo"))
    assert incoming is not None
    assert incoming.sender.id == 2**52 - 1


async def test_edits_stickers_and_blocks_arrive_over_the_wire(stage: Stage) -> None:
    ani = stage.server.person(7001)
    sent = await ani.send("halo")
    await ani.edit(sent, "halo!")
    await ani.send_sticker()
    await ani.block()
    await until(lambda: len(stage.service.done) == 4)
    assert [incoming.act for incoming in stage.service.done] == [
        Text("halo"),
        Edited(),
        Attachment("sticker"),
        Reachable(now=False),
    ]
