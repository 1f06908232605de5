"""The other side: a bare handler on stock python-telegram-bot. No store; answers and edits."""

from __future__ import annotations

import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

TEXT = "Soal {n}\n\n" + "Keadaan yang diceritakan pada soal ini. " * 14
ROWS = [[InlineKeyboardButton(letter, callback_data=f"tap:{letter}") for letter in "ABCD"]]


async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """A screen with four buttons."""
    assert update.message is not None
    await update.message.reply_text(TEXT.format(n=0), reply_markup=InlineKeyboardMarkup(ROWS))


async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answers the tap and edits the message, as every quiz bot does."""
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.edit_message_text(
        TEXT.format(n=update.update_id), reply_markup=InlineKeyboardMarkup(ROWS)
    )


def main() -> None:
    """Serves by the framework's own polling, with updates of different people in parallel."""
    url = os.environ["BOT_API_URL"]
    app = (
        Application.builder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(f"{url}/bot")
        .concurrent_updates(True)
        .pool_timeout(60)  # its default of one second gives up under a hundred people
        .read_timeout(60)
        .write_timeout(60)
        .build()
    )
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(tapped))
    app.run_polling()


if __name__ == "__main__":
    main()
