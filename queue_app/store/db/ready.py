"""Readiness: the database answers, its schema is of this version, and it accepts writes."""

from datetime import datetime

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from queue_app.store.db import clocks, version
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.tables import CHORE

_MARK = "written"
_OWN = (CHORE.c.kind == _MARK, CHORE.c.team_id == 0)


def find_problem(doors: Doors) -> str | None:
    """The first problem as text; None if the database is ready. Changes nothing."""
    try:
        with doors.reading() as conn:
            schema = version.schema(conn)
    except (SQLAlchemyError, DatabaseBusy):
        return "the database does not answer"
    if schema is not version.Schema.CURRENT:
        return f"the schema is {schema.value} than this version"
    try:
        with doors.writing() as conn:
            conn.begin()
            conn.execute(CHORE.delete().where(CHORE.c.kind == "", CHORE.c.kind != ""))
    except (SQLAlchemyError, DatabaseBusy) as error:
        return unwritten(error)
    return None


def unwritten(error: Exception) -> str:
    """Why a write failed, in the words of the database, without values."""
    said = str(getattr(error, "orig", None) or "").strip().partition("\n")[0]
    return f"the database takes no writes{f': {said}' if said and isinstance(error, DBAPIError) else ''}"


def write_a_row(connection: Connection, *, now: datetime) -> None:
    """Write to the database without leaving a row. The commit reaches the disk."""
    connection.execute(CHORE.delete().where(*_OWN))
    connection.execute(insert(CHORE).values(team_id=0, kind=_MARK, day=now.date(), at=now))
    connection.execute(CHORE.delete().where(*_OWN))


def warnings(doors: Doors, now: datetime) -> list[str]:
    """Warnings: the database works, but somebody should look at these."""
    with doors.reading() as conn:
        return list(clocks.problems(conn, now))
