"""Caches the cover of each team for a day, until something that it depends on changes.

Moves and pulls do not change it: a page checks the cached value with one statement.
"""

from datetime import date
from typing import cast

from flask import Flask, current_app
from sqlalchemy import Connection

from queue_app.domain.team.team import Team
from queue_app.service.process.kept.team_cache import TeamCache
from queue_app.store.cover.facts import TeamCover, changed_at, team_cover

_Basis = tuple[date, int, Team]
"""What a cover was computed from: the day, the last event that can change it, and the team with its settings."""


class Covers:
    """The cached covers of a process."""

    def __init__(self) -> None:
        self._kept: TeamCache[tuple[_Basis, TeamCover]] = TeamCache()

    def __call__(self, connection: Connection, team: Team, today: date) -> TeamCover:
        """The team's cover on the day."""
        basis = (today, changed_at(connection, team.id), team)
        kept_basis, cover = self._kept.get(team.id) or (None, None)
        if cover is None or kept_basis != basis:
            _, cover = self._kept.keep(team.id, (basis, team_cover(connection, team, today)))
        return cover


def cache_covers(app: Flask) -> None:
    """Make the cache of this process."""
    app.extensions["covers"] = Covers()


def covers() -> Covers:
    """The cache of the running application."""
    return cast(Covers, current_app.extensions["covers"])
