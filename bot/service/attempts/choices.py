"""The choices of a question: in words, and as the buttons under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.quiz.attempt import Item
from bot.quiz.bank import Choice, Question
from bot.rulebook.facts import Words
from bot.screens.screen import Button, Phrase, Rows, say
from bot.service.buttons import Action, encode

_LETTERS = "ABCDEFGHIJ"  # more choices than any kind of question has


@dataclass(frozen=True, slots=True)
class Taps:
    """What a tap means: the choice at a place (from 0); these places (as bits) are marked now; they
    are the answer."""

    choose: Callable[[int], Action]
    mark: Callable[[int], Action]
    send: Callable[[int], Action]


def named(question: Question, item: Item, key: str) -> Phrase:
    """A choice in words, with the letter that it had, if it had one."""
    choice = question.choice(key)
    words = _words(question, choice) if choice else key
    if choice is not None and choice.text is None:
        return say("quiz.plain", text=words)
    return say("quiz.option", letter=_LETTERS[item.order.index(key)], text=words)


def plain_choice(question: Question, choice: Choice) -> Phrase:
    """A choice in words, without a letter."""
    return say("quiz.plain", text=_words(question, choice))


def _words(question: Question, choice: Choice) -> Words | Phrase:
    if choice.text is not None:
        return choice.text
    kind = "verdict.short" if question.scenario.kind == "nilai" else "consequence"
    return say(f"{kind}.{choice.key}")


def listed(question: Question, item: Item, marked: int) -> tuple[Phrase, ...]:
    """The options in the message itself: on a button a long one would be cut off."""
    shown = [choice for key in item.order if (choice := question.choice(key))]
    if all(choice.text is None for choice in shown):
        return ()
    lines = tuple(
        say(
            "quiz.option_marked" if marked >> place & 1 else "quiz.option",
            letter=_LETTERS[place],
            text=_words(question, choice),
        )
        for place, choice in enumerate(shown)
    )
    return (say("quiz.options", options=lines),)


def rows(question: Question, item: Item, marked: int, taps: Taps) -> Rows:
    """The buttons under a question, one for each choice."""
    if question.several:
        return _marking(item, marked, taps)
    buttons = []
    worded = False
    for place, key in enumerate(item.order):
        choice = question.choice(key)
        data = encode(taps.choose(place))
        if choice is not None and choice.text is None:
            worded = True
            label = say("quiz.button", letter=_LETTERS[place], text=_words(question, choice))
        else:
            label = say("quiz.letter", letter=_LETTERS[place])
        buttons.append(Button(label, data))
    return tuple((button,) for button in buttons) if worded else (tuple(buttons),)


def _marking(item: Item, marked: int, taps: Taps) -> Rows:
    marks = tuple(
        Button(
            say("quiz.marked" if marked >> place & 1 else "quiz.unmarked", letter=_LETTERS[place]),
            encode(taps.mark(marked ^ 1 << place)),
        )
        for place in range(len(item.order))
    )
    return (marks, (Button(say("quiz.send"), encode(taps.send(marked))),))
