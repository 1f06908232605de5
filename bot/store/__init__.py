"""Where everything is kept: one SQL text, two drivers (SQLite and PostgreSQL).

``open_store(url)`` is the only door; see :mod:`bot.store.store`.
"""
