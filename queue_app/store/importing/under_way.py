"""Long imports under way. One row per person in a team shows the progress to every server process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from queue_app.store.importing.uploads import UploadOwner
from queue_app.store.tables import IMPORT_UNDER_WAY as ROW

SILENT = timedelta(seconds=60)
"""The importing process updates its row every second. After this silence it counts as dead."""

_MINE = and_(ROW.c.team_id == bindparam("of_team"), ROW.c.person_id == bindparam("of_person"))
_THIS = and_(_MINE, ROW.c.file == bindparam("of_file"))
_TOLD = ("file", "of", "done", "alive_at", "cancelled", "ended", "refused")


@dataclass(frozen=True, slots=True)
class UnderWay:
    """`done` of `of` items are written; 0 of 0 while the file is being read. `refused`: the stored reason of a failure."""

    file: str
    of: int
    done: int
    alive_at: datetime
    cancelled: bool
    ended: bool
    refused: Mapping[str, Any] | None = None

    def lives(self, now: datetime) -> bool:
        """Whether a process is still working on the import."""
        return not self.ended and self.alive_at > now - SILENT


def begin(connection: Connection, whose: UploadOwner, file: str, of: int, now: datetime) -> None:
    """Record a new import. It replaces an earlier one of the same person."""
    connection.execute(delete(ROW).where(_MINE), whose.bound)
    row = {"team_id": whose.team, "person_id": whose.person, "file": file, "of": of, "done": 0, "alive_at": now}
    connection.execute(insert(ROW).values(row | {"cancelled": False, "ended": False}))


def find(connection: Connection, whose: UploadOwner) -> UnderWay | None:
    """The person's import, under way or ended."""
    row = connection.execute(select(*(ROW.c[name] for name in _TOLD)).where(_MINE), whose.bound).one_or_none()
    return UnderWay(*row) if row else None


def tell(connection: Connection, *, whose: UploadOwner, file: str, done: int, of: int, now: datetime) -> None:
    """Record the progress, and that the process is alive."""
    change = update(ROW).where(_THIS).values(done=done, of=of, alive_at=now)
    connection.execute(change, whose.bound | {"of_file": file})


def cancel(connection: Connection, *, whose: UploadOwner, file: str) -> None:
    """Ask the process to stop the import."""
    connection.execute(update(ROW).where(_THIS).values(cancelled=True), whose.bound | {"of_file": file})


def end(connection: Connection, *, whose: UploadOwner, file: str, refused: Mapping[str, Any] | None) -> None:
    """Record the end of the import."""
    connection.execute(update(ROW).where(_THIS).values(ended=True, refused=refused), whose.bound | {"of_file": file})


def forget(connection: Connection, *, whose: UploadOwner) -> None:
    """Delete the row of an ended import."""
    connection.execute(delete(ROW).where(_MINE, ROW.c.ended), whose.bound)
