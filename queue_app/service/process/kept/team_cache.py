"""A cache with one value per team, so that each is computed once. The user of the cache knows when a value is valid."""

import threading
from typing import Generic, TypeVar

TEAMS = 200
"""The number of cached teams; the oldest entry is evicted first."""

Kept = TypeVar("Kept")


class TeamCache(Generic[Kept]):
    """One value per team."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}
        self._changing = threading.Lock()
        self._making: dict[int, threading.Lock] = {}

    def get(self, team: int) -> Kept | None:
        """The cached value of the team."""
        return self._kept.get(team)

    def making(self, team: int) -> threading.Lock:
        """A lock held while the value of the team is computed; others wait and take that value."""
        return self._making.setdefault(team, threading.Lock())

    def keep(self, team: int, value: Kept) -> Kept:
        """Replace the cached value."""
        with self._changing:
            self._kept.pop(team, None)
            self._kept[team] = value
            while len(self._kept) > TEAMS:
                self._kept.pop(next(iter(self._kept)))
        return value
