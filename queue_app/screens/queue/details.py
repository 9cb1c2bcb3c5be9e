"""The areas, dates and waits of items on the queue page, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import Item
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.forecast.when import LikelyFinish, likely_finishes
from queue_app.screens.frame import Scene, Viewer, cover_of
from queue_app.screens.queue.parts import areas_of
from queue_app.screens.queue.waiting import Places, WaitingRow, waiting_row
from queue_app.screens.values import AreaShown
from queue_app.screens.waits.shown import WaitShown, waits_shown, with_costs
from queue_app.store.cover.facts import TeamCover
from queue_app.store.waits.edges import Reached, reached_from


@dataclass(frozen=True, slots=True)
class Details:
    """{item id: its areas, dates, waits}, and the forecast and cover that they come from."""

    areas: Mapping[int, tuple[AreaShown, ...]]
    dates: Mapping[int, LikelyFinish]
    waits: Mapping[int, tuple[WaitShown, ...]]
    forecast: TeamForecast
    cover: TeamCover

    def rows(self, places: Places) -> tuple[WaitingRow, ...]:
        """The waiting items with their details."""
        return tuple(waiting_row(place, row, self.areas, self.dates, self.waits) for place, row in places)


def read_details(
    connection: Connection,
    viewer: Viewer,
    scene: Scene,
    places: Places,
    runs: Sequence[RowMapping] = (),
    top: Item | None = None,
) -> Details:
    """Read the details of waiting items, and of the running items and the `top` one if the page shows them."""
    numbers = {row["id"]: row["number"] for _, row in places}
    waiting = [*numbers, *([top.id] if top else [])]
    cover = cover_of(connection, viewer, scene)
    areas = areas_of(connection, viewer.team, [*(row["id"] for row in runs), *waiting], cover.standings)
    forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    reached = _reached(connection, viewer, [*runs, *(row for _, row in places)])
    dates = likely_finishes(
        connection, viewer.team, forecast, waiting, Elsewhere(viewer.forecasts, viewer.now, reached)
    )
    waits = with_costs(connection, viewer.team, forecast, numbers, waits_shown(reached, viewer.team))
    return Details(areas, dates, waits, forecast, cover)


def _reached(connection: Connection, viewer: Viewer, rows: Sequence[RowMapping]) -> tuple[Reached, ...]:
    """The items that the rows wait for. One statement; none if no row waits."""
    waiting_for = [row["id"] for row in rows if row["held"]]
    return tuple(reached_from(connection, viewer.team, waiting_for, viewer.in_other_teams, holding=True))
