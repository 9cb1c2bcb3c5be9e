"""Waits as rows: those reachable from some items, and a lock against cycles that two transactions would create together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    FromClause,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    true,
)

from queue_app.domain.queue.item import State
from queue_app.domain.waits.wait import Edge, Named
from queue_app.store.tables import ITEM, MEMBERSHIP, TEAM, WAIT
from queue_app.store.team.members import WORKS
from queue_app.store.waits.held import held

_TEAM: BindParameter[int] = bindparam("team")
_TEAMS: BindParameter[int] = bindparam("teams", expanding=True)
_PERSON: BindParameter[Any] = bindparam("person")
_IDS: BindParameter[int] = bindparam("items", expanding=True)
MOST_SHOWN = 100
_GUARD = select(func.pg_advisory_xact_lock(7261453009))


def guard(connection: Connection) -> None:
    """Lock the adding of waits, across all teams. Otherwise two transactions could create a cycle that neither of them sees.

    SQLite has only one writer anyway. A transaction with this lock does not wait for a team's clock, so there is no deadlock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_GUARD)


@dataclass(frozen=True, slots=True)
class Reached:
    """A wait with both items. `team` and `place` are the waiter's team and rank. `row` has more about the item it waits for."""

    edge: Edge
    team: int
    waiter: Named
    on: Named
    place: int | None
    row: RowMapping


_WAITER, _ON = ITEM.alias("waiter"), ITEM.alias("waited_for")
_ITS_TEAM, _ON_TEAM = TEAM.alias("its_team"), TEAM.alias("on_team")


def _names(item: Any, team: Any, prefix: str) -> list[Any]:
    """The columns of one item of a wait: its name, and whether the reader is in its team."""
    names = [item.c[name].label(prefix + name) for name in ("id", "number", "title", "state", "rank")]
    member = exists().where(MEMBERSHIP.c.team_id == team.c.id, MEMBERSHIP.c.person_id == _PERSON)
    return [
        *names,
        team.c.id.label(prefix + "team"),
        team.c.name.label(prefix + "team_name"),
        member.label(prefix + "member"),
    ]


def _with_names(waits: FromClause) -> Select[Any]:
    """The waits, each with both items."""
    more = [_ON.c[name].label(f"on_{name}") for name in ("block_id", "started_on", "finished_on")]
    return select(
        waits.c.n, waits.c.at, *_names(_WAITER, _ITS_TEAM, "item_"), *_names(_ON, _ON_TEAM, "on_"), *more
    ).select_from(
        waits.join(_ON, and_(_ON.c.team_id == waits.c.on_team_id, _ON.c.id == waits.c.on_item_id))
        .join(_WAITER, and_(_WAITER.c.team_id == waits.c.team_id, _WAITER.c.id == waits.c.item_id))
        .join(_ITS_TEAM, _ITS_TEAM.c.id == waits.c.team_id)
        .join(_ON_TEAM, _ON_TEAM.c.id == waits.c.on_team_id)
    )


@lru_cache(maxsize=2)
def _reach(holding: bool) -> Select[Any]:
    """The waits of the items, of the items that they wait for, and so on. `holding` leaves out waits for finished items."""
    keys = (WAIT.c.team_id, WAIT.c.item_id, WAIT.c.on_team_id, WAIT.c.on_item_id, WAIT.c.n, WAIT.c.at)
    on = ITEM.alias("on_item")
    other = and_(on.c.team_id == WAIT.c.on_team_id, on.c.id == WAIT.c.on_item_id)
    open_only = on.c.finished_on.is_(None) if holding else true()
    first = select(*keys).select_from(WAIT.join(on, other)).where(WAIT.c.team_id.in_(_TEAMS), WAIT.c.item_id.in_(_IDS))
    reach = first.where(open_only).cte("reach", recursive=True)
    following = and_(WAIT.c.team_id == reach.c.on_team_id, WAIT.c.item_id == reach.c.on_item_id)
    reach = reach.union(select(*keys).select_from(reach.join(WAIT, following).join(on, other)).where(open_only))
    return _with_names(reach).order_by(reach.c.item_id, reach.c.n)


_NEEDED_BY = (
    _with_names(WAIT)
    .where(WAIT.c.on_team_id == _TEAM, WAIT.c.on_item_id == bindparam("item"), _WAITER.c.rank.is_not(None))
    .order_by(_WAITER.c.team_id, _WAITER.c.rank)
    .limit(MOST_SHOWN)
)


def reached_from(
    connection: Connection,
    team: int,
    items: Sequence[int],
    person: int | None,
    *,
    holding: bool,
    also: int | None = None,
) -> list[Reached]:
    """All waits reachable from the items (ids), which belong to the team or to the team `also`.

    `person` may read names of items in their own teams; with None only those of `team`.
    """
    if not items:
        return []
    query = {"teams": [team, also or team], "items": list(items), "person": person}
    return [_reached(row, team) for row in connection.execute(_reach(holding), query).mappings()]


def needed_by(connection: Connection, team: int, item: int, person: int | None) -> list[Reached]:
    """The waits of open items for this item (id), in the order of each team."""
    rows = connection.execute(_NEEDED_BY, {"team": team, "item": item, "person": person}).mappings()
    return [_reached(row, team) for row in rows]


def _reached(row: RowMapping, home: int) -> Reached:
    edge = Edge(row["item_id"], row["on_team"], row["on_id"], row["n"], row["at"])
    return Reached(edge, row["item_team"], _end(row, "item_", home), _end(row, "on_", home), row["item_rank"], row)


def _end(row: RowMapping, prefix: str, home: int) -> Named:
    elsewhere = row[prefix + "team"] != home
    return Named(
        id=row[prefix + "id"],
        number=row[prefix + "number"],
        title=row[prefix + "title"],
        state=State(row[prefix + "state"]),
        team=row[prefix + "team_name"] if elsewhere else None,
        hidden=elsewhere and not row[prefix + "member"],
    )


_NAMED = select(ITEM.c.id, ITEM.c.number, ITEM.c.title, ITEM.c.state, TEAM.c.name).select_from(
    ITEM.join(TEAM, TEAM.c.id == ITEM.c.team_id)
)
_ELSEWHERE = _NAMED.where(
    ITEM.c.team_id == _TEAM,
    ITEM.c.number == bindparam("number"),
    TEAM.c.archived_at.is_(None),
    TEAM.c.is_example.is_(False),
    exists().where(MEMBERSHIP.c.team_id == TEAM.c.id, MEMBERSHIP.c.person_id == _PERSON, WORKS),
)


def item_elsewhere(connection: Connection, team: int, number: int, person: int) -> Named | None:
    """The item of another team in which the person works; None if there is none. Never of the example, which may be removed."""
    row = connection.execute(_ELSEWHERE, {"team": team, "number": number, "person": person}).one_or_none()
    return Named(row.id, row.number, row.title, State(row.state), row.name) if row else None


_HAS_ONE_ELSEWHERE = exists().where(
    WAIT.c.team_id == ITEM.c.team_id, WAIT.c.item_id == ITEM.c.id, WAIT.c.on_team_id != WAIT.c.team_id
)
_WAIT_ELSEWHERE = (
    select(ITEM.c.number, held(ITEM).label("held"))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None), _HAS_ONE_ELSEWHERE)
    .order_by(ITEM.c.number)
)


def waiting_elsewhere(connection: Connection, team: int) -> dict[int, bool]:
    """{number: whether it is held} for the team's open items that wait for items of other teams."""
    return {row.number: bool(row.held) for row in connection.execute(_WAIT_ELSEWHERE, {"team": team})}


_NEEDED_ELSEWHERE = (
    select(_ON.c.number)
    .distinct()
    .select_from(
        WAIT.join(_ON, and_(_ON.c.team_id == WAIT.c.on_team_id, _ON.c.id == WAIT.c.on_item_id)).join(
            _WAITER, and_(_WAITER.c.team_id == WAIT.c.team_id, _WAITER.c.id == WAIT.c.item_id)
        )
    )
    .where(WAIT.c.on_team_id == _TEAM, WAIT.c.team_id != WAIT.c.on_team_id)
    .where(_ON.c.rank.is_not(None), _WAITER.c.rank.is_not(None))
    .order_by(_ON.c.number)
)


def needed_elsewhere(connection: Connection, team: int) -> list[int]:
    """The numbers of the team's open items that open items of other teams wait for."""
    return list(connection.scalars(_NEEDED_ELSEWHERE, {"team": team}))


_INSERT = insert(WAIT)
_DELETE = delete(WAIT).where(
    WAIT.c.team_id == bindparam("of_team"),
    WAIT.c.item_id == bindparam("of_item"),
    WAIT.c.on_item_id == bindparam("of_on"),
)


def add_edge(connection: Connection, team: int, edge: Edge) -> None:
    """Insert a wait."""
    row = {"team_id": team, "item_id": edge.item, "on_team_id": edge.on_team, "on_item_id": edge.on}
    connection.execute(_INSERT, row | {"n": edge.n, "at": edge.at})


def add_edges(connection: Connection, team: int, records: Sequence[Mapping[str, Any]], at: datetime) -> None:
    """Insert many waits with the same time, from the records in the event of an import."""
    rows = [
        {
            "team_id": team,
            "item_id": one["item"],
            "on_team_id": one["on_team"],
            "on_item_id": one["on"],
            "n": one["n"],
            "at": at,
        }
        for one in records
    ]
    if rows:
        connection.execute(_INSERT, rows)


def remove_edge(connection: Connection, team: int, edge: Edge) -> None:
    """Delete a wait."""
    connection.execute(_DELETE, {"of_team": team, "of_item": edge.item, "of_on": edge.on})


def named(reached: Iterable[Reached]) -> Mapping[int, Named]:
    """{id: item} of all items of the waits."""
    return {end.id: end for one in reached for end in (one.waiter, one.on)}
