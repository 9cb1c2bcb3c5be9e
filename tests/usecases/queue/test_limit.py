"""A lowered limit does not affect running items. A freed slot gives no room while more items run than the limit."""

import pytest

from queue_app.domain.refusals import LimitOverrun, WipLimitReached
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from tests import given
from tests.cast import Cast
from tests.rows import slots

BACK = {"kind": "cannot_go_on"}
LEAVING = {
    "finish": lambda cast, number: cast.do(finish, item=number),
    "put back": lambda cast, number: cast.do(put_back, item=number, **BACK),
    "drop": lambda cast, number: cast.do(drop, item=number, reason="Nobody needs it."),
}


def lowered(cast: Cast, limit: int) -> list[int]:
    """Three run, one waits."""
    running = given.running(cast, "A", "B", "C")
    cast.add("D")
    cast.do(set_limit, limit=limit, reason="Less at once.")
    return running


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
@pytest.mark.parametrize("first", [0, 1, 2])
def test_a_lowered_limit_is_not_exceeded_when_a_slot_frees(cast: Cast, leave, first: int) -> None:
    running = lowered(cast, limit=1)
    for number in running[first:] + running[:first]:
        with pytest.raises(WipLimitReached):
            cast.do(pull_top)
        leave(cast, number)
    assert cast.do(pull_top).changed
    assert slots(cast) == [(slots(cast)[0][0], False)]
    with pytest.raises(WipLimitReached, match="1 of 1 are in progress"):
        cast.do(pull_top)


def test_nothing_is_swapped_as_long_as_more_run(cast: Cast) -> None:
    one, two, _ = lowered(cast, limit=2)
    with pytest.raises(LimitOverrun, match="3 are in progress and the limit is 2"):
        cast.do(swap, item=one, **BACK)
    cast.do(finish, item=two)
    assert cast.do(swap, item=one, **BACK).changed


def test_a_limit_that_is_raised_again_keeps_the_closing_slots(cast: Cast) -> None:
    lowered(cast, limit=1)
    cast.do(set_limit, limit=3, reason="After all.")
    assert slots(cast) == [(1, False), (2, False), (3, False)]
    with pytest.raises(WipLimitReached, match="3 of 3 are in progress"):
        cast.do(pull_top)
