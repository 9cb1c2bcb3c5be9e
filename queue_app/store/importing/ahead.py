"""Writes rows before the team is locked, on PostgreSQL only: nobody sees them before COMMIT.

The rows need numbers and ranks that nobody else takes meanwhile. So an import first takes its numbers in a short
transaction of its own, and its ranks are far below the last item. A failed import returns its numbers, unless an item
was added since.

Measured with 100,000 items and two busy cores: the lock is held for a quarter of the time.
"""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import BindParameter, Connection, TextClause, bindparam, delete, func, insert, select, text, update

from queue_app.domain.queue.order import NoRoom, several
from queue_app.store.queue import order
from queue_app.store.queue.room import make_room
from queue_app.store.tables import CLOCK, ITEM, TAKEN
from queue_app.store.tables.day_sum import ADDED, INTO, LATER, by_day, ways

APART = 4_096
"""The number of items that can be added at the bottom while the rows are written."""

_CLASS = 7_261
_TEAM: BindParameter[int] = bindparam("of_team")
_ONLY_ONE = select(func.pg_advisory_xact_lock(_CLASS, _TEAM))
_IS_FREE = select(func.pg_try_advisory_xact_lock(_CLASS, _TEAM))
_NEXT = (
    update(CLOCK)
    .where(CLOCK.c.team_id == _TEAM)
    .values(last_number=CLOCK.c.last_number + bindparam("count"))
    .returning(CLOCK.c.last_number)
)
_TAKEN = select(TAKEN).where(TAKEN.c.team_id == _TEAM)
_FORGET = delete(TAKEN).where(TAKEN.c.team_id == _TEAM)
_BACK = (
    update(CLOCK)
    .where(CLOCK.c.team_id == _TEAM, CLOCK.c.last_number == bindparam("last"))
    .values(last_number=bindparam("before"))
)
_FIRST: BindParameter[int] = bindparam("first")
_LAST: BindParameter[int] = bindparam("last")
_OTHERS = (ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None), ~ITEM.c.number.between(_FIRST, _LAST))
_BOTTOM = select(ITEM.c.id, ITEM.c.rank).where(*_OTHERS).order_by(ITEM.c.rank.desc()).limit(1)
_THESE = " FROM (SELECT * FROM item WHERE team_id = :of_team AND number BETWEEN :first AND :last) AS item"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of an import, and its first rank."""

    first: int
    last: int
    rank: int


def be_the_only_one(connection: Connection, team: int) -> None:
    """Wait until no other import of the team has uncommitted rows, and keep others from starting."""
    connection.execute(_ONLY_ONE, {"of_team": team})


def sum_later(connection: Connection) -> None:
    """Keep the new items out of the daily sums, which other transactions change too. `add_sums` adds them under the lock."""
    connection.exec_driver_sql(f"SET LOCAL {LATER} = 'yes'")


def take_numbers(connection: Connection, *, team: int, count: int, open_ones: int) -> Numbers:
    """Take numbers and a rank below all items, in a separate transaction. Numbers of a dead import are returned first."""
    last = connection.execute(_NEXT, {"of_team": team, "count": 0}).scalar_one()  # Locks the team.
    _put_back(connection, team)
    last = connection.execute(_NEXT, {"of_team": team, "count": count}).scalar_one()
    rank = _below(connection, team, open_ones)
    if count:
        connection.execute(insert(TAKEN).values(team_id=team, first=last - count + 1, last=last))
    return Numbers(last - count + 1, last, rank)


def _below(connection: Connection, team: int, open_ones: int) -> int:
    bottom = order.bottom(connection, team)
    ranks = several(open_ones + APART, bottom)
    if isinstance(ranks, NoRoom):
        make_room(connection, team, ranks)
        return _below(connection, team, open_ones)
    return ranks[APART - 1]


def above_all(connection: Connection, team: int, numbers: Numbers) -> tuple[bool, int | None]:
    """Under the lock: whether the new rows are still below all others, and the id of the lowest other item."""
    found = connection.execute(_BOTTOM, {"of_team": team, "first": numbers.first, "last": numbers.last}).one_or_none()
    return (True, None) if found is None else (found.rank < numbers.rank, found.id)


def add_sums(connection: Connection, team: int, numbers: Numbers) -> None:
    """Add the new items to the daily sums, under the lock."""
    connection.execute(_sums(), {"of_team": team, "first": numbers.first, "last": numbers.last})


@lru_cache(maxsize=1)
def _sums() -> TextClause:
    return text(f"{INTO}\n{by_day(ways('item', sqlite=False, source=_THESE))}\n{ADDED}")


def keep_numbers(connection: Connection, team: int) -> None:
    """Record that the numbers are used, because the import was written."""
    connection.execute(_FORGET, {"of_team": team})


def give_back(connection: Connection, *, team: int) -> bool:
    """Return the numbers of a failed import. Returns whether there were any. An import under way keeps its numbers."""
    if not connection.execute(_IS_FREE, {"of_team": team}).scalar_one():
        return False
    connection.execute(_NEXT, {"of_team": team, "count": 0})
    return _put_back(connection, team)


def _put_back(connection: Connection, team: int) -> bool:
    taken = connection.execute(_TAKEN, {"of_team": team}).one_or_none()
    if taken is None:
        return False
    connection.execute(_BACK, {"of_team": team, "last": taken.last, "before": taken.first - 1})
    connection.execute(_FORGET, {"of_team": team})
    return True


def teams_with_numbers(connection: Connection) -> list[int]:
    """The teams in which an import has taken numbers. It is under way or dead."""
    return list(connection.execute(select(TAKEN.c.team_id)).scalars())
