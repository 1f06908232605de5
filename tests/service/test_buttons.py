"""Button data: they come back as they were, fit Telegram's limit, and rubbish is nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.buttons import (
    LIMIT,
    Action,
    Agree,
    Choose,
    Drop,
    ExamRules,
    Mark,
    Recap,
    Review,
    Send,
    Sit,
    action,
    decode,
    encode,
)

NUMBERS = st.integers(0, 9999)
IDS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", max_size=20)


@given(IDS, NUMBERS, NUMBERS)
def test_what_is_encoded_comes_back(id_: str, one: int, two: int) -> None:
    for tapped in (
        Choose(id_, one, two),
        Mark(id_, one, two),
        Send(id_, one, two),
        Recap(id_, id_),
        ExamRules(id_),
        Sit(id_),
        Drop(id_, id_),
        Review(id_, one),
    ):
        data = encode(tapped)
        assert decode(data) == tapped
        assert len(data.encode()) <= LIMIT


@given(st.text(max_size=80))
def test_rubbish_is_nothing_or_reads_back_as_itself(data: str) -> None:
    action = decode(data)
    if action is not None and len(data.encode()) <= LIMIT:
        again: Any = decode(encode(action))
        assert again == action


@pytest.mark.parametrize(
    "data",
    ["", ":", "a", "a:x:1", "a:x:1:2:3", "a:x:-1:0", "a:x:1.0:0", "a:x:٣:0", "zz:1", "a:x:10000:0"],
)
def test_truncated_and_forged_data_are_nothing(data: str) -> None:
    assert decode(data) is None


def test_a_button_of_before_may_lack_what_came_later_and_nothing_else() -> None:
    assert decode("c:id:demo") == Agree("id", "demo")
    assert decode(encode(Agree("id", "demo", "1a2b3c4d"))) == Agree("id", "demo", "1a2b3c4d")
    assert decode("c:id") is None


@pytest.mark.parametrize("verb", ["a", "", "abcd", "a1"])
def test_a_verb_is_one_to_three_letters_and_nobody_elses(verb: str) -> None:
    with pytest.raises(ValueError, match="is taken, or is none"):

        @action(verb)
        class Mine(Action):
            place: str


@pytest.mark.parametrize("code", ["x" * 70, "a:b"])
def test_what_would_not_fit_or_not_come_back_is_refused_where_it_is_built(code: str) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        encode(Agree("id", code))
