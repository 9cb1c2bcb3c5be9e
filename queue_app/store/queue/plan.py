"""The plan of an item: its steps, in order.

Also notes on items.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, select, update

from queue_app.domain.folding import search_fold
from queue_app.domain.notes import Note
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.plan import Step
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import ITEM, NOTE, STEP

_OF_ITEM = (STEP.c.team_id == bindparam("team"), STEP.c.item_id == bindparam("item"))
_STEPS: Select[Any] = select(STEP.c.words, STEP.c.done_at).where(*_OF_ITEM).order_by(STEP.c.n)
_PLANNED: Select[Any] = (
    select(*columns(ITEM), STEP.c.words.label("step_words"), STEP.c.done_at.label("step_done_at"))
    .select_from(ITEM)
    .outerjoin(STEP, and_(STEP.c.team_id == ITEM.c.team_id, STEP.c.item_id == ITEM.c.id))
    .where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))
    .order_by(STEP.c.n)
)
_CLEAR = delete(STEP).where(*_OF_ITEM)
_WRITE = insert(STEP)


def steps(connection: Connection, team_id: int, item_id: int) -> list[Step]:
    """The plan of an item."""
    return [Step(*row) for row in connection.execute(_STEPS, {"team": team_id, "item": item_id})]


def planned(connection: Connection, team_id: int, number: int) -> tuple[Item, list[Step]] | None:
    """(item, plan) of the team's item `number`; None for an unknown number."""
    rows = connection.execute(_PLANNED, {"team": team_id, "number": number}).mappings().all()
    item = read(rows[0]) if rows else None
    if item is None:
        return None
    return item, [Step(row["step_words"], row["step_done_at"]) for row in rows if row["step_words"] is not None]


def clear(connection: Connection, team_id: int, item_id: int) -> None:
    """Delete the plan of an item."""
    connection.execute(_CLEAR, {"team": team_id, "item": item_id})


def write(connection: Connection, team_id: int, plans: dict[int, Sequence[Step]]) -> None:
    """Insert plans ({item id: steps}); the items must not have one."""
    rows = [
        {"team_id": team_id, "item_id": item, "n": n, "words": step.words, "done_at": step.done_at}
        for item, plan in plans.items()
        for n, step in enumerate(plan, start=1)
    ]
    if rows:
        connection.execute(_WRITE, rows)


_WRITE_NOTE = insert(NOTE).returning(NOTE.c.id)


_NOTES_SINCE = select(func.count()).where(
    NOTE.c.team_id == bindparam("team"),
    NOTE.c.by == bindparam("who"),
    NOTE.c.at > bindparam("since", type_=NOTE.c.at.type),
    NOTE.c.agent.is_not_distinct_from(bindparam("agent", type_=NOTE.c.agent.type)),
)


def notes_since(connection: Connection, team_id: int, by: int, agent: str | None, since: datetime) -> int:
    """How many notes the person, or the person's agent of this name, wrote after `since`."""
    query = {"team": team_id, "who": by, "agent": agent, "since": since}
    return int(connection.execute(_NOTES_SINCE, query).scalar_one())


def write_note(
    connection: Connection,
    team_id: int,
    item_id: int,
    words: str,
    by: int | None,
    at: datetime,
    agent: str | None = None,
) -> int:
    """Insert a note; returns its id. If an agent wrote it, `agent` is its name and `by` its sponsor."""
    row = {"team_id": team_id, "item_id": item_id, "words": words, "folded": search_fold(words), "by": by}
    row |= {"at": at, "agent": agent}
    return int(connection.execute(_WRITE_NOTE, row).scalar_one())


_NOTE = select(NOTE.c.words, NOTE.c.at, NOTE.c.by, NOTE.c.agent, NOTE.c.corrected_at).where(
    NOTE.c.team_id == bindparam("team"), NOTE.c.item_id == bindparam("item"), NOTE.c.id == bindparam("note")
)
_CORRECT = update(NOTE).where(NOTE.c.team_id == bindparam("team"), NOTE.c.id == bindparam("note"))


def note_of(connection: Connection, team_id: int, item_id: int, note_id: int) -> Note | None:
    """The note of an item; None if the item has no such note."""
    row = connection.execute(_NOTE, {"team": team_id, "item": item_id, "note": note_id}).one_or_none()
    return Note(*row) if row is not None else None


def write_correction(connection: Connection, team_id: int, note_id: int, note: Note) -> None:
    """Save the words of a note, and when they were corrected."""
    values = {"words": note.words, "folded": search_fold(note.words), "corrected_at": note.corrected_at}
    connection.execute(_CORRECT.values(values), {"team": team_id, "note": note_id})
