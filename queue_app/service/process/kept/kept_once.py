"""Values that were made last, each by one thread: who asks meanwhile waits and takes the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

Value = TypeVar("Value")
PATIENCE = 4
"""Seconds that a thread waits for another one, before it makes the value for itself."""


class KeptOnce:
    """The `most` values that were used last. A key has all that its value depends on, so no value gets out of date."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._changing = threading.Lock()

    def __call__(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of this key. What `make` raises, is raised by all who waited for it, and is not kept."""
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
