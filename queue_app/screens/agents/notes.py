"""The last notes of an item, for an agent: each with whether an agent wrote it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from queue_app.store.tables import NOTE, PERSON

LAST_NOTES = 10


@dataclass(frozen=True, slots=True)
class WorkNote:
    """A note. `by_agent`: an agent of this person wrote it."""

    at: datetime
    by: str | None
    words: str
    by_agent: bool


_NOTES: Select[Any] = (
    select(NOTE.c.at, PERSON.c.name, NOTE.c.words, NOTE.c.agent)
    .select_from(NOTE.outerjoin(PERSON, PERSON.c.id == NOTE.c.by))
    .where(NOTE.c.team_id == bindparam("team"), NOTE.c.item_id == bindparam("item"))
    .order_by(NOTE.c.id.desc())
    .limit(LAST_NOTES)
)


def last_notes(connection: Connection, team: int, item: int, *, names: bool) -> tuple[WorkNote, ...]:
    """The last notes, oldest first. Authors only for readers who see `names`."""
    rows = connection.execute(_NOTES, {"team": team, "item": item}).all()
    return tuple(
        WorkNote(row.at, row.name if names else None, row.words, row.agent is not None) for row in reversed(rows)
    )
