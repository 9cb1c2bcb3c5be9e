"""A cache of recent values. One thread computes a value; others that ask meanwhile wait for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

Value = TypeVar("Value")
PATIENCE = 4
"""Seconds that a thread waits for another one before it computes the value itself."""


class KeptOnce:
    """The `most` values that were used last. A key holds everything that its value depends on, so values never get out of
    date."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._changing = threading.Lock()

    def __call__(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of this key. An exception of `make` is raised in all waiting threads, and not kept."""
        with self._changing:
            known = key in self._entries
            entry = self._entries[key] if known else self._entries.setdefault(key, Future())
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        return _waited(entry, make) if known else self._made(key, entry, make)

    def _made(self, key: Hashable, own: "Future[Any]", make: Callable[[], Value]) -> Value:
        try:
            value = make()
        except BaseException as problem:
            with self._changing:
                if self._entries.get(key) is own:
                    del self._entries[key]
            own.set_exception(problem)
            raise
        own.set_result(value)
        return value


def _waited(entry: "Future[Any]", make: Callable[[], Value]) -> Value:
    try:
        value: Value = entry.result(PATIENCE)
    except TimeoutError:
        if entry.done():
            raise
        return make()
    return value
