"""The word by which we know Telegram, and the path that it posts to.

Both follow from the settings alone, so any number of workers agree on them without sharing
anything. Neither tells the token: an HMAC cannot be turned round.
"""

from __future__ import annotations

import hmac

_PREFIX = "/telegram/"


def secret_of(token: str, given: str) -> str:
    """The webhook's secret: the one that was set, else one that only the token's owner knows."""
    return given or _derived(token, "webhook secret")


def path_of(secret: str) -> str:
    """Where updates are posted. Telegram does not tell which secret it was given, but it tells
    the address: a new secret changes the path, and so every worker sees that it must register.
    """
    return _PREFIX + _derived(secret, "webhook path")[:20]


def _derived(key: str, purpose: str) -> str:
    return hmac.new(key.encode(), f"netral {purpose}".encode(), "sha256").hexdigest()
