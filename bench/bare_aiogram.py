"""The other side: a bare handler on aiogram 3. No store; answers and edits.

Runs in an environment of its own (``bench/aiogram.lock``): aiogram wants older libraries.
"""

from __future__ import annotations

import asyncio
import os
import sys

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

TEXT = "Soal {n}\n\n" + "Keadaan yang diceritakan pada soal ini. " * 14
MARKUP = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text=letter, callback_data=f"tap:{letter}") for letter in "ABCD"]
    ]
)
numbers = iter(range(1, 1 << 60))  # the first screen is number 0


async def start(message: Message) -> None:
    """A screen with four buttons."""
    await message.answer(TEXT.format(n=0), reply_markup=MARKUP)


async def tapped(query: CallbackQuery) -> None:
    """Answers the tap and edits the message, as every quiz bot does."""
    await query.answer()
    assert isinstance(query.message, Message)
    await query.message.edit_text(TEXT.format(n=next(numbers)), reply_markup=MARKUP)


async def main() -> None:
    """Serves by the framework's own polling; it handles updates in parallel by itself."""
    server = TelegramAPIServer.from_base(os.environ["BOT_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher()
    dispatcher.message.register(start, CommandStart())
    dispatcher.callback_query.register(tapped)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    (uvloop if "--uvloop" in sys.argv else asyncio).run(main())
