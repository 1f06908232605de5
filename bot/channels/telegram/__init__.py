"""Telegram: how updates arrive from it and how screens are drawn there."""

import sys

# The framework imports httpx, which we do not use, and httpx its own command line, which loads what
# colours terminals: 4 MB and 40 ms. Without it httpx goes on, as where those are not installed.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
