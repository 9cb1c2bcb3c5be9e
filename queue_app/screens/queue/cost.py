"""What a change of the order costs, as pages tell it.

What a change of the order costs the items below: after an act, from its event; and before one, while a row is lifted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, select

from queue_app.domain.forecast.cost import Cost as Columns
from queue_app.domain.forecast.cost import cost
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.places import ForecastOrder, Open
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.events import OF_THE_DATES
from queue_app.domain.queue.move import landing
from queue_app.domain.queue.order import Target
from queue_app.domain.queue.replay import PastOrder, records_of
from queue_app.store.forecast.open_items import piece
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class Slip:
    """A waiting item whose dates change: from `before` to `after`, the date at 85 % by `days` working days, later positive
    (inf: past the horizon). `place` is its position after the change."""

    number: int
    title: str
    place: int
    days: float
    before: Range
    after: Range


@dataclass(frozen=True, slots=True)
class CostShown:
    """`changes` in the order as it becomes. `slips` items come later by `slip` working days (the median, in halves), `gains` come
    sooner by `gain`. `leaves` and `enters` are the titles that the week's end separates from before, at 85 %."""

    changes: tuple[Slip, ...]
    slips: int
    slip: float
    gains: int
    gain: float
    leaves: tuple[str, ...] = ()
    enters: tuple[str, ...] = ()


_TEAM: BindParameter[int] = bindparam("team")
_IDS: BindParameter[int] = bindparam("items", expanding=True)
_ITEMS = select(
    *(ITEM.c[name] for name in ("id", "number", "title", "origin_id", "slot", "block_id")), piece(ITEM).label("piece")
).where(ITEM.c.team_id == _TEAM)
_OPEN = _ITEMS.where(ITEM.c.rank.is_not(None)).order_by(ITEM.c.rank)
_GONE = _ITEMS.where(ITEM.c.id.in_(_IDS))

Rows = Mapping[int, RowMapping]


def cost_of_event(
    connection: Connection, team: int, told: TeamForecast, kind: str, data: Mapping[str, Any]
) -> CostShown | None:
    """What the event cost, seen from the present order; None where that is nothing. At most two statements."""
    records = records_of(data)
    if kind not in OF_THE_DATES or not told.any or not records:
        return None
    rows = _open(connection, team)
    now = PastOrder(list(rows), _running(rows))
    past = PastOrder(list(rows), _running(rows))
    past.take_back(records)
    rows |= _read(connection, _GONE, {"team": team, "items": [id_ for id_ in past.order if id_ not in rows]})
    whole = _whole_before(rows, [record["id"] for record in records]) if kind == "split" else ()
    return _told(rows, cost(_order(rows, past, told, whole), _order(rows, now, told), told.forecast), now)


def cost_of_move(
    connection: Connection, team: int, told: TeamForecast, numbers: Collection[int], target: Target
) -> CostShown | None:
    """What it would cost to put these items there; None where that is nothing. One statement."""
    if not told.any:
        return None
    rows = _open(connection, team)
    now = PastOrder(list(rows), _running(rows))
    moved = [id_ for id_ in rows if rows[id_]["number"] in numbers]
    rest = [id_ for id_ in rows if id_ not in moved]
    at = landing(target, {rows[id_]["number"]: place for place, id_ in enumerate(rest)})
    if at is None:
        return None
    after = PastOrder([*rest[:at], *moved, *rest[at:]], now.running)
    return _told(rows, cost(_order(rows, now, told), _order(rows, after, told), told.forecast), after)


def _open(connection: Connection, team: int) -> dict[int, RowMapping]:
    return _read(connection, _OPEN, {"team": team})


def _read(connection: Connection, query: Any, values: dict[str, Any]) -> dict[int, RowMapping]:
    if values.get("items") == []:
        return {}
    return {row["id"]: row for row in connection.execute(query, values).mappings()}


def _running(rows: Rows) -> set[int]:
    return {id_ for id_, row in rows.items() if row["slot"] is not None}


def _whole_before(rows: Rows, changed: Sequence[int]) -> Collection[int]:
    """The item that was split, unless it was a piece already: it came from another, or others came from it before."""
    item = changed[0]
    pieces = {id_ for id_, row in rows.items() if row["origin_id"] == item}
    return () if rows[item]["origin_id"] is not None or not pieces <= set(changed) else (item,)


def _order(rows: Rows, order: PastOrder, told: TeamForecast, whole: Collection[int] = ()) -> ForecastOrder:
    return ForecastOrder.of(
        Open(
            id_,
            told.weight(piece=rows[id_]["piece"] and id_ not in whole),
            id_ not in order.running,
            rows[id_]["block_id"] is not None,
        )
        for id_ in order.order
    )


def _told(rows: Rows, found: Columns, after: PastOrder) -> CostShown | None:
    if not len(found.ids):
        return None
    ids = found.ids.tolist()
    places = {id_: place for place, id_ in enumerate((one for one in after.order if one not in after.running), start=1)}
    ranges = [[Range(p50, None, p85, None) for p50, p85 in dates.T.tolist()] for dates in (found.before, found.after)]
    changes = tuple(
        Slip(rows[id_]["number"], rows[id_]["title"], places[id_], days, was, now)
        for id_, days, was, now in zip(ids, found.days.tolist(), *ranges, strict=True)
    )
    leaves, enters = (tuple(rows[id_]["title"] for id_ in some) for some in (found.leaves, found.enters))
    return CostShown(changes, found.slips, found.slip, found.gains, found.gain, leaves, enters)
