"""Values that were made last, each by one thread: who asks meanwhile waits and takes the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


class _Entry:
    __slots__ = ("made", "making", "value")

    def __init__(self) -> None:
        self.making = threading.Lock()
        self.made = False
        self.value: Any = None


class KeptOnce:
    """The `most` values that were used last. A key has all that its value depends on, so no value gets out of date."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._changing = threading.Lock()

    def __call__(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of this key. If `make` raises, nothing is kept, and the next one makes it."""
        with self._changing:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        if not entry.made:
            with entry.making:
                if not entry.made:
                    entry.value, entry.made = make(), True
        return cast(Value, entry.value)
