"""Absences: who is away, from the first day to the last. Chores delete past absences."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from queue_app.domain.cover.absences import Absence
from queue_app.store.tables import ABSENCE

_OF_TEAM: Select[Any] = (
    select(ABSENCE)
    .where(ABSENCE.c.team_id == bindparam("team"), ABSENCE.c.last_day >= bindparam("today"))
    .order_by(ABSENCE.c.first_day, ABSENCE.c.last_day, ABSENCE.c.id)
)
_FIND: Select[Any] = select(ABSENCE).where(ABSENCE.c.team_id == bindparam("team"), ABSENCE.c.id == bindparam("absence"))
_ADD = insert(ABSENCE).returning(ABSENCE.c.id)
_REMOVE = delete(ABSENCE).where(ABSENCE.c.team_id == bindparam("team"), ABSENCE.c.id == bindparam("absence"))


@dataclass(frozen=True, slots=True)
class StoredAbsence:
    """An absence with its id."""

    id: int
    absence: Absence


def coming(connection: Connection, team: int, today: date) -> tuple[StoredAbsence, ...]:
    """The team's present and future absences, by first day."""
    return tuple(_read(row) for row in connection.execute(_OF_TEAM, {"team": team, "today": today}))


def find(connection: Connection, team: int, absence: int) -> StoredAbsence | None:
    """The team's absence with this id, or None."""
    row = connection.execute(_FIND, {"team": team, "absence": absence}).one_or_none()
    return _read(row) if row is not None else None


def add(connection: Connection, team: int, absence: Absence) -> int:
    """Store an absence; returns its id."""
    row = {"team_id": team, "person_id": absence.person, "first_day": absence.first, "last_day": absence.last}
    return int(connection.execute(_ADD, row).scalar_one())


def remove(connection: Connection, team: int, absence: int) -> None:
    """Delete an absence."""
    connection.execute(_REMOVE, {"team": team, "absence": absence})


def _read(row: Any) -> StoredAbsence:
    return StoredAbsence(row.id, Absence(row.person_id, row.first_day, row.last_day))
