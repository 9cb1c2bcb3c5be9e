"""Exports in tests: export a team as a document, and import the document into another team."""

import json
from typing import Any

from sqlalchemy import select

from queue_app.screens.exporting.document import team_document
from queue_app.store.tables import DAY_SUM
from queue_app.store.team import teams
from queue_app.usecases.importing.whole_team import import_export
from queue_app.usecases.transaction import Outcome
from queue_app.usecases.tx import Actor
from tests.cast import Cast

OWN = ("exported_at", "team")
"""The properties in which two exports of the same team differ."""

Document = dict[str, Any]


def export(cast: Cast, team: int | None = None) -> Document:
    """The document of a team, by default the cast's."""
    with cast.doors.reading() as conn:
        document: Document = json.loads("".join(team_document(conn, team or cast.team, cast.now)))
    return document


def bring(cast: Cast, document: Document, into: int | None = None) -> Outcome | None:
    """Import the document, by default into the other team, as its manager."""
    number = into or cast.other_team
    with cast.doors.reading() as conn:
        team = teams.of_number(conn, number)
    raw = json.dumps(document).encode()
    return import_export(cast.doors, Actor(number, cast.mallory), team, [raw], clock_now=lambda: cast.now)


def differences(one: Document, other: Document) -> list[Any]:
    """The differences between two exports except in OWN. Of each list only the first difference."""
    found: list[Any] = []
    for name in one.keys() | other.keys():
        here, there = one.get(name), other.get(name)
        if name not in OWN and here != there:
            pairs = zip(here, there, strict=False) if isinstance(here, list) and isinstance(there, list) else ()
            found.append((name, *next(((a, b) for a, b in pairs if a != b), (here, there))))
    return found


def sums(cast: Cast, team: int) -> list[Any]:
    """The stored sums of each day of the team."""
    days = select(DAY_SUM).where(DAY_SUM.c.team_id == team).order_by(DAY_SUM.c.day)
    with cast.doors.reading() as conn:
        return [tuple(row)[1:] for row in conn.execute(days)]
