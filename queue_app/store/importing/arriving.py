"""The temporary table in which items wait for the lock, and the two statements that move them from there."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    Insert,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    select,
)

from queue_app.store.tables import EVENT, ITEM

NAMES = (
    *("title", "words", "reference", "folded", "state", "slot", "imported", "run"),
    *("created_at", "started_at", "started_on", "finished_at", "finished_on", "dropped_at"),
)
"""The columns of an item that do not depend on the lock."""

ARRIVING = Table(
    "arriving",
    MetaData(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", BigInteger),
    Column("rank", BigInteger),
    Column("under", BigInteger),
    *(Column(name, ITEM.c[name].type) for name in NAMES),
    Column("event", Text),
    prefixes=["TEMPORARY"],
)
"""`n` counts from 0. Numbers, ids and ranks are so far above the first ones; `event` is the beginning of an event's text."""

_A = ARRIVING.c


def _given(name: str, type_: Any = BigInteger) -> BindParameter[Any]:
    return bindparam(name, type_=type_)


_NUMBER, _ID = _A.n + _given("number"), _A.id + _given("id")


def _window(*columns: Any) -> Select[Any]:
    return select(*columns).where(_A.n >= _given("low"), _A.n < _given("high")).order_by(_A.n)


@lru_cache(maxsize=1)
def into_item() -> Insert:
    """Moves a window of items."""
    names = ["id", "team_id", "number", "rank", *NAMES]
    rows = _window(_ID, _given("team"), _NUMBER, _A.rank + _given("rank"), *(_A[name] for name in NAMES))
    return insert(ITEM).from_select(names, rows, include_defaults=False)


@lru_cache(maxsize=2)
def into_event(engine: str) -> Insert:
    """Writes an `imported` event for each item of a window."""
    under = func.coalesce(cast(_A.under + _given("id"), Text), _given("above", Text))
    place = case((_A.rank.is_(None), ""), else_=literal(', "under": ') + under)
    data: Any = _A.event + ', "number": ' + cast(_NUMBER, Text) + place + '}, "id": ' + cast(_ID, Text) + "}]}"
    if engine == "postgresql":
        data = cast(data, EVENT.c.data.type)
    at, by = _given("at", EVENT.c.at.type), _given("by")
    rows = _window(_given("team"), _A.n + _given("seq"), at, literal("imported"), by, data)
    return insert(EVENT).from_select(["team_id", "seq", "at", "kind", "by", "data"], rows, include_defaults=False)
