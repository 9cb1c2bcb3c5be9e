"""The news of programs: the events of a team, each with its number as its id, so that a stream can be resumed after any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from queue_app.screens.events import lines_after
from queue_app.screens.values import HistoryLine

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

    def now(self, current: Mapping[int, int]) -> str:
        """The last event of the team."""
        return str(current.get(self.team, 0))

    def since(self, connection: Connection, seen: str, now: str) -> tuple[bytes, str]:
        """The events after `seen`. Their ids go up to `now`, also where the last ones are about one person alone."""
        if int(seen) > int(now):  # Of a history that is gone: somebody restored a backup.
            return _id(now), now
        lines, more = lines_after(connection, self.team, int(seen), AT_ONCE, names=self.names)
        texts = zip(lines, self.draw(lines), strict=True)
        told = b"".join(f"id: {line.seq}\ndata: {text}\n\n".encode() for line, text in texts)
        last = str(lines[-1].seq) if lines else ""
        return (told, last) if more or last == now else (told + _id(now), now)


def _id(seq: str) -> bytes:
    """How far the client is, without an event: it resumes from there."""
    return f"id: {seq}\n\n".encode()
