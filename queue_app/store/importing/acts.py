"""Imports as acts: the row of each, and what happened to its items since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, exists, func, insert, or_, select, update

from queue_app.store.tables import EVENT_ITEM, EVIDENCE, IMPORT_ACT, ITEM, PERSON, WAIT

MOST = 50
"""The maximum number of listed acts."""

_TEAM: BindParameter[int] = bindparam("team")
_OF_TEAM = IMPORT_ACT.c.team_id == _TEAM
_STANDING = IMPORT_ACT.c.taken_back_at.is_(None)
_ACTS = (
    select(IMPORT_ACT, PERSON.c.name.label("by"))
    .select_from(IMPORT_ACT.outerjoin(PERSON, PERSON.c.id == IMPORT_ACT.c.person_id))
    .where(_OF_TEAM)
    .order_by(IMPORT_ACT.c.id.desc())
)
_LAST_EVIDENCE = select(func.coalesce(func.max(EVIDENCE.c.id), 0))
_later = EVENT_ITEM.alias("later")


@dataclass(frozen=True, slots=True)
class StoredAct:
    """An import. `made` has what the import created; `by` is None for the operator."""

    id: int
    at: datetime
    name: str
    kind: str
    first_seq: int
    items: int
    by: str | None = None
    taken_back_at: datetime | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    made: Mapping[str, Any] = field(default_factory=dict)


def insert_act(connection: Connection, row: dict[str, Any]) -> int:
    """Insert an act; returns its id."""
    return int(connection.execute(insert(IMPORT_ACT).values(row).returning(IMPORT_ACT.c.id)).scalar_one())


def last_evidence(connection: Connection) -> int:
    """The last id of evidence so far. Under the lock, later ids in the team belong to this transaction."""
    return int(connection.execute(_LAST_EVIDENCE).scalar_one())


def find_act(connection: Connection, team_id: int, act: int) -> StoredAct | None:
    """The team's act with this id, or None."""
    row = connection.execute(_ACTS.where(IMPORT_ACT.c.id == act), {"team": team_id}).one_or_none()
    return _act(row) if row is not None else None


def list_acts(connection: Connection, team_id: int) -> tuple[StoredAct, ...]:
    """The latest acts of the team that were not taken back, newest first."""
    return tuple(_act(row) for row in connection.execute(_ACTS.where(_STANDING).limit(MOST), {"team": team_id}))


def last_answers(connection: Connection, team_id: int, kind: str) -> Mapping[str, Any]:
    """The answers of the team's latest import of a file of this kind, even if it was taken back."""
    last = select(IMPORT_ACT.c.answers).where(_OF_TEAM, IMPORT_ACT.c.kind == kind).order_by(IMPORT_ACT.c.id.desc())
    found: Mapping[str, Any] | None = connection.execute(last.limit(1), {"team": team_id}).scalar_one_or_none()
    return found or {}


def _act(row: Any) -> StoredAct:
    return StoredAct(**{name: getattr(row, name) for name in StoredAct.__slots__})


def _own(act: StoredAct) -> tuple[ColumnElement[bool], ...]:
    """Conditions for the rows of `event_item` that belong to the events of this import."""
    seqs = EVENT_ITEM.c.seq.between(act.first_seq, act.first_seq + act.items - 1)
    return (EVENT_ITEM.c.team_id == _TEAM, seqs)


def _touched(act: StoredAct) -> ColumnElement[bool]:
    """Whether a later event names the item, or an item of another team waits for it."""
    later = (_later.c.team_id == EVENT_ITEM.c.team_id, _later.c.item_id == EVENT_ITEM.c.item_id)
    needed = exists().where(
        WAIT.c.on_team_id == EVENT_ITEM.c.team_id,
        WAIT.c.on_item_id == EVENT_ITEM.c.item_id,
        WAIT.c.team_id != EVENT_ITEM.c.team_id,
    )
    return or_(exists().where(*later, _later.c.seq > act.first_seq + act.items - 1), needed)


def touched_titles(connection: Connection, team_id: int, act: StoredAct) -> list[tuple[int, str]]:
    """(number, title) of the items of the act that were touched since."""
    query = (
        select(ITEM.c.number, ITEM.c.title)
        .join_from(EVENT_ITEM, ITEM, (ITEM.c.team_id == EVENT_ITEM.c.team_id) & (ITEM.c.id == EVENT_ITEM.c.item_id))
        .where(*_own(act), _touched(act))
        .order_by(ITEM.c.number)
    )
    return [(row.number, row.title) for row in connection.execute(query, {"team": team_id})]


def untouched_ids(connection: Connection, team_id: int, act: StoredAct) -> list[int]:
    """The ids of the items of the act that were not touched since."""
    query = select(EVENT_ITEM.c.item_id).where(*_own(act), ~_touched(act)).order_by(EVENT_ITEM.c.item_id)
    return list(connection.execute(query, {"team": team_id}).scalars())


def mark_taken_back(connection: Connection, act: int, at: datetime) -> None:
    """Record when the act was taken back."""
    connection.execute(update(IMPORT_ACT).where(IMPORT_ACT.c.id == act).values(taken_back_at=at))
