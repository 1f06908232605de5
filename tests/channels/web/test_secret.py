"""The secret and the path follow from the settings alone."""

import re

from bot.channels.web.secret import path_of, secret_of
from tests.loopback import TEST_TOKEN


def test_a_secret_that_was_set_is_used() -> None:
    assert secret_of(TEST_TOKEN, "given") == "given"


def test_without_one_all_workers_derive_the_same_from_the_token() -> None:
    secret = secret_of(TEST_TOKEN, "")
    assert secret == secret_of(TEST_TOKEN, "")
    assert secret != secret_of(TEST_TOKEN + "x", "")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret)
    assert TEST_TOKEN.partition(":")[2] not in secret


def test_the_path_follows_from_the_secret_and_does_not_tell_it() -> None:
    path = path_of("a-secret")
    assert path == path_of("a-secret") != path_of("b-secret")
    assert re.fullmatch(r"/telegram/[0-9a-f]{20}", path)
    assert "secret" not in path
