from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screens.screen import Arg, Button, Phrase, Screen, say
from bot.screens.wording import Label, Texts, Wording, plain

TEXTS: Texts = {
    "id": {
        "hello": "Halo, <b>{name}</b>!",
        "bare": "{text}",
        "twice": "{text} dan {text}",
        "list": "Daftar:\n{lines}",
        "people": {"one": "{n} orang", "other": "{n} orang"},
        "go": "<i>Lanjut</i> {name}",
        "amp": "a &lt; b &amp; c",
    },
    "en": {
        "hello": "Hello, <b>{name}</b>!",
        "bare": "{text}",
        "twice": "{text} and {text}",
        "list": "List:\n{lines}",
        "people": {"one": "{n} person", "other": "{n} people"},
        "go": "<i>Go on</i> {name}",
        "amp": "a &lt; b &amp; c",
    },
}
WORDING = Wording(TEXTS)
anything = st.text(max_size=40) | st.sampled_from(["<b>", "&lt;", "&amp;lt;", "{text}", "</i>&"])


@settings(max_examples=300, deadline=None)
@given(anything)
def test_whatever_fills_a_phrase_is_escaped_and_comes_back_whole(text: str) -> None:
    html = WORDING.html(say("bare", text=text), "id")
    assert "<" not in html
    assert ">" not in html
    assert plain(html) == text


@settings(max_examples=100, deadline=None)
@given(anything)
def test_a_text_of_the_content_is_escaped_too(text: str) -> None:
    words = {"id": text or "-", "en": "x"}
    assert plain(WORDING.html(say("bare", text=words), "id")) == words["id"]


def test_markup_of_the_template_stays_and_markup_of_a_name_does_not() -> None:
    html = WORDING.html(say("hello", name="<i>Ani</i> & Budi"), "id")
    assert html == "Halo, <b>&lt;i&gt;Ani&lt;/i&gt; &amp; Budi</b>!"


def test_a_name_in_braces_is_not_filled_in_again() -> None:
    assert WORDING.html(say("twice", text="{text}"), "id") == "{text} dan {text}"


def test_plain_text_has_no_markup_and_no_entities() -> None:
    assert WORDING.plain(say("hello", name="<Ani>"), "id") == "Halo, <Ani>!"
    assert WORDING.plain(say("amp"), "id") == "a < b & c"


@pytest.mark.parametrize(
    ("n", "told"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (21, "21 people")]
)
def test_the_plural_form_is_chosen_by_n(n: int, told: str) -> None:
    assert WORDING.html(say("people", n=n), "en") == told


def test_a_phrase_inside_a_phrase_keeps_its_own_markup() -> None:
    html = WORDING.html(say("bare", text=say("hello", name="<Ani>")), "en")
    assert html == "Hello, <b>&lt;Ani&gt;</b>!"


def test_a_tuple_stands_one_part_a_line_and_may_hold_anything() -> None:
    lines: tuple[Arg, ...] = ("a<b", 3, {"id": "ya", "en": "yes"}, say("people", n=1), ("x", "y"))
    html = WORDING.html(say("list", lines=lines), "en")
    assert html == "List:\na&lt;b\n3\nyes\n1 person\nx\ny"


def test_an_empty_tuple_is_empty() -> None:
    assert WORDING.html(say("list", lines=()), "id") == "Daftar:\n"


@pytest.mark.parametrize("language", ["jv", "", "ID", "id-ID"])
def test_an_unknown_language_falls_back_to_indonesian(language: str) -> None:
    assert WORDING.html(say("hello", name="Ani"), language) == "Halo, <b>Ani</b>!"
    assert WORDING.html(say("bare", text={"id": "ya", "en": "yes"}), language) == "ya"


def test_a_text_that_lacks_the_language_falls_back_to_indonesian() -> None:
    assert WORDING.html(say("bare", text={"id": "ya"}), "en") == "ya"


@pytest.mark.parametrize("phrase", [say("unknown"), say("hello")], ids=["key", "argument"])
def test_a_missing_key_or_argument_is_a_mistake_of_ours(phrase: Phrase) -> None:
    with pytest.raises(KeyError):
        WORDING.html(phrase, "id")


def test_a_screen_becomes_paragraphs_and_rows_of_plain_labels() -> None:
    screen = Screen(
        (say("hello", name="Ani"), say("people", n=2)),
        (
            (Button(say("go", name="<1>"), "q:1"), Button(say("go", name="2"), "q:2")),
            (Button(say("bare", text="&"), start="KOTA"),),
        ),
    )
    message = WORDING.message(screen, "en")
    assert message.html == "Hello, <b>Ani</b>!\n\n2 people"
    assert message.rows == (
        (Label("Go on <1>", "q:1", None), Label("Go on 2", "q:2", None)),
        (Label("&", "", "KOTA"),),
    )
