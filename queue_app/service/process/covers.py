"""Caches the cover of each team for a day, until something that it depends on changes.

Moves and pulls do not change it: a page checks the cached value with one statement.
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Flask, current_app
from sqlalchemy import Connection

from queue_app.domain.team.team import Team
from queue_app.service.process.team_cache import TeamCache
from queue_app.store.cover.facts import TeamCover, changed_at, team_cover


@dataclass(frozen=True, slots=True)
class _KeptCover:
    """The cover of a team on a day, with the event and the calendar that it was computed from."""

    today: date
    seq: int
    team: Team
    cover: TeamCover


class Covers:
    """The cached covers of a process."""

    def __init__(self) -> None:
        self._kept: TeamCache[_KeptCover] = TeamCache()

    def __call__(self, connection: Connection, team: Team, today: date) -> TeamCover:
        """The team's cover on the day."""
        seq = changed_at(connection, team.id)
        entry = self._kept.get(team.id)
        if entry is None or (entry.today, entry.seq, entry.team) != (today, seq, team):
            entry = self._kept.keep(team.id, _KeptCover(today, seq, team, team_cover(connection, team, today)))
        return entry.cover


def cache_covers(app: Flask) -> None:
    """Make the cache of this process."""
    app.extensions["covers"] = Covers()


def covers() -> Covers:
    """The cache of the running application."""
    return cast(Covers, current_app.extensions["covers"])
