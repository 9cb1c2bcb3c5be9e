"""Whether this installation can work, for health checks and for `topmost doctor`."""

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from queue_app.store.db import ready
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.transaction import OutcomeUnknown, in_transaction


def find_problem(doors: Doors, now: datetime, *, write: bool) -> str | None:
    """The first problem as text, or None. `write`: try a write that reaches the disk and leaves no row."""
    problem = ready.find_problem(doors)
    if problem is None and write:
        try:
            in_transaction(doors, ready.write_a_row, now=now)
        except OutcomeUnknown as error:
            return ready.unwritten(error.__cause__ if isinstance(error.__cause__, Exception) else error)
        except (SQLAlchemyError, DatabaseBusy) as error:
            return ready.unwritten(error)
    return problem
