"""What every test gets: the framework's newer form of waiting times, and no stray settings."""

from __future__ import annotations

import os

# The framework warns about seconds as plain numbers, and warnings are errors here.
os.environ.setdefault("PTB_TIMEDELTA", "true")
