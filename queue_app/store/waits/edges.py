"""The waits as rows: all that can be reached from some items, one by one, and the guard of a circle that two would make together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
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

_TEAM: BindParameter[int] = bindparam("team")
_TEAMS: BindParameter[int] = bindparam("teams", expanding=True)
_PERSON: BindParameter[Any] = bindparam("person")
_IDS: BindParameter[int] = bindparam("items", expanding=True)
_GUARD = select(func.pg_advisory_xact_lock(7261453009))


def guard(connection: Connection) -> None:
    """Let one transaction at a time add waits, whatever their teams: two teams together could else make a circle that neither
    sees. SQLite has one writer anyway. Whoever holds it waits for no clock, so nobody waits in a ring."""
    if connection.dialect.name == "postgresql":
        connection.execute(_GUARD)


@dataclass(frozen=True, slots=True)
class Reached:
    """A wait, and the rows of what waits (`place`: its rank) and of what it waits for."""

    edge: Edge
    team: int
    place: int | None
    on: Named
    row: RowMapping


@lru_cache(maxsize=2)
def _reach(holding: bool) -> Select[Any]:
    """The waits of the items and of those that they wait for, and so on. `holding`: without those for finished items."""
    keys = (WAIT.c.team_id, WAIT.c.item_id, WAIT.c.on_team_id, WAIT.c.on_item_id, WAIT.c.n, WAIT.c.at)
    on = ITEM.alias("on_item")
    other = and_(on.c.team_id == WAIT.c.on_team_id, on.c.id == WAIT.c.on_item_id)
    open_only = on.c.finished_on.is_(None) if holding else true()
    first = select(*keys).select_from(WAIT.join(on, other)).where(WAIT.c.team_id.in_(_TEAMS), WAIT.c.item_id.in_(_IDS))
    reach = first.where(open_only).cte("reach", recursive=True)
    following = and_(WAIT.c.team_id == reach.c.on_team_id, WAIT.c.item_id == reach.c.on_item_id)
    reach = reach.union(select(*keys).select_from(reach.join(WAIT, following).join(on, other)).where(open_only))
    item, its = ITEM.alias("item_of"), ITEM.alias("waited_for")
    member = exists().where(MEMBERSHIP.c.team_id == reach.c.on_team_id, MEMBERSHIP.c.person_id == _PERSON)
    names = ("number", "title", "state", "rank", "block_id", "started_on", "finished_on")
    return (
        select(*reach.c, item.c.rank.label("place"), *(its.c[name] for name in names))
        .add_columns(TEAM.c.name.label("team_name"), member.label("member"))
        .select_from(
            reach.join(its, and_(its.c.team_id == reach.c.on_team_id, its.c.id == reach.c.on_item_id))
            .join(item, and_(item.c.team_id == reach.c.team_id, item.c.id == reach.c.item_id))
            .join(TEAM, TEAM.c.id == reach.c.on_team_id)
        )
        .order_by(reach.c.item_id, reach.c.n)
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
    """All waits that can be reached from the items (ids) of the team, some of which may be of the team `also`.

    `person` reads the names of the teams that they are in; None: of `team` alone.
    """
    if not items:
        return []
    query = {"teams": [team, also or team], "items": list(items), "person": person}
    return [_reached(row, team) for row in connection.execute(_reach(holding), query).mappings()]


def _reached(row: RowMapping, home: int) -> Reached:
    elsewhere = row["on_team_id"] != home
    on = Named(
        id=row["on_item_id"],
        number=row["number"],
        title=row["title"],
        state=State(row["state"]),
        team=row["team_name"] if elsewhere else None,
        hidden=elsewhere and not row["member"],
    )
    edge = Edge(row["item_id"], row["on_team_id"], row["on_item_id"], row["n"], row["at"])
    return Reached(edge, row["team_id"], row["place"], on, row)


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
    """The item of another team in which the person works; None without it, and for the example, which may be removed."""
    row = connection.execute(_ELSEWHERE, {"team": team, "number": number, "person": person}).one_or_none()
    return Named(row.id, row.number, row.title, State(row.state), row.name) if row else None


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


def remove_edge(connection: Connection, team: int, edge: Edge) -> None:
    """Delete a wait."""
    connection.execute(_DELETE, {"of_team": team, "of_item": edge.item, "of_on": edge.on})


def named(reached: Iterable[Reached]) -> Mapping[int, Named]:
    """{id: the item} of all that is waited for."""
    return {one.on.id: one.on for one in reached}
