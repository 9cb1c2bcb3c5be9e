"""When waiting items are likely finished: their place in the order, read from the team's forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, case, func, select

from queue_app.domain.forecast.forecast import ODDS, Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.waits.dates import latest
from queue_app.screens.forecast.held import Elsewhere, joint, waits_from
from queue_app.screens.queue.positions import lowest_rank
from queue_app.store.forecast.open_items import piece
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM
from queue_app.store.waits.held import held


@dataclass(frozen=True, slots=True)
class LikelyFinish:
    """The dates of a waiting item, None if it is blocked or has no dates. `n`: its number among the coming completions, not
    before that of an item it waits for. No date is before `bound`: that of what it waits for elsewhere.

    `blocked_above` items above it are blocked and counted as if they were not.
    """

    n: int
    place: int
    range: Range | None
    blocked_above: int = 0
    blocked: bool = False
    bound: Range | None = None

    def odds(self, odds: float, by: date) -> float | None:
        """The odds of a finish by the day, at most those of what it waits for elsewhere; None if those are below even odds."""
        if self.bound is None:
            return odds
        known = [share for share in ODDS if (day := self.bound.at(share)) and day <= by]
        return min(odds, max(known)) if known else None

    def not_before(self, dates: Range | None) -> Range | None:
        """The dates, none of them before those of what it waits for."""
        return dates if dates is None or self.bound is None else latest([dates, self.bound])


_TEAM: BindParameter[int] = bindparam("team")


def _places() -> Select[Any]:
    """Number the waiting items along the index on rank, down to the lowest requested one."""
    ids: BindParameter[int] = bindparam("items", expanding=True)
    numbered = (
        select(
            ITEM.c.id,
            ITEM.c.block_id,
            func.count().over(order_by=ITEM.c.rank).label("place"),
            func.count(case((piece(ITEM), 1))).over(order_by=ITEM.c.rank).label("pieces"),
            func.count(ITEM.c.block_id).over(order_by=ITEM.c.rank).label("blocked"),
        )
        .where(ITEM.c.team_id == _TEAM, ITEM.c.rank <= lowest_rank(ids), waiting(ITEM))
        .subquery("numbered")
    )
    waits = ITEM.alias("waits")
    itself = and_(waits.c.team_id == _TEAM, waits.c.id == numbered.c.id)
    return select(numbered, held(waits).label("held")).join(waits, itself).where(numbered.c.id.in_(ids))


_PLACES = _places()
RUNNING_PIECES = select(func.count().label("items"), func.count(case((piece(ITEM), 1))).label("pieces")).where(
    ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None)
)
OPEN_PIECES = select(func.count().label("items"), func.count(case((piece(ITEM), 1))).label("pieces")).where(
    ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None)
)


def likely_finishes(
    connection: Connection,
    team: int,
    team_forecast: TeamForecast,
    items: Sequence[int],
    elsewhere: Elsewhere | None = None,
) -> Mapping[int, LikelyFinish]:
    """{id: LikelyFinish} for waiting items. Two statements, none without items; more where items wait for others.

    `elsewhere` gives the dates of other teams; without it, items that wait for other teams have no dates.
    """
    if not items:
        return {}
    placed = _placed(connection, team, team_forecast, items)
    if not any(held for _, held in placed.values()):
        return {id_: when for id_, (when, _) in placed.items()}
    return _joined(connection, team, team_forecast, placed, elsewhere)


Placed = Mapping[int, tuple[LikelyFinish, bool]]
"""{id: (dates without its waits, whether it waits for others)}."""


def _placed(connection: Connection, team: int, team_forecast: TeamForecast, items: Sequence[int]) -> Placed:
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()
    rows = connection.execute(_PLACES, {"team": team, "items": list(items)})
    return {row.id: (_when(row, runs, team_forecast), row.held) for row in rows}


def _when(row: Any, runs: Any, team_forecast: TeamForecast) -> LikelyFinish:
    n = team_forecast.number(runs.items + row.place, runs.pieces + row.pieces)
    blocked = row.block_id is not None
    return LikelyFinish(n, row.place, None if blocked else team_forecast.range(n), row.blocked - blocked, blocked)


def _joined(
    connection: Connection, team: int, team_forecast: TeamForecast, placed: Placed, elsewhere: Elsewhere | None
) -> Mapping[int, LikelyFinish]:
    """The dates, none before those of the items that they wait for."""
    made: dict[int, TeamForecast | None] = {team: team_forecast}

    def forecasts(of: int) -> TeamForecast | None:
        if of not in made:
            made[of] = elsewhere.forecasts(connection, of, elsewhere.now) if elsewhere else None
        return made[of]

    def places(of: int, ids: Sequence[int]) -> Mapping[int, int | None]:
        its = forecasts(of)
        return _own_n(_placed(connection, of, its, ids)) if its else {}

    own = _own_n(placed)
    reached = waits_from(connection, team, [id_ for id_, (_, held) in placed.items() if held], elsewhere)
    dated = joint(team, own, reached, forecasts, places)
    return {
        id_: replace(when, n=dated[id_].n or when.n, range=dated[id_].dates, bound=dated[id_].bound)
        for id_, (when, _) in placed.items()
    }


def _own_n(placed: Placed) -> Mapping[int, int | None]:
    return {id_: None if when.blocked else when.n for id_, (when, _) in placed.items()}
