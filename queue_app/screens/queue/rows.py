"""Rows from any place of the list, without the rest of the page: a long order loads them while the reader scrolls."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from queue_app.domain.filters import Filter
from queue_app.domain.forecast.team import TeamForecast
from queue_app.screens.frame import Viewer, read_scene
from queue_app.screens.queue.details import read_details
from queue_app.screens.queue.views import narrowing_of
from queue_app.screens.queue.waiting import WaitingRow, rows_above, waiting_page
from queue_app.screens.values import Frame
from queue_app.store.queue.pull import pull_facts

MOST_ROWS = 200
"""The largest number of rows at once."""


@dataclass(frozen=True, slots=True)
class RowsScreen:
    """`rows` of the list below the first `skipped` ones. `next` is the number of the item that a pull takes."""

    frame: Frame
    filter: Filter
    skipped: int
    rows: tuple[WaitingRow, ...]
    forecast: TeamForecast
    next: int | None


def rows_screen(
    connection: Connection, viewer: Viewer, narrowed: Filter, skip: int, around: int | None = None
) -> RowsScreen:
    """`narrowed.size` rows below the first `skip` ones, or those around the item with the number `around`. Raises NotFound."""
    scene = read_scene(connection, viewer)
    params = {"team": viewer.team, "by": viewer.person, "today": scene.frame.today}
    if narrowed.is_set:
        narrowed = narrowing_of(connection, viewer.team, narrowed).present(narrowed)
    narrowed = replace(narrowed, size=min(narrowed.size, MOST_ROWS))
    if around is not None:
        skip = max(0, rows_above(connection, params, narrowed, around) - narrowed.size // 2)
    page = waiting_page(connection, params, narrowed, skip=skip)
    details = read_details(connection, viewer, scene, page.rows)
    facts = pull_facts(connection, viewer.team, viewer.person, scene.frame.today)
    return RowsScreen(
        frame=scene.frame,
        filter=narrowed,
        skipped=skip,
        rows=details.rows(page.rows),
        forecast=details.forecast,
        next=facts.top.number if facts.top else None,
    )
