"""Where events stand in a team's history: the last ones of some kinds, and the last one up to a moment.

Both are seeks in an index, so they cost the same after ten events and after a million.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, Subquery, bindparam, func, select, union_all

from queue_app.store.tables import EVENT

_TEAM: BindParameter[int] = bindparam("team")


def newest_of(kinds: Iterable[str], most: int, *where: ColumnElement[bool]) -> Subquery:
    """The numbers (`seq`) of the `most` newest events of each kind, in no order.

    A walk along all events would be long where the kinds are rare, and an IN sorts all events of the kinds.
    """
    parts = [
        select(EVENT.c.seq)
        .where(EVENT.c.team_id == _TEAM, EVENT.c.kind == kind, *where)
        .order_by(EVENT.c.seq.desc())
        .limit(most)
        .subquery(f"newest_{kind}")
        for kind in kinds
    ]
    return union_all(*(select(part.c.seq) for part in parts)).subquery("newest")


def last_of(kinds: Iterable[str]) -> ScalarSelect[int]:
    """The number of the last event of these kinds; 0 without any."""
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
    """The kind of an event, where its index must not be taken: the events are walked along their numbers, from the newest one."""
    return EVENT.c.kind.concat("")
