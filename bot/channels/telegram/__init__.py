"""Telegram: how updates arrive from it and how screens are drawn there."""
