"""HTML as Telegram parses it."""

import pytest

from tests.loopback import Person
from tests.loopback.errors import ApiError
from tests.loopback.html import parse_html, utf16_length

from .conftest import Caller

PREFIX = "Bad Request: can't parse entities: "


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<strong>x</strong>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<B>x</b >", "bold"),
    ],
)
def test_every_known_tag_makes_its_entity(source: str, kind: str) -> None:
    text, entities = parse_html(source)
    assert text == "x"
    assert entities == ({"type": kind, "offset": 0, "length": 1},)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("nilai <70", "Unclosed start tag at byte offset 6"),
        ("<b x", 'Unclosed start tag "b" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b =1>x</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
    ],
)
def test_a_wrong_tag_is_refused_with_its_byte_offset(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == PREFIX + reason


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#65;&#x42;", "AB"),
        ("Tom & Jerry", "Tom & Jerry"),
        ("&nbsp;&copy;&apos;", "&nbsp;&copy;&apos;"),
        ("a > b", "a > b"),
        ("&lt", "<"),
        ("&ltx;", "&ltx;"),
        ("&#0;", "&#0;"),
    ],
)
def test_only_four_names_and_numbers_are_decoded(source: str, text: str) -> None:
    assert parse_html(source)[0] == text


def test_offsets_count_utf16_units() -> None:
    _text, entities = parse_html("👍 <b>🇮🇩</b>")
    assert entities == ({"type": "bold", "offset": 3, "length": 4},)
    assert utf16_length("👍a") == 3


def test_a_link_keeps_its_address() -> None:
    _text, (link,) = parse_html('<a href="https://contoh.id/?a=1&amp;b=2">sini</a>')
    assert link["url"] == "https://contoh.id/?a=1&b=2"


def test_code_inside_pre_names_the_language() -> None:
    _text, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == ({"type": "pre", "offset": 0, "length": 1, "language": "python"},)


def test_nested_tags_nest_their_entities() -> None:
    text, entities = parse_html("<b>satu <i>dua</i></b>")
    assert text == "satu dua"
    assert [entity["type"] for entity in entities] == ["bold", "italic"]


async def test_outer_white_space_goes_and_entities_move_along(call: Caller, ani: Person) -> None:
    await call("sendMessage", chat_id=7001, text="\n  <b>Hai </b>\n", parse_mode="HTML")
    assert ani.last.text == "Hai"
    assert ani.last.entities == [{"type": "bold", "offset": 0, "length": 3}]
    assert ani.last.html == "\n  <b>Hai </b>\n"


async def test_without_parse_mode_tags_are_plain_text(call: Caller, ani: Person) -> None:
    await call("sendMessage", chat_id=7001, text="<b>Hai")
    assert ani.last.text == "<b>Hai"


async def test_another_parse_mode_is_refused(call: Caller, ani: Person) -> None:
    _status, answer = await call("sendMessage", chat_id=7001, text="x", parse_mode="MarkdownV2")
    assert answer["description"] == "Bad Request: unsupported parse_mode"
