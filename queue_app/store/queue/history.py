"""Positions in a team's history: the last events of some kinds, and the last event up to a moment.

Both are index seeks, so they cost the same after ten events and after a million.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Subquery,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from queue_app.store.tables import EVENT

_TEAM: BindParameter[int] = bindparam("team")
_AFTER_ALL = literal(2**31 - 1)


def newest_of(
    kinds: Iterable[str], most: int | BindParameter[int], before: ColumnElement[int] = _AFTER_ALL
) -> Subquery:
    """The numbers (`seq`) below `before` of the `most` newest events of each kind, in no order.

    Scanning all events would be slow for rare kinds, and an IN sorts all events of the kinds. The ORDER BY names the kind,
    although it is the same in all rows. Otherwise PostgreSQL scans the numbers of all events.
    """
    place = tuple_(EVENT.c.kind, EVENT.c.seq)
    parts = []
    for kind in kinds:
        newest = (
            select(EVENT.c.kind, EVENT.c.seq)
            .where(EVENT.c.team_id == _TEAM, place < tuple_(literal(kind), before))
            .order_by(EVENT.c.kind.desc(), EVENT.c.seq.desc())
            .limit(most)
            .subquery(f"newest_{kind}")
        )
        parts.append(select(newest.c.seq).where(newest.c.kind == kind))
    return union_all(*parts).subquery("newest")


def last_of(kinds: Iterable[str]) -> ScalarSelect[int]:
    """The number of the last event of these kinds; 0 if there is none."""
    return select(func.coalesce(func.max(newest_of(kinds, 1).c.seq), 0)).scalar_subquery()


def last_until(moment: ColumnElement[Any]) -> ColumnElement[int]:
    """The number of the last event up to `moment`; 0 before the first."""
    last = (
        select(EVENT.c.seq)
        .where(EVENT.c.team_id == _TEAM, EVENT.c.at <= moment)
        .order_by(EVENT.c.at.desc(), EVENT.c.seq.desc())
        .limit(1)
    )
    return func.coalesce(last.scalar_subquery(), 0)


def any_kind() -> ColumnElement[str]:
    """The kind of an event, for a condition that must not use its index, so that events are read by number, newest first."""
    return EVENT.c.kind.concat("")
