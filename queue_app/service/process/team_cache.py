"""What was worked out for a team is kept by the process, so that it is worked out once. Whoever keeps it knows when it holds."""

import threading
from typing import Generic, TypeVar

TEAMS = 200
"""What belongs to so many teams is kept; what was longest kept goes first."""

Kept = TypeVar("Kept")


class KeptByTeam(Generic[Kept]):
    """One value a team."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}
        self._changing = threading.Lock()
        self._making: dict[int, threading.Lock] = {}

    def get(self, team: int) -> Kept | None:
        """What is kept of the team."""
        return self._kept.get(team)

    def making(self, team: int) -> threading.Lock:
        """Held by whoever works it out for the team; who asks meanwhile waits and takes that."""
        return self._making.setdefault(team, threading.Lock())

    def keep(self, team: int, kept: Kept) -> Kept:
        """Keep it instead of what was there."""
        with self._changing:
            self._kept.pop(team, None)
            self._kept[team] = kept
            while len(self._kept) > TEAMS:
                self._kept.pop(next(iter(self._kept)))
        return kept
