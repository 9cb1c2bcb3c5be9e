"""Checks that replaying a team's events gives the stored rows. It only reads, and works in any transaction."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select, text

from queue_app.domain.queue.changes import plain_fields
from queue_app.domain.queue.plan import Step, plain
from queue_app.domain.queue.replay import Replay
from queue_app.store.queue.items import read, stored
from queue_app.store.tables import BLOCK, CLOCK, DAY_SUM, EVENT, EVENT_ITEM, ITEM, SLOT, STEP, WAIT
from queue_app.store.tables.day_sum import NAMES, by_day, ways

_CHUNK = 2000
_LIMITS = (text("SET LOCAL statement_timeout = 0"), text("SET LOCAL idle_in_transaction_session_timeout = 0"))
"""A long history takes longer to replay than the usual time limits of a transaction."""

Replayed = dict[Any, Any]
"""One aspect of a team according to its history: {key: value}."""

Stored = Iterable[tuple[Any, Any]]
"""The same aspect according to the rows, as an iterator of (key, value), so that not all are in memory."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the history and the rows of a team."""

    team: int
    what: str
    history: Any
    rows: Any

    def __str__(self) -> str:
        return f"team {self.team}, {self.what}: the history says {self.history!r}, stored is {self.rows!r}"


def check(connection: Connection, team_id: int | None = None) -> list[Difference]:
    """The differences in the team, or in all teams; [] when history and rows agree."""
    if connection.dialect.name == "postgresql":
        for limit in _LIMITS:
            connection.execute(limit)
    teams = [team_id] if team_id is not None else connection.execute(_TEAMS).scalars().all()
    return [difference for team in teams for difference in _differences(connection, team)]


def _differences(connection: Connection, team: int) -> Iterator[Difference]:
    replay = Replay()
    for event in _rows(connection, _EVENTS, team):
        replay.play(event.seq, event.at, event.data)
    for contradiction in replay.contradictions:
        yield Difference(team, "the history itself", contradiction, None)
    for what, replayed, stored_rows in _ASPECTS:
        yield from _unequal(team, what, replayed(replay), stored_rows(connection, team))
    yield from sums_differ(connection, team)


def sums_differ(connection: Connection, team: int) -> list[Difference]:
    """The days whose stored sums differ from a count of the items."""
    rows = connection.execute(_counted(connection.dialect.name), {"of_team": team})
    counted = {row[1]: tuple(row[2:]) for row in rows}
    kept: dict[Any, Any] = {row[0]: tuple(row[1:]) for row in _rows(connection, _SUMS, team) if any(row[1:])}
    return [
        Difference(team, f"the sums of {day}", counted.get(day), kept.get(day))
        for day in sorted(counted.keys() | kept.keys())
        if counted.get(day) != kept.get(day)
    ]


@cache
def _counted(engine: str) -> Any:
    rows = by_day(ways("item", sqlite=engine == "sqlite", source=_ITEMS_OF_TEAM))
    return text(rows).columns(DAY_SUM.c.team_id, DAY_SUM.c.day, *_WAYS)


def _unequal(team: int, what: str, replayed: Replayed, rows: Stored) -> Iterator[Difference]:
    """The keys that differ, and the differing fields if both sides have the key. It empties `replayed`."""
    for key, value in rows:
        expected = replayed.pop(key, None)
        if isinstance(expected, dict) and isinstance(value, dict):
            yield from _unequal(team, f"{what} {key}", dict(expected), value.items())
        elif expected != value:
            yield Difference(team, f"{what} {key}", expected, value)
    for key, expected in replayed.items():
        if expected is not None:
            yield Difference(team, f"{what} {key}", expected, None)


def _replayed_last(replay: Replay) -> Replayed:
    return {"event": replay.last_seq, "item": replay.last_number}


def _last(connection: Connection, team: int) -> Stored:
    row = connection.execute(_CLOCK, {"of_team": team}).one()
    return (("event", row.revision), ("item", row.last_number))


def _replayed_order(replay: Replay) -> Replayed:
    return dict(_uppers(replay.order))


def _order(connection: Connection, team: int) -> Stored:
    return _uppers(row.id for row in _rows(connection, _ORDER, team))


def _uppers(order: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Each item with the one directly above it, so that one wrong place gives few differences instead of a whole queue."""
    upper = "on top"
    for item in order:
        yield item, upper
        upper = f"below {item}"


def _items(connection: Connection, team: int) -> Stored:
    """All items by field. Fields that no event names have their empty value."""
    items = (read(row._mapping) for row in _rows(connection, _ITEMS, team))
    return ((item.id, plain_fields(item)) for item in items if item)


def _slots(connection: Connection, team: int) -> Stored:
    return ((row.n, row.closing) for row in _rows(connection, _SLOTS, team))


def _blocks(connection: Connection, team: int) -> Stored:
    return ((row.id, _block(row)) for row in _rows(connection, _BLOCKS, team))


def _block(row: Row[Any]) -> dict[str, Any]:
    days = {name: value and value.isoformat() for name, value in row._mapping.items() if name in _DAYS}
    return {"item": row.item_id, "sentence": row.sentence, "kind": row.kind_id, "next_step": row.next_step} | days


def _plans(connection: Connection, team: int) -> Stored:
    steps = _rows(connection, _STEPS, team)
    for item, of_item in groupby(steps, key=attrgetter("item_id")):
        yield item, plain([Step(row.words, row.done_at) for row in of_item])


def _waits(connection: Connection, team: int) -> Stored:
    return (((row.item_id, row.on_team_id, row.on_item_id), True) for row in _rows(connection, _WAITS, team))


def _listed(connection: Connection, team: int) -> Stored:
    return (((row.seq, row.item_id), True) for row in _rows(connection, _LISTED, team))


def _rows(connection: Connection, query: Any, team: int) -> Iterator[Row[Any]]:
    yield from connection.execute(query, {"of_team": team}, execution_options={"yield_per": _CHUNK})


_ITEMS_OF_TEAM = " FROM (SELECT * FROM item WHERE team_id = :of_team) AS item"
_WAYS = [DAY_SUM.c[name] for name in NAMES]
_OF_TEAM: BindParameter[int] = bindparam("of_team")
_DAYS = ("look_again", "from_at", "to_at")
_TEAMS = select(CLOCK.c.team_id).order_by(CLOCK.c.team_id)
_CLOCK = select(CLOCK.c.revision, CLOCK.c.last_number).where(CLOCK.c.team_id == _OF_TEAM)
_EVENTS = select(EVENT.c.seq, EVENT.c.at, EVENT.c.data).where(EVENT.c.team_id == _OF_TEAM).order_by(EVENT.c.seq)
_ORDER = select(ITEM.c.id).where(ITEM.c.team_id == _OF_TEAM, ITEM.c.rank.is_not(None)).order_by(ITEM.c.rank)
_ITEMS = select(*stored(ITEM)).where(ITEM.c.team_id == _OF_TEAM).order_by(ITEM.c.id)
_SLOTS = select(SLOT.c.n, SLOT.c.closing).where(SLOT.c.team_id == _OF_TEAM)
_BLOCKS = select(BLOCK).where(BLOCK.c.team_id == _OF_TEAM)
_STEPS = select(STEP).where(STEP.c.team_id == _OF_TEAM).order_by(STEP.c.item_id, STEP.c.n)
_WAITS = select(WAIT).where(WAIT.c.team_id == _OF_TEAM)
_SUMS = select(DAY_SUM.c.day, *_WAYS).where(DAY_SUM.c.team_id == _OF_TEAM)
_LISTED = select(EVENT_ITEM.c.seq, EVENT_ITEM.c.item_id).where(EVENT_ITEM.c.team_id == _OF_TEAM)
_ASPECTS: tuple[tuple[str, Callable[[Replay], Replayed], Callable[[Connection, int], Stored]], ...] = (
    ("last", _replayed_last, _last),
    ("the place of item", _replayed_order, _order),
    ("item", lambda replay: replay.items, _items),
    ("slot", lambda replay: replay.slots, _slots),
    ("block", lambda replay: replay.blocks, _blocks),
    ("the plan of item", lambda replay: {item: plan for item, plan in replay.plans.items() if plan}, _plans),
    ("the wait (item, team, item)", lambda replay: replay.waits, _waits),
    ("the list (event, item)", lambda replay: dict.fromkeys(replay.listed, True), _listed),
)
