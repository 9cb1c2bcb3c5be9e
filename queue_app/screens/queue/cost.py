"""The cost of a change of the order: which items below become later or earlier.

It is computed after an event from its record, and before one while a row is dragged.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, select

from queue_app.domain.forecast.cost import Cost as Columns
from queue_app.domain.forecast.cost import cost
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.places import ForecastOrder
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.events import OF_THE_DATES
from queue_app.domain.queue.move import landing
from queue_app.domain.queue.order import Target
from queue_app.domain.queue.replay import PastOrder, records_of
from queue_app.store.forecast.open_items import open_item, piece
from queue_app.store.tables import ITEM
from queue_app.store.waits.held import waits_in_order


@dataclass(frozen=True, slots=True)
class Slip:
    """A waiting item whose dates change, from `before` to `after` (the date at 85 %), by `days` working days; later is
    positive, inf is past the horizon. `place` is its position after the change.
    """

    number: int
    title: str
    place: int
    days: float
    before: Range
    after: Range


@dataclass(frozen=True, slots=True)
class CostShown:
    """`changes` in the new order.

    `slips` items become later by `slip` working days (the median, in halves), `gains` earlier by `gain`. `leaves` and
    `enters` are titles that cross the end of the week, at 85 %.
    """

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
    *(ITEM.c[name] for name in ("id", "number", "title", "origin_id", "slot", "block_id")),
    piece(ITEM).label("piece"),
    waits_in_order(ITEM).label("waits"),
).where(ITEM.c.team_id == _TEAM)
_OPEN = _ITEMS.where(ITEM.c.rank.is_not(None)).order_by(ITEM.c.rank)
_GONE = _ITEMS.where(ITEM.c.id.in_(_IDS))

Rows = Mapping[int, RowMapping]


def cost_of_event(
    connection: Connection, team: int, team_forecast: TeamForecast, kind: str, data: Mapping[str, Any]
) -> CostShown | None:
    """The cost of the event, in the present order; None if nothing changed. At most two statements."""
    records = records_of(data)
    if kind not in OF_THE_DATES or not team_forecast.has_dates or not records:
        return None
    rows = _open(connection, team)
    now = PastOrder(list(rows), _running(rows))
    past = PastOrder(list(rows), _running(rows))
    past.take_back(records)
    rows |= _read(connection, _GONE, {"team": team, "items": [id_ for id_ in past.order if id_ not in rows]})
    whole = _whole_before(rows, [record["id"] for record in records]) if kind == "split" else ()
    return _cost_shown(
        rows,
        cost(_order(rows, past, team_forecast, whole), _order(rows, now, team_forecast), team_forecast.forecast),
        now,
    )


def cost_of_move(
    connection: Connection, team: int, team_forecast: TeamForecast, numbers: Collection[int], target: Target
) -> CostShown | None:
    """The cost of moving these items to the target; None if nothing changes. One statement."""
    if not team_forecast.has_dates:
        return None
    rows = _open(connection, team)
    now = PastOrder(list(rows), _running(rows))
    moved = [id_ for id_ in rows if rows[id_]["number"] in numbers]
    rest = [id_ for id_ in rows if id_ not in moved]
    at = landing(target, {rows[id_]["number"]: place for place, id_ in enumerate(rest)})
    if at is None:
        return None
    after = PastOrder([*rest[:at], *moved, *rest[at:]], now.running)
    return _cost_shown(
        rows, cost(_order(rows, now, team_forecast), _order(rows, after, team_forecast), team_forecast.forecast), after
    )


def _open(connection: Connection, team: int) -> dict[int, RowMapping]:
    return _read(connection, _OPEN, {"team": team})


def _read(connection: Connection, query: Any, values: dict[str, Any]) -> dict[int, RowMapping]:
    if values.get("items") == []:
        return {}
    return {row["id"]: row for row in connection.execute(query, values).mappings()}


def _running(rows: Rows) -> set[int]:
    return {id_ for id_, row in rows.items() if row["slot"] is not None}


def _whole_before(rows: Rows, changed: Sequence[int]) -> Collection[int]:
    """The split item, unless it was already a piece: split off another item, or split before."""
    item = changed[0]
    pieces = {id_ for id_, row in rows.items() if row["origin_id"] == item}
    return () if rows[item]["origin_id"] is not None or not pieces <= set(changed) else (item,)


def _order(rows: Rows, order: PastOrder, team_forecast: TeamForecast, whole: Collection[int] = ()) -> ForecastOrder:
    return ForecastOrder.of(
        open_item(
            id_,
            team_forecast.weight(piece=rows[id_]["piece"] and id_ not in whole),
            rows[id_]["block_id"],
            rows[id_]["waits"],
            waiting=id_ not in order.running,
        )
        for id_ in order.order
    )


def _cost_shown(rows: Rows, columns: Columns, after: PastOrder) -> CostShown | None:
    if not len(columns.ids):
        return None
    ids = columns.ids.tolist()
    places = {
        id_: place
        for place, id_ in enumerate((open_id for open_id in after.order if open_id not in after.running), start=1)
    }
    ranges = [
        [Range(p50, None, p85, None) for p50, p85 in dates.T.tolist()] for dates in (columns.before, columns.after)
    ]
    changes = tuple(
        Slip(rows[id_]["number"], rows[id_]["title"], places[id_], days, was, now)
        for id_, days, was, now in zip(ids, columns.days.tolist(), *ranges, strict=True)
    )
    leaves, enters = (tuple(rows[id_]["title"] for id_ in some) for some in (columns.leaves, columns.enters))
    return CostShown(changes, columns.slips, columns.slip, columns.gains, columns.gain, leaves, enters)
