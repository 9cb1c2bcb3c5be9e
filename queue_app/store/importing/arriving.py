"""The temporary table that holds items before the lock is taken."""

from typing import Any

from sqlalchemy import BigInteger, BindParameter, Column, Integer, MetaData, Table, Text, bindparam

from queue_app.store.tables import BLOCK, ITEM

NAMES = (
    *("title", "words", "reference", "folded", "state", "slot", "imported", "run"),
    *("created_at", "came_on", "started_at", "started_on", "finished_at", "finished_on", "dropped_at", "dropped_on"),
)
"""The item columns that do not depend on the lock."""

ARRIVING = Table(
    "arriving",
    MetaData(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", BigInteger),
    Column("rank", BigInteger),
    Column("under", BigInteger),
    Column("block", BigInteger),
    Column("flag", BLOCK.c.sentence.type),
    Column("blocked", Text),
    Column("plan", Text),
    *(Column(name, ITEM.c[name].type) for name in NAMES),
    Column("event", Text),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",  # A session behind PgBouncer outlives the transaction.
)
"""`n` counts from 0. Numbers, ids, ranks and blocks are offsets from the first ones.

`event` is the beginning of the event's JSON text; `blocked` and `plan` are its parts about a block and a plan.
"""


def parameter(name: str, type_: Any = BigInteger) -> BindParameter[Any]:
    """A bind parameter with an explicit type."""
    return bindparam(name, type_=type_)
