"""Stints: who is on an item. A stint belongs to a run of the item, so the end of the run ends it without a write."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, exists, func, select, true, update

from queue_app.domain.queue.join import OnItFacts
from queue_app.store.agents.stints import AGENT_ON_IT
from queue_app.store.db.upsert import upsert
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import AGENT_STINT, ITEM, STINT

ON_IT = and_(
    STINT.c.team_id == ITEM.c.team_id,
    STINT.c.item_id == ITEM.c.id,
    STINT.c.run == ITEM.c.run,
    STINT.c.left_at.is_(None),
    ITEM.c.slot.is_not(None),
)
"""The join of stints with running items, for the people who are on them now."""

_ON: Select[Any] = (
    select(STINT.c.person_id)
    .select_from(STINT.join(ITEM, ON_IT))
    .where(ITEM.c.team_id == bindparam("team"), ITEM.c.id == bindparam("item"))
    .order_by(STINT.c.joined_at, STINT.c.person_id)
)


MINE = (
    select(STINT.c.item_id, STINT.c.run)
    .select_from(STINT.join(ITEM, ON_IT))
    .where(STINT.c.team_id == bindparam("team"), STINT.c.person_id == bindparam("by"))
    .subquery("mine")
)
"""The running items that the person `by` is working on."""

_FORGET_RUN = delete(STINT).where(
    STINT.c.team_id == bindparam("team"), STINT.c.item_id == bindparam("item"), STINT.c.run == bindparam("of_run")
)
_RUNS = exists().where(
    ITEM.c.team_id == STINT.c.team_id,
    ITEM.c.id == STINT.c.item_id,
    ITEM.c.run == STINT.c.run,
    ITEM.c.slot.is_not(None),
)
_REJOIN = (
    update(STINT)
    .where(STINT.c.team_id == bindparam("team"), STINT.c.person_id == bindparam("by"), _RUNS)
    .where(STINT.c.left_at == bindparam("then", type_=STINT.c.left_at.type))
    .values(left_at=None)
)
_COUNT = select(func.count()).select_from(STINT).where(ON_IT).correlate(ITEM).scalar_subquery()
_AGENTS = select(func.count()).select_from(AGENT_STINT).where(AGENT_ON_IT).correlate(ITEM).scalar_subquery()
_FACTS: Select[Any] = (
    select(
        *columns(ITEM),
        _COUNT.label("on_it"),
        _AGENTS.label("agents"),
        MINE.c.item_id.label("mine_item"),
        MINE.c.run.label("mine_run"),
    )
    .select_from(ITEM.outerjoin(MINE, true()))
    .where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))
)


def on_it_facts(connection: Connection, team_id: int, number: int, by: int) -> OnItFacts | None:
    """The facts of joining the team's item `number`; None for an unknown number."""
    rows = connection.execute(_FACTS, {"team": team_id, "number": number, "by": by}).mappings().all()
    item = read(rows[0]) if rows else None
    if item is None:
        return None
    mine = tuple((row["mine_item"], row["mine_run"]) for row in rows if row["mine_item"] is not None)
    return OnItFacts(item, rows[0]["on_it"], mine, rows[0]["agents"])


def on_it(connection: Connection, team_id: int, item_id: int) -> list[int]:
    """The people (ids) who are on the item now."""
    return list(connection.execute(_ON, {"team": team_id, "item": item_id}).scalars())


def join(
    connection: Connection,
    team_id: int,
    person_id: int,
    at: datetime,
    onto: tuple[int, int] | None,
    leaving: Sequence[tuple[int, int]] = (),
) -> None:
    """The person leaves the items of `leaving` and joins `onto`; both are (item id, run). One statement."""
    stint = {"team_id": team_id, "person_id": person_id, "joined_at": at}
    rows = [stint | {"item_id": item, "run": run, "left_at": at} for item, run in leaving]
    if onto is not None:
        rows.append(stint | {"item_id": onto[0], "run": onto[1], "left_at": None})
    upsert(connection, STINT, rows, ["left_at"])


def end_all(connection: Connection, team_id: int, person_id: int, at: datetime) -> None:
    """End all stints of the person in the team."""
    mine = (STINT.c.team_id == team_id, STINT.c.person_id == person_id, STINT.c.left_at.is_(None))
    connection.execute(update(STINT).where(*mine).values(left_at=at))


def forget_run(connection: Connection, team_id: int, item_id: int, run: int) -> None:
    """Delete the stints of a run whose pull was undone."""
    connection.execute(_FORGET_RUN, {"team": team_id, "item": item_id, "of_run": run})


def rejoin(connection: Connection, team_id: int, person_id: int, left_at: datetime) -> None:
    """Reopen the stints that the person left at that moment, if the item is still in progress."""
    connection.execute(_REJOIN, {"team": team_id, "by": person_id, "then": left_at})
