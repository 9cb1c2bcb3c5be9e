"""The news of programs: the events of a team, each with its number as its id, so that a stream can be resumed after any.

What other teams do has no number here. So a stream also tells which items wait for other teams, and which of them other teams
wait for, whenever that changes and whenever it begins: nothing is lost between two streams.
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
"""Events that a stream tells at once; the others follow a moment later."""


class Draw(Protocol):
    """Makes a text in one line of each event. Equal ones make the same."""

    def __call__(self, lines: Sequence[HistoryLine]) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class TeamEvents:
    """The events of a team; `names`: who hears them sees who did what."""

    team: int
    names: bool
    draw: Draw

    def now(self, current: Mapping[int, Mark]) -> str:
        """The last event of the team, and the state of its waits for and of other teams: `41`, or `41.7`."""
        mark = current.get(self.team, Mark(0))
        return f"{mark.revision}.{mark.elsewhere}" if mark.elsewhere else str(mark.revision)

    def since(self, connection: Connection, seen: str, now: str) -> tuple[bytes, str]:
        """The events after `seen`. Their ids go up to `now`, also where the last ones are about one person alone."""
        (before, _, waits_before), (last, _, waits) = seen.partition("."), now.partition(".")
        told = _waits(connection, self.team) if waits != waits_before or (waits and seen == now) else b""
        if int(before) > int(last):  # Of a history that is gone: somebody restored a backup.
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
    """The items of the team that wait for items of other teams, those that are held and those that are free now, and the items
    that other teams need."""
    found = waiting_elsewhere(connection, team)
    said = {"kind": "waits", "held": [n for n, held in found.items() if held]}
    said |= {"free": [n for n, held in found.items() if not held], "needed": needed_elsewhere(connection, team)}
    return f"event: waits\ndata: {json.dumps(said, separators=(',', ':'))}\n\n".encode()


def _id(seq: str) -> bytes:
    """How far the client is, without an event: it resumes from there."""
    return f"id: {seq}\n\n".encode()
