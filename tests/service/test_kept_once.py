"""A value is made once per key, by one thread. If that fails, the next thread makes it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from queue_app.service.process.kept import kept_once
from queue_app.service.process.kept.kept_once import KeptOnce


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


def test_what_making_raises_is_raised_by_all_who_waited_and_is_not_kept():
    kept, tries, begun, may_fail = KeptOnce(2), [], Event(), Event()

    def fail() -> int:
        tries.append(1)
        begun.set()
        may_fail.wait(5)
        return 1 // 0

    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(kept, "key", fail)
        begun.wait(5)
        waiting = [threads.submit(kept, "key", fail) for _ in range(2)]
        while len(kept._entries["key"]._condition._waiters) < 2:
            pass
        may_fail.set()
        for one in (first, *waiting):
            with pytest.raises(ZeroDivisionError):
                one.result()
    assert len(tries) == 1
    assert kept("key", lambda: 7) == 7


def test_who_waits_too_long_makes_it_alone(monkeypatch):
    monkeypatch.setattr(kept_once, "PATIENCE", 0.01)
    kept, begun, done = KeptOnce(2), Event(), Event()

    def slow() -> str:
        begun.set()
        done.wait(5)
        return "slow"

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(kept, "key", slow)
        begun.wait(5)
        assert kept("key", lambda: "quick") == "quick"
        done.set()
        assert first.result() == kept("key", lambda: "never") == "slow"


def test_nothing_is_kept_where_none_may_be():
    kept, made = KeptOnce(0), []
    assert [kept("key", lambda: made.append(1) or len(made)) for _ in range(2)] == [1, 2]
