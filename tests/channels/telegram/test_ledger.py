"""What may be acknowledged."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.ledger import Ledger


def test_nothing_in_hand_confirms_nothing() -> None:
    assert Ledger().offset() is None


def test_the_offset_does_not_pass_an_open_update() -> None:
    ledger = Ledger()
    for update_id in (5, 6, 7):
        assert ledger.deliver(update_id)
    ledger.commit(5)
    ledger.commit(7)
    assert ledger.offset() == 6
    ledger.confirmed()
    assert ledger.offset() is None
    ledger.commit(6)
    assert ledger.offset() == 8


def test_an_offset_is_given_again_until_a_poll_has_carried_it() -> None:
    ledger = Ledger()
    ledger.deliver(5)
    ledger.commit(5)
    assert (ledger.offset(), ledger.offset()) == (6, 6)


def test_what_is_in_hand_or_was_a_moment_ago_is_not_new() -> None:
    ledger = Ledger()
    assert ledger.deliver(5)
    assert not ledger.deliver(5)
    ledger.commit(5)
    assert not ledger.deliver(5)
    ledger.offset()
    ledger.confirmed()
    assert not ledger.deliver(5)
    assert ledger.offset() == 6, "it has to be confirmed again"


def test_the_past_is_forgotten_in_time() -> None:
    ledger = Ledger(remember=10)
    for update_id in range(100):
        ledger.deliver(update_id)
        ledger.commit(update_id)
        ledger.offset()
    assert ledger.deliver(50)
    assert not ledger.deliver(95)


def test_ids_may_start_again_lower() -> None:
    ledger = Ledger()
    ledger.deliver(900)
    ledger.commit(900)
    assert ledger.offset() == 901
    ledger.confirmed()
    assert ledger.deliver(3)
    ledger.commit(3)
    assert ledger.offset() == 4


def test_it_tells_when_nothing_is_open() -> None:
    ledger = Ledger()
    assert ledger.settled.is_set()
    ledger.deliver(1)
    assert not ledger.settled.is_set()
    ledger.commit(1)
    assert ledger.settled.is_set()


@given(st.permutations(range(10)), st.permutations(range(10)), st.integers(0, 10))
def test_whatever_the_order_no_open_update_is_ever_confirmed(
    delivered: list[int], committed: list[int], how_many: int
) -> None:
    ledger = Ledger()
    for update_id in delivered:
        ledger.deliver(update_id)
    for update_id in committed[:how_many]:
        ledger.commit(update_id)
        offset = ledger.offset()
        done = set(committed[: committed.index(update_id) + 1])
        assert offset is None or all(i in done for i in range(offset))
    if how_many == 10:
        assert ledger.offset() == 10
