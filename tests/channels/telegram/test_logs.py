"""Lines of the log: complete, on one line, without secrets."""

import io
import logging
import re

import pytest

from bot import logs
from bot.errors import SettingsError

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ-_"


def test_a_line_has_time_level_logger_and_message(log_lines: io.StringIO) -> None:
    logging.getLogger("bot.some").info("halo %s", "dunia")
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO bot\.some halo dunia\n"
    assert re.fullmatch(pattern, log_lines.getvalue())


def test_a_record_is_one_line_even_with_a_traceback(log_lines: io.StringIO) -> None:
    try:
        raise ValueError("first\nsecond\r\nthird")
    except ValueError:
        logging.getLogger("bot").exception("it\nbroke")
    line = log_lines.getvalue()
    assert line.count("\n") == 1
    assert "\r" not in line
    assert "ValueError: first\\nsecond" in line


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/x",
        f"Bot[token={TOKEN}]",
        f"'{TOKEN}'",
    ],
)
def test_a_token_is_redacted_wherever_it_stands(log_lines: io.StringIO, text: str) -> None:
    log = logging.getLogger("bot")
    log.info(text)
    log.info("%s", text)
    log.info("%(a)s", {"a": text})
    log.info("%r", [text])
    log.info("an object: %s", Exception(text))
    log.info("stack", stack_info=True, extra={"url": text})
    log.info("wrong %d format", text)
    try:
        raise RuntimeError(text) from OSError(text)
    except RuntimeError:
        log.exception("failed: %s", text)
    assert "AAbbCC" not in log_lines.getvalue()
    assert log_lines.getvalue().count("<token>") >= 9


def test_what_only_resembles_a_token_stays(log_lines: io.StringIO) -> None:
    logging.getLogger("bot").info("12:30, 7001:kuis, sha256:%s", "ab" * 32)
    assert f"12:30, 7001:kuis, sha256:{'ab' * 32}" in log_lines.getvalue()


def test_another_handler_gets_the_redacted_record_too(log_lines: io.StringIO) -> None:
    other = io.StringIO()
    handler = logging.StreamHandler(other)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        raise RuntimeError(TOKEN)
    except RuntimeError:
        logging.getLogger("bot").exception("%s", TOKEN)
    assert "AAbbCC" not in other.getvalue()


def test_the_framework_and_http_libraries_are_silenced() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    names = ("httpx", "httpcore", "aiohttp.access", "telegram.Bot", "asyncio")
    kept = {name: logging.getLogger(name).level for name in (*names, *logs._QUIET)}
    try:
        logs.setup("debug", stream)
        for name in names:
            logging.getLogger(name).debug("people's words")
        logging.getLogger("httpx").info("HTTP Request: POST https://…")
        logging.getLogger("bot").debug("ours")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name, old in kept.items():
            logging.getLogger(name).setLevel(old)
    assert stream.getvalue().endswith("DEBUG bot ours\n")
    assert stream.getvalue().count("\n") == 1


def test_setting_up_twice_does_not_double_the_lines(log_lines: io.StringIO) -> None:
    logs.setup("INFO", log_lines)
    logging.getLogger("bot").info("once")
    assert log_lines.getvalue().count("once") == 1


def test_an_unknown_level_says_what_is_possible() -> None:
    with pytest.raises(SettingsError, match=r"LOG_LEVEL is 'LOUD'.*DEBUG, INFO"):
        logs.setup("LOUD")


def test_a_person_is_a_short_hash_that_is_the_same_within_a_run() -> None:
    assert logs.person(7001) == logs.person(7001)
    assert logs.person(7001) != logs.person(7002)
    assert re.fullmatch(r"p-[0-9a-f]{8}", logs.person(7001))


def test_the_hash_of_a_person_has_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = logs.person(7001)
    monkeypatch.setattr(logs, "_KEY", b"another run")
    assert logs.person(7001) != before
