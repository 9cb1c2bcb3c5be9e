"""Readiness: the database answers, its schema is of this version, and it accepts writes."""

from sqlalchemy.exc import SQLAlchemyError

from queue_app.store.db import version
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.tables import CHORE

_NO_CHORE = CHORE.delete().where(CHORE.c.kind == "", CHORE.c.kind != "")


def find_problem(doors: Doors) -> str | None:
    """The first problem as text; None when the database is ready."""
    try:
        with doors.reading() as conn:
            schema = version.schema(conn)
    except SQLAlchemyError:
        return "the database does not answer"
    if schema is not version.Schema.CURRENT:
        return f"the schema is {schema.value} than this version"
    return None if _takes_writes(doors) else "the database takes no writes"


def _takes_writes(doors: Doors) -> bool:
    """Try a write that changes nothing and is rolled back."""
    try:
        with doors.writing() as conn:
            conn.begin()
            conn.execute(_NO_CHORE)
    except (SQLAlchemyError, DatabaseBusy):
        return False
    return True
