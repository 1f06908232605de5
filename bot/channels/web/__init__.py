"""HTTP: the webhook by which Telegram delivers, and what an operator's monitoring asks for."""
