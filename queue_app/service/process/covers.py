"""The cover of a team is worked out once for a day and kept by the process until something of it changes.

Moves, pulls and other people's looks cost nothing: a page asks with one statement whether what is kept still holds.
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Flask, current_app
from sqlalchemy import Connection

from queue_app.domain.team.team import Team
from queue_app.service.process.team_cache import KeptByTeam
from queue_app.store.cover.facts import TeamCover, changed_at, team_cover


@dataclass(frozen=True, slots=True)
class _KeptCover:
    """The cover of a team on a day, the event that it was worked out after, and the calendar by which."""

    today: date
    seq: int
    team: Team
    cover: TeamCover


class Covers:
    """The kept ones of a process."""

    def __init__(self) -> None:
        self._kept: KeptByTeam[_KeptCover] = KeptByTeam()

    def __call__(self, connection: Connection, team: Team, today: date) -> TeamCover:
        """The team's cover on the day."""
        seq = changed_at(connection, team.id)
        kept = self._kept.get(team.id)
        if kept is None or (kept.today, kept.seq, kept.team) != (today, seq, team):
            kept = self._kept.keep(team.id, _KeptCover(today, seq, team, team_cover(connection, team, today)))
        return kept.cover


def keep_covers(app: Flask) -> None:
    """Make the place where this process keeps them."""
    app.extensions["covers"] = Covers()


def covers() -> Covers:
    """Those of the running application."""
    return cast(Covers, current_app.extensions["covers"])
