"""The cover of a team is worked out once for a day and kept by the process until something of it changes.

Moves, pulls and other people's looks cost nothing: a page asks with one statement whether what is kept still holds.
"""

import threading
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Flask, current_app
from sqlalchemy import Connection

from queue_app.domain.team import Team
from queue_app.store.cover import TeamCover, changed_at, team_cover

TEAMS = 200
"""The cover of so many teams is kept; the one that was longest kept goes first."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The cover of a team on a day, the event that it was worked out after, and the calendar by which."""

    today: date
    seq: int
    team: Team
    cover: TeamCover


class Covers:
    """The kept ones of a process."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}
        self._changing = threading.Lock()

    def __call__(self, connection: Connection, team: Team, today: date) -> TeamCover:
        """The team's cover on the day."""
        seq = changed_at(connection, team.id)
        kept = self._kept.get(team.id)
        if kept is None or (kept.today, kept.seq, kept.team) != (today, seq, team):
            kept = _Kept(today, seq, team, team_cover(connection, team, today))
            self._keep(kept)
        return kept.cover

    def _keep(self, kept: _Kept) -> None:
        with self._changing:
            self._kept.pop(kept.team.id, None)
            self._kept[kept.team.id] = kept
            while len(self._kept) > TEAMS:
                self._kept.pop(next(iter(self._kept)))


def keep_covers(app: Flask) -> None:
    """Make the place where this process keeps them."""
    app.extensions["covers"] = Covers()


def covers() -> Covers:
    """Those of the running application."""
    return cast(Covers, current_app.extensions["covers"])
