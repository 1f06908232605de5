"""Writes the README's capture: a real conversation with the real bot over the loopback server.

    python -m docs.capture            the text between the capture marks of README.md
    python -m docs.capture page.html  a page that looks like a phone, for the picture

The picture is made of the page with any browser that has Noto's fonts and colour emoji, for example
``chromium --headless --hide-scrollbars --force-device-scale-factor=1.5 --window-size=850,1115
--screenshot=docs/chat.png page.html``.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.app import DEMO, DEMO_UNITS, opened
from bot.settings import read_settings
from tests.dialogues.stage import polling
from tests.loopback import LoopbackServer, Person, Shown

ROOT = Path(__file__).parent.parent
MARKS = ("<!-- capture -->", "<!-- /capture -->")
_SHOWN = 3  # messages of the quiz that the README has room for


@dataclass(frozen=True, slots=True)
class Turn:
    """What the person did, and what they then saw."""

    did: str
    saw: Shown


async def conversation() -> list[Turn]:
    """From the link to the result, the first choice always, over HTTP through the framework."""
    with TemporaryDirectory() as folder:
        settings = read_settings(
            {
                "DATABASE_URL": f"sqlite:///{folder}/capture.db",
                "CONTENT_DIR": str(ROOT / "content"),
            }
        )
        async with opened(settings) as app, LoopbackServer() as server:
            object.__setattr__(app.desk, "seed", lambda: 20)  # a fixed draw: the same capture
            await app.store.agencies.put([DEMO], DEMO_UNITS)
            async with polling(app, server):
                return await _talk(server.person(7001, first_name="Sari", language_code="id"))


async def _talk(person: Person) -> list[Turn]:
    turns: list[Turn] = []

    async def say(text: str) -> None:
        await person.send(text)
        turns.append(Turn(text, await person.sees()))

    async def tap(label: str) -> None:
        await person.tap(label)
        turns.append(Turn(f"[{label}]", await person.sees()))

    await say("/start DEMO")
    for label in ("✅ Saya setuju", "Bahasa Indonesia", "PNS", "Dinas Kesehatan"):
        await tap(label)
    await tap(person.last.labels[0])
    dice = Random(3)
    while "Hasil:" not in person.last.text:
        labels = [label for label in person.last.labels if label != "📨 Kirim"]
        # "Allowed" to every act, as many believe: so that the capture has both kinds of answer.
        await tap(labels[0] if labels[0].startswith("A. ") else dice.choice(labels))
        if "📨 Kirim" in person.last.labels:
            await tap("📨 Kirim")
    return turns


def as_text(turns: list[Turn]) -> str:
    """The registration, the first questions and the result, as text."""
    quiz = next(i for i, turn in enumerate(turns) if "Soal 1/" in turn.saw.text)
    shown = [*turns[: quiz + _SHOWN], turns[-1]]
    parts = []
    for i, turn in enumerate(shown):
        if i == len(shown) - 1:
            parts.append("   ⋮")
        buttons = "  ".join(f"[{label}]" for label in turn.saw.labels)
        parts.append(f"> {turn.did}\n\n{turn.saw.text}\n\n{buttons}")
    return "\n\n".join(parts)


def as_page(turns: list[Turn]) -> str:
    """A question and its answer side by side, drawn as on a phone."""
    wrong = (i for i, turn in enumerate(turns) if "Yang benar: 🚫 Dilarang" in turn.saw.text)
    answered = next(wrong)
    phones = "".join(_phone(turn) for turn in turns[answered - 1 : answered + 1])
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><body>{phones}</body>"


def _phone(turn: Turn) -> str:
    rows = "".join(
        "<div class=row>" + "".join(f"<span>{escape(b.label)}</span>" for b in row) + "</div>"
        for row in turn.saw.rows
    )
    text = turn.saw.html.replace("\n", "<br>")
    return f"<div class=phone><div class=bar>Netral</div><div class=bubble>{text}</div>{rows}</div>"


_STYLE = """
body{margin:0;padding:24px;background:#fff;display:flex;gap:24px;align-items:flex-start;
font:15px/1.4 "Noto Sans",Roboto,sans-serif}
.phone{width:380px;background:#dfe7ee;border-radius:22px;padding:0 12px 16px;overflow:hidden;
border:1px solid #b8c4cf}
.bar{background:#38658a;color:#fff;margin:0 -12px 12px;padding:12px 18px;font-weight:600}
.bubble{background:#fff;border-radius:14px;padding:10px 14px;overflow-wrap:anywhere}
.row{display:flex;gap:6px;margin-top:6px}
.row span{flex:1;background:#6b8aa5;color:#fff;border-radius:9px;padding:9px;text-align:center}
"""


def main() -> None:
    """Writes the page that is named, or else the README."""
    turns = asyncio.run(conversation())
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(as_page(turns), encoding="utf-8")
        return
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    told = f"```text\n{as_text(turns)}\n```"
    folded = f"<details><summary>The conversation, from the link to the result</summary>\n\n{told}"
    capture = f"{MARKS[0]}\n{folded}\n\n</details>\n{MARKS[1]}"
    readme.write_text(before + capture + after, encoding="utf-8")


if __name__ == "__main__":
    main()
