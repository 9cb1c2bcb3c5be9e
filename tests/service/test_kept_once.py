"""A value is made once for its key, by one thread, and by the next one where that failed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from queue_app.service.process.kept_once import KeptOnce


def test_threads_that_ask_meanwhile_wait_and_take_the_same():
    kept, made, all_there = KeptOnce(2), [], Barrier(4)

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask() -> object:
        all_there.wait()
        return kept("key", make)

    with ThreadPoolExecutor(4) as threads:
        values = {id(one.result()) for one in [threads.submit(ask) for _ in range(4)]}
    assert (len(made), len(values)) == (1, 1)


def test_the_one_that_was_used_longest_ago_is_forgotten():
    kept, made = KeptOnce(2), []
    for key in (1, 2, 1, 3, 1, 2):
        kept(key, lambda key=key: made.append(key))
    assert made == [1, 2, 3, 2]


def test_where_making_fails_the_next_one_makes_it():
    kept = KeptOnce(2)
    with pytest.raises(ZeroDivisionError):
        kept("key", lambda: 1 // 0)
    assert kept("key", lambda: 7) == 7


def test_nothing_is_kept_where_none_may_be():
    kept, made = KeptOnce(0), []
    assert [kept("key", lambda: made.append(1) or len(made)) for _ in range(2)] == [1, 2]
