"""A team with a long past: items that waited, ran and were finished or dropped over two years, with all their rows.

The rows are made in Python and inserted in bulk, so 100,000 items take seconds. Any number of items fills the same days, so two
such teams differ only in how much happened on a day.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from queue_app.store import tables
from queue_app.store.chores import RECORD
from queue_app.store.db.bulk import insert_rows
from queue_app.store.team.teams import add_member
from tests.cast import Cast, person

SPAN = timedelta(days=700)
GAP, HOUR, DAY = 2**32, timedelta(hours=1), timedelta(days=1)
PEOPLE, AREAS, QUOTED = 4, 6, 252
LONGEST = 24
WORDS = "The customer asked for it on the phone, and the old way takes two people an afternoon each time it comes up. "


@dataclass
class Past:
    """The numbers of closed and waiting items at a moment, and the ids that they refer to."""

    team: int
    closed: int
    waiting: int
    now: datetime
    people: Sequence[int] = ()
    areas: Sequence[int] = ()
    first: int = 1
    events: list[tuple[datetime, str, int | None, str, list[int]]] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def row(self, of: Table, **values: Any) -> None:
        self.rows.setdefault(of.name, []).append({"team_id": self.team} | values)

    def event(self, at: datetime, kind: str, by: int | None, *records: dict[str, Any], **data: Any) -> None:
        self.events.append((at, kind, by, json.dumps(data | {"items": records}), [record["id"] for record in records]))

    def write(self) -> None:
        """Make all rows, without inserting them."""
        for n in range(self.closed):
            self._closed(n)
        for n in range(self.waiting):
            self._waiting(n)
        for ago in range(1, QUOTED):
            self._quoted((self.now - ago * DAY).date())

    def _item(self, n: int, created: datetime, **values: Any) -> int:
        number = n + 1
        title = f"{('Report', 'Invoice', 'Search', 'Map', 'Upload')[n % 5]} of the {number}th kind"
        words = WORDS + str(number)
        about = {
            "title": title,
            "words": words,
            "reference": f"R-{number}",
            "folded": f"{title} r-{number} {words}".lower(),
        }
        item = self.first + n
        empty: dict[str, Any] = {"run": 0} | dict.fromkeys(
            ("rank", "started_at", "started_on", "finished_at", "finished_on", "dropped_at", "dropped_on", "origin_id")
        )
        self.row(
            tables.ITEM, id=item, number=number, created_at=created, came_on=created.date(), **about, **(empty | values)
        )
        self.row(tables.ITEM_AREA, item_id=item, area_id=self.areas[n % AREAS], n=1)
        return item

    def _closed(self, n: int) -> None:
        end = self.now - HOUR - (self.closed - n - 1) * SPAN / self.closed
        took = (n * 7919 % 101) ** 2 * LONGEST // 100**2
        start = end - took * DAY - HOUR
        created = start - (2 + n % 9) * DAY
        dropped = n % 25 == 0
        who = self.people[n % PEOPLE]
        done = (
            {"dropped_at": end, "dropped_on": end.date()}
            if dropped
            else {"finished_at": end, "finished_on": end.date()}
        )
        begun = {} if dropped else {"started_at": start, "started_on": start.date(), "run": 1}
        origin = self.first + n - 1 if n % 20 == 1 else None
        item = self._item(
            n, created, state="dropped" if dropped else "finished", **done | begun | {"origin_id": origin}
        )
        self.event(created, "added", None, {"id": item, "now": {"state": "waiting", "number": n + 1, "under": None}})
        if n % 2:
            beside = self.first + self.closed + n % max(self.waiting, 1)
            self.event(created + HOUR, "moved", who, {"id": item, "was": {"under": None}, "now": {"under": beside}})
        if dropped:
            self.event(
                end,
                "dropped",
                who,
                {"id": item, "was": {"state": "waiting", "under": None}, "now": {"state": "dropped"}},
            )
            return
        self.event(start, "pulled", None, {"id": item, "was": {"state": "waiting"}, "now": {"state": "in_progress"}})
        was = {"state": "in_progress", "under": None}
        self.event(end, "finished", None, {"id": item, "was": was, "now": {"state": "finished"}}, people=1)
        for worker in {who, self.people[n // AREAS % PEOPLE]}:
            area = self.areas[n % AREAS]
            self.row(tables.EVIDENCE, area_id=area, on_day=end.date(), person_id=worker)
        if n % 3 == 0:
            self.row(tables.NOTE, item_id=item, words="Asked twice.", folded="asked twice.", by=who, at=start)
        if n % 10 == 0:
            self.row(tables.BLOCK, item_id=item, sentence="Waits.", from_at=start, edited_at=start, to_at=end)
            self.event(start + HOUR / 2, "blocked", None, {"id": item, "now": {}})
            self.event(end, "unblocked", None, {"id": item, "now": {}})

    def _waiting(self, n: int) -> None:
        created = self.now - (n % 60 + 1) * DAY
        item = self._item(self.closed + n, created, state="waiting", rank=(n + 1) * GAP)
        self.row(tables.NOTE, item_id=item, words="Said once.", folded="said once.", by=self.people[0], at=created)
        under = item - 1 if n else None
        self.event(created, "added", None, {"id": item, "now": {"state": "waiting", "under": under}})

    def _quoted(self, day: Any) -> None:
        for place in (1, 3, 10, 30):
            dates = {f"p{share}": day + (place + n) * DAY for n, share in enumerate((50, 70, 85, 95))}
            self.row(tables.QUOTE, day=day, place=place, about="next", n=place, **dates)

    def numbered(self) -> Iterator[dict[str, Any]]:
        """The events in order of time. The first event is the creation of the team."""
        self.events.sort(key=lambda event: event[0])
        for seq, (at, kind, by, data, items) in enumerate(self.events, start=2):
            self.rows.setdefault("event_item", []).extend(
                {"team_id": self.team, "item_id": item, "seq": seq} for item in items
            )
            yield {"team_id": self.team, "seq": seq, "at": at, "kind": kind, "by": by, "data": data}


def fill_past(cast: Cast, closed: int, waiting: int) -> Past:
    """Give the cast's team a long past and many waiting items. Its history is too incomplete for a replay."""
    past = cast.untold(partial(_fill, cast=cast, closed=closed, waiting=waiting))
    if not cast.doors.is_sqlite:
        with cast.doors.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE)")  # As the server does automatically.
    return past


def _fill(conn: Connection, cast: Cast, closed: int, waiting: int) -> Past:
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")  # The rows are made first, in Python.
    people = [cast.alice, cast.bob, *(person(conn, f"{name}{closed}") for name in ("Dora", "Emil"))]
    for one in people[2:]:
        add_member(conn, cast.team, one, "member", cast.now)
    past = Past(cast.team, closed, waiting, cast.now, people, [_area(conn, cast.team, n) for n in range(AREAS)])
    past.first = int(conn.execute(select(func.coalesce(func.max(tables.ITEM.c.id), 0))).scalar_one()) + 1
    past.write()
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL timezone = 'UTC'")
    for name in ("item", "item_area", "evidence", "note", "block", "quote"):
        _insert(conn, getattr(tables, name.upper()), past.rows.get(name, []))
    events = list(past.numbered())
    if conn.dialect.name == "sqlite":
        _insert(conn, tables.EVENT, events)  # A trigger fills the list of their items.
    else:
        # Otherwise PostgreSQL checks its keys with plans made for empty tables.
        conn.exec_driver_sql("SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0")
        _insert(conn, tables.EVENT, events)
        _insert(conn, tables.EVENT_ITEM, past.rows["event_item"])
        conn.exec_driver_sql("SET LOCAL session_replication_role = origin")
    _follow(conn, past, len(events) + 1)
    return past


def _area(conn: Connection, team: int, n: int) -> int:
    row = {"team_id": team, "name": f"Area {n}", "folded": f"area {n}"}
    return int(conn.execute(insert(tables.AREA).values(row).returning(tables.AREA.c.id)).scalar_one())


def _insert(conn: Connection, of: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        insert_rows(conn, of, list(rows[0]), (tuple(map(_cell, row.values())) for row in rows))


def _cell(value: Any) -> Any:
    """A moment or a day in a form that both engines can read."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    return value.isoformat() if isinstance(value, date) else value


def _follow(conn: Connection, past: Past, revision: int) -> None:
    """Set the clock and the sequences after inserting rows without use cases, and mark the day's record as written."""
    last = past.closed + past.waiting
    clock = tables.CLOCK
    conn.execute(
        update(clock).where(clock.c.team_id == past.team).values(revision=revision, last_number=last, last_at=past.now)
    )
    conn.execute(insert(tables.CHORE).values(team_id=past.team, kind=RECORD, day=past.now.date(), at=past.now))
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SELECT setval(pg_get_serial_sequence('item', 'id'), (SELECT max(id) FROM item))")
