"""Reading and writing items. Statements are built once per set of columns; each row names its team."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Label,
    RowMapping,
    and_,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    update,
)

from queue_app.domain.errors import NotFound
from queue_app.domain.folding import search_fold
from queue_app.domain.queue.changes import Change, in_turn
from queue_app.domain.queue.item import Item, State
from queue_app.domain.team.team import Team
from queue_app.store.db.prepared import Prepared, list_parameters, values_of
from queue_app.store.tables import ITEM
from queue_app.store.waits.held import held

NOT_PLACED: ColumnElement[bool] = literal_column("NOT item.placed")
"""The condition for new items that nobody placed yet. Exactly the predicate of the partial index."""

_URGENT = ITEM.alias("urgent_item")
URGENT = select(_URGENT.c.number).where(_URGENT.c.team_id == bindparam("team"), literal_column("urgent_item.urgent"))
"""The number of the team's urgent item, of which there is at most one. Has exactly the predicate of the partial index."""

_STORED = tuple(f.name for f in fields(Item) if f.name != "under")
_CHANGEABLE = tuple(name for name in _STORED if name not in ("id", "number"))


def waiting(table: FromClause) -> ColumnElement[bool]:
    """The condition that an item waits, in a form that fits the indexes: literal for the partial one, and with a rank.
    Closed items have no rank, and without this condition SQLite scans them all before the first rank."""
    return and_(literal_column(f"{_name(table)}.state = 'waiting'"), table.c.rank.is_not(None))


def ready(table: FromClause) -> Any:
    """The condition that a pull may take the item: it is waiting, not blocked (the predicate of the partial index), and free."""
    return and_(waiting(table), table.c.block_id.is_(None), ~held(table))


def passed_over(table: FromClause) -> Any:
    """The condition that every pull passes over the item: it is waiting, but not `ready`."""
    return and_(waiting(table), or_(table.c.block_id.is_not(None), held(table)))


def marked_urgent(table: FromClause) -> ColumnElement[bool]:
    """The condition for the urgent item. Exactly the predicate of the partial index."""
    return literal_column(f"{_name(table)}.urgent")


def _name(table: FromClause) -> str:
    return str(getattr(table, "name", "item"))


def columns(table: FromClause, prefix: str = "") -> list[Label[Any]]:
    """All columns of an item, and `under`: the id of the open item directly above."""
    above = ITEM.alias(f"{prefix}above")
    under = (
        select(above.c.id)
        .where(above.c.team_id == table.c.team_id, above.c.rank < table.c.rank)
        .order_by(above.c.rank.desc())
        .limit(1)
        .scalar_subquery()
    )
    return [table.c[name].label(prefix + name) for name in _STORED] + [under.label(prefix + "under")]


def read(row: Mapping[str, Any] | RowMapping, prefix: str = "") -> Item | None:
    """The item in a row selected with `columns`; None if an outer join found no item."""
    if row[prefix + "id"] is None:
        return None
    values = {name: row[prefix + name] for name in _STORED}
    values["state"] = State(values["state"])
    return Item(**values, under=row[prefix + "under"])


def stored(table: FromClause) -> list[Label[Any]]:
    """All columns of an item, with NULL as `under`, for queries that do not need its place."""
    return [*(table.c[name].label(name) for name in _STORED), null().label("under")]


@lru_cache(maxsize=64)
def _by_numbers(count: int) -> Prepared:
    numbers = list_parameters("number", count, ITEM.c.number)
    return Prepared(
        select(*columns(ITEM))
        .where(ITEM.c.team_id == bindparam("team"), ITEM.c.number.in_(numbers))
        .order_by(ITEM.c.rank, ITEM.c.number)
    )


def by_numbers(connection: Connection, team: int, numbers: Sequence[int]) -> list[Item]:
    """The team's items with these numbers, in the order of the queue; unknown numbers are left out.

    Without numbers it runs no query: an empty IN would scan the whole team.
    """
    if not numbers:
        return []
    rows = _by_numbers(len(numbers)).rows(connection, {"team": team} | values_of("number", numbers))
    return [item for row in rows if (item := read(row))]


def of_number(connection: Connection, team: int, number: int) -> Item:
    """The team's item with this number. Raises NotFound."""
    for item in by_numbers(connection, team, [number]):
        return item
    raise NotFound


@lru_cache(maxsize=256)
def _update(names: tuple[str, ...], some_keep_rank: bool) -> Prepared:
    row = and_(ITEM.c.team_id == bindparam("of_team"), ITEM.c.id == bindparam("of_id"))
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
    if some_keep_rank:
        values["rank"] = case((bindparam("keeps_rank", type_=Boolean), ITEM.c.rank), else_=values["rank"])
    if "dropped_at" in names:
        values["dropped_on"] = bindparam("to_dropped_on", type_=ITEM.c.dropped_on.type)
    if "title" in names:
        rest = func.substr(ITEM.c.folded, bindparam("behind_title"))
        values["folded"] = bindparam("folded_title", type_=ITEM.c.folded.type) + rest
    return Prepared(update(ITEM).where(row).values(values))


def save(connection: Connection, team: Team, changes: Sequence[Change]) -> None:
    """Write the changes in one statement, ordered so that an item leaves a slot or rank before another takes it.

    It writes the same columns for all items, except that unchanged ranks stay: they may have been renumbered since.
    """
    written = in_turn([change for change in changes if change.before is not None])
    names = tuple(n for n in _CHANGEABLE if any(_differs(change, n) for change in written))
    if names:
        some_keep = "rank" in names and not all(_differs(change, "rank") for change in written)
        rows = [{"of_team": team.id, "of_id": c.after.id} | _values(c, names, team) for c in written]
        if some_keep:
            rows = [row | {"keeps_rank": not _differs(c, "rank")} for row, c in zip(rows, written, strict=True)]
        _update(names, some_keep).write(connection, *rows)


def _differs(change: Change, name: str) -> bool:
    return bool(getattr(change.before, name) != getattr(change.after, name))


def _values(change: Change, names: tuple[str, ...], team: Team) -> dict[str, Any]:
    """The parameters for one item. Only the title at the start of the search text is replaced."""
    after = change.after
    values = {f"to_{n}": getattr(after, n) for n in names}
    if "dropped_at" in names:
        values["to_dropped_on"] = team.day(after.dropped_at) if after.dropped_at else None
    if "title" in names and change.before:
        values["folded_title"] = search_fold(after.title)
        values["behind_title"] = len(search_fold(change.before.title)) + 1
    return values


_INSERT = insert(ITEM).returning(ITEM.c.id, ITEM.c.number)


def insert_new(connection: Connection, team: int, rows: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Insert items; each row has at least number, title, state, rank, created_at, came_on. Returns {number: id}."""
    written = connection.execute(_INSERT, [{**row, "team_id": team, "folded": folded(row)} for row in rows])
    return {number: id_ for id_, number in written}


_NOT_PLACED = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == bindparam("team"), NOT_PLACED)


def not_placed(connection: Connection, team: int) -> int:
    """How many items nobody has placed yet."""
    return int(connection.execute(_NOT_PLACED, {"team": team}).scalar_one())


def row_of(item: Item) -> dict[str, Any]:
    """The columns of a new item, without the id, which the database generates."""
    return {name: getattr(item, name) for name in _CHANGEABLE} | {"number": item.number}


def folded(row: Mapping[str, Any]) -> str:
    """The search text: title, reference and words, each folded separately, so that the title can be replaced alone."""
    return " ".join(search_fold(str(row.get(name) or "")) for name in ("title", "reference", "words"))
