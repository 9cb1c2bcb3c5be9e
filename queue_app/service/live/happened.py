"""The event stream of the API: the events of a team. Each has its number as its id, so a stream can resume after any event.

Events of other teams have no number here. So a stream also lists the items that wait for other teams, and those that other teams
wait for, at its start and at each change: nothing is lost between two streams.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from queue_app.screens.events import lines_after
from queue_app.screens.values import HistoryLine
from queue_app.store.team.watching import Mark
from queue_app.store.waits.edges import needed_elsewhere, waiting_elsewhere

AT_ONCE = 100
"""The largest number of events sent at once; the rest follow a moment later."""


class Draw(Protocol):
    """Formats an event as one line of text. Equal instances format alike."""

    def __call__(self, lines: Sequence[HistoryLine]) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class TeamEvents:
    """The events of a team; with `names`, they include who did what."""

    team: int
    names: bool
    draw: Draw

    def now(self, current: Mapping[int, Mark]) -> str:
        """The last event of the team, and the state of its waits for and of other teams: `41`, or `41.7`."""
        mark = current.get(self.team, Mark(0))
        return f"{mark.revision}.{mark.elsewhere}" if mark.elsewhere else str(mark.revision)

    def since(self, connection: Connection, seen: str, now: str) -> tuple[bytes, str]:
        """The events after `seen`, up to `now`, also if the last ones are not shown because they concern one person alone."""
        (before, _, waits_before), (last, _, waits) = seen.partition("."), now.partition(".")
        told = _waits(connection, self.team) if waits != waits_before or (waits and seen == now) else b""
        if int(before) > int(last):  # The client knows a later history: somebody restored a backup.
            return told + _id(last), now
        if before == last and seen != now:
            return told, now
        lines, more = lines_after(connection, self.team, int(before), AT_ONCE, names=self.names)
        texts = zip(lines, self.draw(lines), strict=True)
        told += b"".join(f"id: {line.seq}\ndata: {text}\n\n".encode() for line, text in texts)
        if more:
            return told, f"{lines[-1].seq}.{waits}" if waits else str(lines[-1].seq)
        return (told if lines and str(lines[-1].seq) == last else told + _id(last)), now


def _waits(connection: Connection, team: int) -> bytes:
    """The items that wait for other teams, still held or free now; and the items that other teams need."""
    found = waiting_elsewhere(connection, team)
    said = {"kind": "waits", "held": [n for n, held in found.items() if held]}
    said |= {"free": [n for n, held in found.items() if not held], "needed": needed_elsewhere(connection, team)}
    return f"event: waits\ndata: {json.dumps(said, separators=(',', ':'))}\n\n".encode()


def _id(seq: str) -> bytes:
    """An id without an event: the client resumes from it."""
    return f"id: {seq}\n\n".encode()
