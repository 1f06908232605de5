"""How long the kernel lets a process run before another one gets its turn on the core.

By itself it is 3 ms, so that four busy processes on one core throw each other's memory out of its
caches some three hundred times a second: then each tap costs a quarter to a half more CPU, whatever
the processes do. 100 ms, the most there is, come near to a core for each.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct

LONGEST_MS = 100.0
_CALL = {"x86_64": 314, "aarch64": 274}  # sched_setattr, which the C library does not offer
_ATTRIBUTES = struct.Struct("=IIQiIQQQ")  # struct sched_attr, its first version
_FIRST_KERNEL = (6, 12)


def can_be_set() -> bool:
    """Whether this machine's kernel takes such wishes."""
    numbers = platform.release().split(".")[:2]
    return platform.machine() in _CALL and tuple(map(int, numbers)) >= _FIRST_KERNEL


def keep(ms: float) -> None:
    """The calling process's slice from now on. Raises OSError."""
    wish = _ATTRIBUTES.pack(_ATTRIBUTES.size, os.SCHED_OTHER, 0, 0, 0, int(ms * 1e6), 0, 0)
    if ctypes.CDLL(None, use_errno=True).syscall(_CALL[platform.machine()], 0, wish, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
