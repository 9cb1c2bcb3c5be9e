"""Which of many waits, such as those in a file, would close a circle. Each wait is looked at once."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def closing_waits(on: Mapping[Key, Sequence[Key]]) -> dict[Key, list[Key]]:
    """The waits to leave out so that no item waits for itself. Both mappings are {item: the items that it waits for}.

    Items are followed in the given order, so the result is always the same.
    """
    closing: dict[Key, list[Key]] = {}
    done: set[Key] = set()
    for start in on:
        if start not in done:
            _follow(start, on, done, closing)
    return closing


def _follow(start: Key, on: Mapping[Key, Sequence[Key]], done: set[Key], closing: dict[Key, list[Key]]) -> None:
    """Walk from an item along its waits, without recursion: a chain may be as long as the file."""
    way: dict[Key, Iterator[Key]] = {start: iter(on.get(start, ()))}
    done.add(start)
    while way:
        item = next(reversed(way))
        other = next(way[item], None)
        if other is None:
            del way[item]
        elif other in way:
            closing.setdefault(item, []).append(other)
        elif other not in done:
            done.add(other)
            way[other] = iter(on.get(other, ()))
