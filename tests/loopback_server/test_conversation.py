"""The whole way round with the real framework: polling, a command, a tap."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.loopback import LoopbackServer


async def greet(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Setuju", callback_data="ok")]])
    await update.message.reply_text("<b>Selamat datang</b>", "HTML", reply_markup=keyboard)


async def agree(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Dicatat")
    await update.callback_query.edit_message_text("Terima kasih")


async def test_a_person_starts_agrees_and_is_thanked(server: LoopbackServer) -> None:
    app = Application.builder().token(server.token).base_url(f"{server.url}/bot").build()
    app.add_handler(CommandHandler("start", greet))
    app.add_handler(CallbackQueryHandler(agree))
    ani = server.person(7001, "Ani")
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling()
        await ani.send("/start DEMO")
        assert (await ani.sees()).labels == ["Setuju"]
        tap = await ani.tap("Setuju")
        assert (await ani.sees()).text == "Terima kasih"
        assert (await tap.answer()).text == "Dicatat"
        await app.updater.stop()
        await app.stop()
    assert server.calls.failed() == []
    assert len(ani.chat.messages) == 2
