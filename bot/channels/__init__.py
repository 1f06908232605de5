"""How updates arrive and screens are drawn: Telegram and the terminal."""
