"""Restores a whole team from an export.

Before the lock, ids are taken and rows go into temporary tables. Under the lock, set-based statements move the rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    MetaData,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from queue_app.store.db.bulk import Cells, insert_rows, readied, renew_plans
from queue_app.store.tables import (
    AGENT_SLOT,
    AREA,
    AREA_DAY,
    BLOCK,
    CLOCK,
    COIN,
    DAY_OFF,
    DECLARATION,
    EVENT,
    EVIDENCE,
    IMAGE,
    ITEM,
    ITEM_AREA,
    KIND,
    NOTE,
    QUOTE,
    REQUEST,
    SLOT,
    STEP,
    TEAM,
    WAIT,
)

COLUMNS: Mapping[Table, tuple[str, ...]] = {
    ITEM: tuple(column.name for column in ITEM.c if column.name != "block_id"),
    BLOCK: tuple(column.name for column in BLOCK.c),
    ITEM_AREA: ("team_id", "item_id", "area_id", "n"),
    STEP: tuple(column.name for column in STEP.c),
    WAIT: tuple(column.name for column in WAIT.c),
    NOTE: tuple(column.name for column in NOTE.c),
    IMAGE: tuple(column.name for column in IMAGE.c),
    EVENT: tuple(column.name for column in EVENT.c),
}
"""The largest tables, in the order in which they are filled. The block of an item is set after both."""
_ARRIVING = {
    of: Table(
        f"arriving_{of.name}",
        MetaData(),
        *(Column(name, of.c[name].type) for name in names),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",  # A session behind PgBouncer outlives the transaction.
    )
    for of, names in COLUMNS.items()
}
_APART = 10_000
"""On SQLite, new ids begin this far above the last one, because others can add rows before the lock."""
_FAR = 1_000_000_000
"""A number above any event number of a team."""
_TEAM: BindParameter[int] = bindparam("team")


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """Whether a team can take a whole export: its last event, and whether it has never had an item."""

    revision: int
    empty: bool


_STANDING = select(CLOCK.c.revision, CLOCK.c.last_number).where(CLOCK.c.team_id == _TEAM)
_OWN_AREAS = select(AREA.c.folded, AREA.c.id).where(
    AREA.c.team_id == _TEAM,
    or_(
        exists().where(DECLARATION.c.team_id == AREA.c.team_id, DECLARATION.c.area_id == AREA.c.id),
        exists().where(EVIDENCE.c.team_id == AREA.c.team_id, EVIDENCE.c.area_id == AREA.c.id),
    ),
)


def standing(connection: Connection, team: int) -> TeamStanding:
    """The current state of the team."""
    row = connection.execute(_STANDING, {"team": team}).one()
    return TeamStanding(row.revision, row.last_number == 0)


def own_areas(connection: Connection, team: int) -> dict[str, int]:
    """{folded name: id} of the areas with declarations or evidence. These areas are kept."""
    return dict(map(tuple, connection.execute(_OWN_AREAS, {"team": team})))


def take_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Ids for new rows. On SQLite, `are_free` must confirm under the lock that they are still free."""
    if connection.dialect.name == "sqlite":
        first = _last_id(connection, table) + _APART
        return range(first, first + count)
    following = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
    return list(connection.execute(select(following).select_from(func.generate_series(1, count))).scalars())


def are_free(connection: Connection, table: Table, ids: Sequence[int]) -> bool:
    """Whether nobody has taken the ids since. The transaction must hold the write lock."""
    return connection.dialect.name != "sqlite" or not ids or _last_id(connection, table) < ids[0]


def _last_id(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())


def lay_out(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Put rows of one of `COLUMNS` into a temporary table."""
    names = COLUMNS[table]
    ready = readied(table, names, connection.dialect)
    _ARRIVING[table].create(connection)
    cells: Iterator[Cells] = map(ready, rows)
    insert_rows(connection, _ARRIVING[table], names, cells)


def move_in(connection: Connection, team: int) -> None:
    """Move all rows out of the temporary tables. The triggers on items and events run as usual."""
    for table, names in COLUMNS.items():
        arriving = _ARRIVING[table]
        rows = select(*(arriving.c[name] for name in names))
        connection.execute(insert(table).from_select(names, rows, include_defaults=False))
        if table is ITEM:
            renew_plans(connection, ITEM)
        if table is BLOCK:
            _block(connection, team)


def _block(connection: Connection, team: int) -> None:
    still = select(BLOCK.c.id).where(
        BLOCK.c.team_id == ITEM.c.team_id, BLOCK.c.item_id == ITEM.c.id, BLOCK.c.to_at.is_(None)
    )
    blocked = select(BLOCK.c.item_id).where(BLOCK.c.team_id == team, BLOCK.c.to_at.is_(None))
    change = update(ITEM).where(ITEM.c.team_id == team, ITEM.c.id.in_(blocked))
    connection.execute(change.values(block_id=still.scalar_subquery()))


def put_behind(connection: Connection, team: int, count: int, last_at: datetime | None) -> None:
    """Renumber the team's events to follow `count` older ones. Those about slots and limit become `settings` events.

    None of these events names an item. Stored answers to requests lose their event number.
    """
    mine = EVENT.c.team_id == team
    connection.execute(update(EVENT).where(mine).values(seq=EVENT.c.seq + _FAR))
    connection.execute(update(EVENT).where(mine).values(seq=EVENT.c.seq - _FAR + count))
    if last_at is not None:
        connection.execute(update(EVENT).where(mine, EVENT.c.at < last_at).values(at=last_at))
    own = select(EVENT.c.seq, EVENT.c.kind, EVENT.c.data).where(
        mine, EVENT.c.kind.in_(("created", "limit_set", "history_from"))
    )
    for row in connection.execute(own).all():
        data = {"before_import": {"kind": row.kind, **row.data}}
        connection.execute(update(EVENT).where(mine, EVENT.c.seq == row.seq).values(kind="settings", data=data))
    connection.execute(update(REQUEST).where(REQUEST.c.team_id == team).values(seq=None))


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a team's small tables, without the team id. `settings` are columns of the team's own row.

    `merged`: {id of an area: id of the area it was merged into}.
    """

    settings: Mapping[str, Any]
    slots: Sequence[Mapping[str, Any]]
    agent_slots: Sequence[Mapping[str, Any]]
    areas: Sequence[Mapping[str, Any]]
    merged: Mapping[int, int]
    kinds: Sequence[Mapping[str, Any]]
    days_off: Sequence[Mapping[str, Any]]


def set_up(connection: Connection, team: int, parts: Parts, own: Mapping[str, int]) -> None:
    """Replace settings, slots, areas, kinds of block and days off of an empty team. The areas in `own` keep their ids."""
    connection.execute(update(TEAM).where(TEAM.c.id == team).values(**parts.settings))
    connection.execute(delete(AREA_DAY).where(AREA_DAY.c.team_id == team))
    connection.execute(update(AREA).where(AREA.c.team_id == team).values(merged_into=None))
    connection.execute(delete(AREA).where(AREA.c.team_id == team, AREA.c.id.not_in(list(own.values()))))
    rows = (SLOT, parts.slots), (AGENT_SLOT, parts.agent_slots), (KIND, parts.kinds), (DAY_OFF, parts.days_off)
    for table, entries in rows:
        connection.execute(delete(table).where(table.c.team_id == team))
        _insert(connection, table, team, entries)
    kept = set(own.values())
    _insert(connection, AREA, team, [area for area in parts.areas if area["id"] not in kept])
    for area in parts.areas:
        if area["id"] in kept:
            connection.execute(update(AREA).where(AREA.c.team_id == team, AREA.c.id == area["id"]).values(**area))
    for one, into in parts.merged.items():
        connection.execute(update(AREA).where(AREA.c.team_id == team, AREA.c.id == one).values(merged_into=into))


def add_rest(
    connection: Connection, team: int, coins: Sequence[Mapping[str, Any]], quotes: Sequence[Mapping[str, Any]]
) -> None:
    """Insert what refers to the items: coins and quotes."""
    _insert(connection, COIN, team, coins)
    connection.execute(delete(QUOTE).where(QUOTE.c.team_id == team))
    _insert(connection, QUOTE, team, quotes)


def _insert(connection: Connection, table: Table, team: int, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [{"team_id": team, **row} for row in rows])
