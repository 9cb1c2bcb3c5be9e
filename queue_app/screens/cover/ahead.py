"""The open work that the rules of cover need: the waiting items in order with their areas, and the running items."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, func, select

from queue_app.domain.cover.demand import LATELY_DAYS, Waiting
from queue_app.domain.queue.item import State
from queue_app.screens.forecast.when import likely_finishes
from queue_app.screens.frame import Scene, Viewer
from queue_app.screens.values import ItemLink
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM, ITEM_AREA

MOST = 1000
"""Items below this position have no weight."""

_TEAM: BindParameter[int] = bindparam("team")


def _waiting() -> Select[Any]:
    first = (
        select(ITEM.c.id, ITEM.c.number, ITEM.c.title, ITEM.c.rank)
        .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
        .order_by(ITEM.c.rank)
        .limit(MOST)
        .subquery("first")
    )
    touched = and_(ITEM_AREA.c.team_id == _TEAM, ITEM_AREA.c.item_id == first.c.id)
    return (
        select(first.c.id, first.c.number, first.c.title, ITEM_AREA.c.area_id)
        .select_from(first.outerjoin(ITEM_AREA, touched))
        .order_by(first.c.rank, ITEM_AREA.c.n)
    )


_WAITING = _waiting()
_LATELY = (
    select(func.count())
    .select_from(ITEM)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.finished_on > bindparam("since", type_=ITEM.c.finished_on.type))
)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """The waiting items in order, {id: link} for each, and how many items were finished in the last 14 days."""

    waiting: tuple[Waiting, ...]
    links: Mapping[int, ItemLink]
    finished_lately: int


NOTHING_AHEAD = OpenWork((), {}, 0)


def open_work(connection: Connection, viewer: Viewer, scene: Scene) -> OpenWork:
    """Read the open work: four statements, plus those of the forecast."""
    team, today = viewer.team, scene.frame.today
    touched: dict[int, list[int]] = defaultdict(list)
    links: dict[int, ItemLink] = {}
    for row in connection.execute(_WAITING, {"team": team}):
        if row.id not in links:
            links[row.id] = ItemLink(row.number, row.title, State.WAITING, len(links) + 1)
        if row.area_id is not None:
            touched[row.id].append(row.area_id)
    lately = connection.execute(_LATELY, {"team": team, "since": today - timedelta(days=LATELY_DAYS)}).scalar_one()
    team_forecast = viewer.forecasts(connection, team, viewer.now)
    likely = likely_finishes(connection, team, team_forecast, list(links))
    days = team_forecast.pull_days({id_: when.n for id_, when in likely.items()}, scene.room.limit)
    return OpenWork(tuple(Waiting(id_, tuple(touched[id_]), days.get(id_)) for id_ in links), links, lately)
