"""Two teams with at least one row in every table, so that each constraint has something to be attacked on.

Ids of team 1 begin with 1, those of team 2 with 2: items 101 to 108 are waiting, waiting, in slot 1, finished, dropped,
blocked, urgent, in slot 2; slot 3 is free. Team 2 has a slot (50) and an event (3) whose numbers team 1 does not have.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from queue_app.store.db.base import Base

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
TEAMS = (1, 2)
IMAGE = {"n": 1, "kind": "png", "width": 1, "height": 1, "size": 3, "sha256": 64 * "0", "at": AT, "content": b"abc"}

Row = dict[str, Any]


def make_world(conn: Connection) -> None:
    """Insert everything, the rows that others refer to first."""
    for name, rows in [*_people(), *[pair for team in TEAMS for pair in _team(team)]]:
        conn.execute(insert(Base.metadata.tables[name]), rows)
    item = Base.metadata.tables["item"]
    conn.execute(update(item).where(item.c.number == 6).values(block_id=item.c.team_id * 10))
    conn.execute(update(item).where(item.c.number == 2).values(origin_id=item.c.team_id * 100 + 1))
    if conn.dialect.name == "postgresql":
        _count_on_above_the_ids(conn)


def _count_on_above_the_ids(conn: Connection) -> None:
    """An attack that inserts without an id must never meet an id of these rows: PostgreSQL counts on by itself."""
    for table in Base.metadata.sorted_tables:
        if table.autoincrement_column is not None:
            sequence = func.pg_get_serial_sequence(table.name, table.autoincrement_column.name)
            conn.execute(select(func.setval(sequence, 1_000_000)))


def _people() -> list[tuple[str, list[Row]]]:
    people = [
        {"id": t, "email": f"p{t}@example.org", "email_folded": f"p{t}@example.org", "name": "P", "created_at": AT}
        for t in TEAMS
    ]
    link = {"hash": "l", "purpose": "reset", "person_id": 1, "made_by": 1, "created_at": AT, "expires_at": AT}
    session = {"id_hash": "s", "person_id": 1, "created_at": AT, "last_seen": AT, "expires_at": AT}
    throttle = {"kind": "account", "hash": "t", "failures": 1, "since": AT, "until": AT}
    device = {"hash": "d", "person_id": 1, "created_at": AT, "last_seen": AT}
    links = [("one_time_link", [link]), ("session", [session]), ("device", [device])]
    notice = {"id": 1, "words": "Down at 18:00", "until": AT}
    return [("person", people), *links, ("throttle", [throttle]), ("notice", [notice]), *_ways_in()]


def _ways_in() -> list[tuple[str, list[Row]]]:
    """Of person 1: who they are at an identity provider, their second step, a letter that waits; and what is of nobody."""
    mine = {"person_id": 1, "created_at": AT}
    letter = {"id": 1, "kind": "reset", "address": "a@example.org", "about": {}}
    return [
        ("identity", [mine | {"issuer": "https://login.example.org", "subject": "s 1", "last_begun_at": AT}]),
        ("second_step", [mine | {"sealed": "sealed"}]),
        ("recovery_code", [{"person_id": 1, "hash": "code 1"}]),
        ("older_writer", [{"revision": "2026_12_06_outages"}]),
        ("life_sign", [{"id": 1, "since": AT, "at": AT}]),
        ("outage", [{"id": 1, "began_at": AT, "ended_at": AT + timedelta(minutes=5), "announced": False}]),
        ("outbox", [letter | {"made_at": AT, "expires_at": AT, "due_at": AT}]),
    ]


def _team(t: int) -> list[tuple[str, list[Row]]]:
    of = {"team_id": t}
    step = {"words": "a step"}
    quote = {"day": DAY, "place": 1, "n": 1}
    return [
        ("team", [{"id": t, "name": "T", "created_at": AT}]),
        ("team_clock", [of | {"revision": 2, "last_at": AT, "last_number": 8}]),
        ("wip_slot", [of | {"n": n, "closing": False} for n in (1, 2, 3, 48 + t)]),
        ("agent_slot", [of | {"n": n, "closing": False} for n in (1, 2, 48 + t)]),
        ("membership", [of | {"person_id": t, "role": "manager", "since": AT}]),
        (
            "area",
            [
                of | {"id": t * 10 + n, "name": f"A{n}", "folded": f"a{n}", "merged_into": t * 10 + n}
                for n in (1, 2, 3, 4)
            ],
        ),
        ("block_kind", [of | {"id": t * 10 + n, "name": f"K{n}", "inside": True} for n in (1, 2)]),
        ("former_person", [of | {"id": t * 10 + n, "name": f"F{n}", "claimed_by": t} for n in (1, 2)]),
        ("item", [_item(t, n) for n in range(1, 9)]),
        ("block", [of | _block(t)]),
        ("event", [of | {"seq": n, "at": AT, "kind": "added", "by": t, "data": {}} for n in range(1, t + 2)]),
        ("event_item", [of | {"item_id": t * 100 + 1, "seq": 1}]),
        ("request", [of | {"person_id": t, "key": "k" * 8, "hash": "h", "seq": 1, "at": AT, "result": {}}]),
        ("item_area", [of | {"item_id": t * 100 + 1, "area_id": t * 10 + n, "n": n} for n in (1, 2)]),
        ("evidence", [of | {"area_id": t * 10 + 1, "on_day": DAY, "person_id": t}]),
        ("evidence", [of | {"area_id": t * 10 + 1, "on_day": DAY, "former_id": t * 10 + 1}]),
        ("step", [of | step | {"item_id": t * 100 + 1, "n": n} for n in (1, 2)]),
        ("note", [of | {"item_id": t * 100 + 1, "words": "a note", "at": AT, "by": t}]),
        ("image", [of | IMAGE | {"item_id": t * 100 + 1, "by": t}]),
        ("stint", [of | {"item_id": t * 100 + 3, "run": 1, "person_id": t, "joined_at": AT}]),
        ("waits", [of | {"item_id": t * 100 + 1, "on_team_id": t, "on_item_id": t * 100 + 2, "n": 1, "at": AT}]),
        ("skip", [of | _about(t) | {"until_day": DAY, "item_version": 1, "kind": "area", "at": AT}]),
        ("coin", [of | {"low_id": t * 100 + 1, "high_id": t * 100 + 2, "winner_id": t * 100 + 1, "at": AT}]),
        ("api_token", [of | _token(t), of | _token(t) | {"id": 50 + t, "hash": f"agent {t}", "scope": "agent"}]),
        ("agent_stint", [of | _agent_stint(t)]),
        ("upload", [of | _upload(t)]),
        ("import_under_way", [of | _under_way(t)]),
        ("taken_numbers", [of | {"first": 5, "last": 6}]),
        ("one_time_link", [of | _invitation(t)]),
        ("day_off", [of | {"day": DAY}]),
        (
            "quote",
            [of | quote | {"about": "next", "item_id": None}, of | quote | {"about": "item", "item_id": t * 100 + 1}],
        ),
        ("page_link", [of | _page_link(t)]),
        ("declaration", [of | {"person_id": t, "area_id": t * 10 + 1, "says": "can", "on_day": DAY}]),
        ("absence", [of | {"id": t, "person_id": t, "first_day": DAY, "last_day": DAY}]),
        ("import_act", [of | _import_act(t)]),
        ("views", [of | {"n": n, "name": f"V{n}", "folded": f"v{n}", "narrowed": "{}", "made_by": t} for n in (1, 2)]),
        ("area_day", [of | {"day": DAY, "area_id": t * 10 + 1, "state": "thin"}]),
    ]


def _block(t: int) -> Row:
    words = {"sentence": "waits", "from_at": AT, "edited_at": AT}
    return words | {"id": t * 10, "item_id": t * 100 + 6, "kind_id": t * 10 + 1}


def _invitation(t: int) -> Row:
    return {
        "hash": f"i{t}",
        "purpose": "invitation",
        "made_by": t,
        "role": "member",
        "created_at": AT,
        "expires_at": AT,
    }


def _about(t: int) -> Row:
    return {"item_id": t * 100 + 1, "person_id": t}


def _token(t: int) -> Row:
    words = {"name": "token", "scope": "read", "hash": f"token {t}", "hint": "abc"}
    return words | {"id": t, "person_id": t, "created_at": AT, "expires_at": AT}


def _agent_stint(t: int) -> Row:
    return {"item_id": t * 100 + 3, "run": 1, "token_id": t, "joined_at": AT, "seen_at": AT}


def _page_link(t: int) -> Row:
    return {"id": t, "page": "forecast", "name": "for all", "hash": f"page {t}", "made_by": t, "created_at": AT}


def _import_act(t: int) -> Row:
    row = {"id": t, "person_id": t, "at": AT, "name": "a.csv", "kind": "csv", "answers": {}}
    return row | {"first_seq": 1, "items": 1, "made": {}}


def _upload(t: int) -> Row:
    return {"hash": f"u{t}", "person_id": t, "name": "a.csv", "content": b"", "mapping": {}, "at": AT}


def _under_way(t: int) -> Row:
    told = {"of": 2, "done": 1, "alive_at": AT, "cancelled": False, "ended": False, "refused": None}
    return {"person_id": t, "file": f"u{t}", **told}


_STATES: dict[int, Row] = {
    3: {"state": "in_progress", "slot": 1, "started_at": AT, "started_on": DAY, "run": 1},
    4: {"state": "finished", "rank": None, "started_at": AT, "started_on": DAY, "finished_at": AT, "finished_on": DAY},
    5: {"state": "dropped", "rank": None, "dropped_at": AT},
    7: {"urgent": True},
    8: {"state": "in_progress", "slot": 2, "agent_slot": 1, "started_at": AT, "started_on": DAY, "run": 1},
}
_PLAIN: Row = dict.fromkeys(
    ("slot", "agent_slot", "started_at", "started_on", "finished_at", "finished_on", "dropped_at")
)


def _item(t: int, n: int) -> Row:
    row = {"id": t * 100 + n, "team_id": t, "number": n, "title": f"I{n}", "reference": f"R{n}", "created_at": AT}
    row |= {"state": "waiting", "rank": n * 1000, "urgent": False, "run": 0}
    return row | _PLAIN | _STATES.get(n, {})
