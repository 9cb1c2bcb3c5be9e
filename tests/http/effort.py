"""How much work a call is: the lines of Python that it runs, and the time of this thread for what runs in C."""

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
"""Seconds. Quicker than this is quick enough at the sizes of these tests, whatever it grows with."""
TRIES = 4


def lines_of(call: Call) -> int:
    """How many lines of Python the call runs. Twice the same number for the same input: caches are filled before."""
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
    """The time that this thread works on the call; neither waiting nor the collection of garbage is counted."""
    gc.disable()
    try:
        began = time.thread_time()
        _done(call)
        return time.thread_time() - began
    finally:
        gc.enable()


def grows_in_proportion(small: Call, four_times: Call) -> bool:
    """Whether four times the input takes less than eight times as long. With its square it takes sixteen times as long.

    A busy machine can spoil one measurement, so it is asked again before it is believed.
    """
    for _ in range(TRIES):
        long = seconds_of(four_times)
        if long < SHORT or long < 8 * seconds_of(small):
            return True
    return False


def _done(call: Call) -> None:
    with suppress(UserError):
        call()
