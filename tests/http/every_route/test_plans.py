"""No statistics make a page slow: whatever PostgreSQL assumes about its tables, a page of 3,000 items reads each row few times.

Seen before, with statistics of empty tables: a search joined 10,000 rows with themselves, 100 million pairs in over 10 s, and
a list of one area went through all its tags for each item.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from queue_app.store.db.engine import Doors
from queue_app.store.tables import ITEM, ITEM_AREA, NOTE
from tests.cast import MONDAY, Cast
from tests.http.reading import Person
from tests.store.rows import area, fill, many

ITEMS = 3_000
TIMES = 20
PAGES = (
    "",
    "?q=item",
    "?q=asked",
    "?only=not_placed&q=item",
    "?area={area}",
    "/coin?items=77&q=item",
    "/finished?area={area}",
    "/finished?only=added&q=asked",
    "/items/77",
    "/items/77/move?q=item",
    "/order",
    "/standup",
    "/forecast",
    "/radiator",
)
NESTED = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
"""What the planner prefers if it expects almost no rows."""


@pytest.mark.parametrize("doors", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.parametrize(
    "empty", [("item",), ("item_area",), ("note",), ("item", "item_area", "block", "note")], ids=" ".join
)
def test_a_page_looks_at_each_row_few_times(site, cast, queue, empty):
    fill(cast, ITEMS)
    tagged, bob = tag_all(cast), Person(site.browser(cast.bob))
    believed_empty(cast.doors, empty)
    for page in PAGES:
        with looked_at(cast.doors) as rows:
            assert bob.look(queue + page.format(area=tagged)).response.status_code == 200
        assert max(rows.values()) <= TIMES * ITEMS, max(rows, key=lambda statement: rows[statement])


def believed_empty(doors: Doors, tables: tuple[str, ...]) -> None:
    """Statistics of a time when these tables had pages but no rows. Other tables have current statistics."""
    with doors.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE) item, item_area, block, note")
        for name in tables:
            of_it = (
                f"SELECT '{name}'::regclass UNION SELECT indexrelid FROM pg_index WHERE indrelid = '{name}'::regclass"
            )
            connection.exec_driver_sql(f"DELETE FROM pg_statistic WHERE starelid = '{name}'::regclass")
            connection.exec_driver_sql(f"UPDATE pg_class SET reltuples = 0, relpages = 50 WHERE oid IN ({of_it})")


def tag_all(cast: Cast) -> int:
    """Add an area and a note to every item. Returns the area's id."""
    tagged = area(cast, "Payments")

    def write(conn: Connection) -> None:
        items = conn.execute(ITEM.select().with_only_columns(ITEM.c.id)).scalars().all()
        many(conn, ITEM_AREA, [{"team_id": cast.team, "item_id": i, "area_id": tagged, "n": 1} for i in items])
        asked = {"team_id": cast.team, "words": "Asked.", "folded": "asked.", "at": MONDAY}
        many(conn, NOTE, [asked | {"item_id": i} for i in items])

    cast.untold(write)
    return tagged


@contextmanager
def looked_at(doors: Doors) -> Iterator[dict[str, int]]:
    """How many rows each statement that reads looked at while the context is open, joined by nested loops."""
    rows: dict[str, int] = {}

    def explain(conn, cursor, statement, parameters, *_):
        if statement.startswith(("SELECT", "WITH")):
            with conn.connection.dbapi_connection.cursor() as beside:
                beside.execute(NESTED)
                beside.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", parameters)
                rows[statement] = in_plan(beside.fetchone()[0][0]["Plan"])

    event.listen(doors.engine, "before_cursor_execute", explain)
    try:
        yield rows
    finally:
        event.remove(doors.engine, "before_cursor_execute", explain)


def in_plan(node: dict[str, Any]) -> int:
    """The rows that the plan node and its children returned or filtered out, in all loops."""
    each = sum(node.get(name, 0) for name in ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter"))
    return int(each * node["Actual Loops"]) + sum(in_plan(below) for below in node.get("Plans", ()))
