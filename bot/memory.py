"""The memory of a process that serves for months: kept small, and not looked through in vain."""

from __future__ import annotations

import ctypes
import gc
from typing import Final

# Of glibc's mallopt; other C libraries have none, or take it and do nothing.
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
_PIECE: Final = 128 * 1024


def spare() -> None:
    """Give freed memory back to the system from now on; call it before anything is loaded.

    By itself glibc keeps ever larger pieces for later, and some for each thread: each of the two
    was 3 MB under load.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_TRIM_THRESHOLD, _PIECE)
        library.mallopt(_MMAP_THRESHOLD, _PIECE)
        library.mallopt(_ARENA_MAX, 1)


def settle() -> None:
    """What is loaded by now stays, so the garbage collector need not look through it again and
    again: that was a tenth of all work (measured).
    """
    gc.collect()
    gc.freeze()
