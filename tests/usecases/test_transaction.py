"""Every write: once for each key, and no longer than somebody waits."""

import pytest

from queue_app.domain.errors import KeyReused
from queue_app.usecases.queue.add import add
from tests.cast import Cast


@pytest.mark.parametrize("digest", ["", "4f2c"])
def test_the_same_key_is_done_once_and_answered_again(cast: Cast, digest: str) -> None:
    first = cast.do(add, titles=["Search"], key="a-key-of-mine", digest=digest)
    again = cast.do(add, titles=["Search"], key="a-key-of-mine", digest=digest)
    assert (again.result, again.seq, again.replayed) == (first.result, first.seq, True)
    assert cast.order() == ["Search"]


def test_the_same_key_with_another_request_is_refused(cast: Cast) -> None:
    cast.do(add, titles=["Search"], key="a-key-of-mine", digest="4f2c")
    with pytest.raises(KeyReused):
        cast.do(add, titles=["Refunds"], key="a-key-of-mine", digest="77aa")
    assert cast.order() == ["Search"]


@pytest.mark.parametrize(("lay_out", "waits"), [(None, ["writing"]), (lambda _: None, [])])
def test_laying_out_rows_before_the_lock_is_no_wait_for_it(cast: Cast, lay_out, waits) -> None:
    told: list[str] = []
    cast.doors.waited = lambda door, _: told.append(door)
    cast.do(add, titles=["Search"], lay_out=lay_out)
    assert told == waits
