"""The effort of a call: the lines of Python that it runs, and the thread's CPU time, which includes code in C."""

import gc
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from queue_app.domain.errors import UserError

Call = Callable[[], Any]
SHORT = 0.1
"""In seconds. A shorter time is fast enough for the sizes in these tests, however it grows."""
TRIES = 4


def lines_of(call: Call) -> int:
    """The number of lines of Python that the call runs. Deterministic, because a first call fills the caches."""
    count = 0

    def each(_frame: FrameType, event: str, _what: Any) -> Any:
        nonlocal count
        count += event == "line"
        return each

    _done(call)
    before = sys.gettrace()
    sys.settrace(each)
    try:
        _done(call)
    finally:
        sys.settrace(before)
    return count


def seconds_of(call: Call) -> float:
    """The CPU seconds of this thread for the call, without waiting and without garbage collection."""
    gc.disable()
    try:
        began = time.thread_time()
        _done(call)
        return time.thread_time() - began
    finally:
        gc.enable()


def grows_in_proportion(small: Call, four_times: Call) -> bool:
    """Whether four times the input takes less than eight times as long. Quadratic growth takes sixteen times as long.

    A busy machine can spoil a measurement, so a bad result is measured again.
    """
    for _ in range(TRIES):
        long = seconds_of(four_times)
        if long < SHORT or long < 8 * seconds_of(small):
            return True
    return False


def _done(call: Call) -> None:
    with suppress(UserError):
        call()
