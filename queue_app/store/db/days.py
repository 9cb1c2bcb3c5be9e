"""The team's day of a moment, in SQL: the moment shifted by the UTC offset of the team's zone at that time.

SQLite has no zones, and PostgreSQL its own list: so the offsets come from Python for both, as one CASE over their changes.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, bindparam, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from queue_app.store.db.types import Instant

SINCE = datetime(2000, 1, 1, tzinfo=UTC)
"""Earlier moments get the offset of this one."""

_WEEK, _SECOND = timedelta(days=7), timedelta(seconds=1)


class _ShiftedDay(FunctionElement[Any]):
    """The day of a moment (first argument) shifted by some seconds (second argument)."""

    type = Date()
    inherit_cache = True
    name = "shifted_day"


@compiles(_ShiftedDay, "sqlite")
def _on_sqlite(element: _ShiftedDay, compiler: SQLCompiler, **kw: Any) -> str:
    moment, seconds = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"date({moment}, ({seconds}) || ' seconds')"


@compiles(_ShiftedDay, "postgresql")
def _on_postgresql(element: _ShiftedDay, compiler: SQLCompiler, **kw: Any) -> str:
    moment, seconds = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(({moment}) AT TIME ZONE 'UTC' + make_interval(secs => {seconds}) AS date)"


def team_day(moment: ColumnElement[Any], shifts: int) -> ColumnElement[Any]:
    """The day of `moment` in the zone whose `shifts` are bound by `shift_values`."""
    changes: list[tuple[Any, Any]] = [
        (moment >= bindparam(f"changed{n}", type_=Instant), bindparam(f"ahead{n}")) for n in range(1, shifts)
    ]
    ahead: Any = bindparam("ahead0")
    return _ShiftedDay(moment, case(*reversed(changes), else_=ahead) if changes else ahead)


def shift_values(zone: str, now: datetime) -> Mapping[str, Any]:
    """The parameters of `team_day`, up to two years after `now`."""
    shifts = _shifts(zone, now.year + 2)
    return {f"changed{n}": at for n, (at, _) in enumerate(shifts) if n} | {
        f"ahead{n}": by for n, (_, by) in enumerate(shifts)
    }


def shift_count(zone: str, now: datetime) -> int:
    """The number of shifts that the zone has in that time."""
    return len(_shifts(zone, now.year + 2))


@lru_cache(maxsize=64)
def _shifts(zone: str, until: int) -> tuple[tuple[datetime, int], ...]:
    return tuple(_changes(ZoneInfo(zone), datetime(until, 1, 1, tzinfo=UTC)))


def _changes(zone: ZoneInfo, until: datetime) -> Iterator[tuple[datetime, int]]:
    """Pairs of (first moment, seconds ahead of UTC), oldest first. No zone changes twice within a week."""
    at = SINCE
    yield at, _ahead(zone, at)
    while at < until:
        following = at + _WEEK
        if _ahead(zone, following) != _ahead(zone, at):
            yield _change(zone, at, following), _ahead(zone, following)
        at = following


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first moment with the new offset, by bisection."""
    while after - before > _SECOND:
        middle = before + (after - before) / 2
        if _ahead(zone, middle) == _ahead(zone, before):
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _ahead(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
