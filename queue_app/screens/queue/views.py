"""The views of a team, the areas of filters, and the page that makes or changes a view."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, cast, literal, null, select, union_all

from queue_app.domain.errors import NotFound
from queue_app.domain.filters import Filter, SavedView
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.queue.parts import OFFERED
from queue_app.screens.values import AreaShown, Frame
from queue_app.store.tables import AREA, VIEW
from queue_app.store.team import views

_TEAM: BindParameter[int] = bindparam("team")
_NO_VIEW = (literal(0).label("n"), cast(null(), VIEW.c.narrowed.type).label("narrowed"))
_OFFERED = union_all(
    select(AREA.c.id, AREA.c.name, AREA.c.folded, *_NO_VIEW).where(AREA.c.team_id == _TEAM, *OFFERED),
    select(VIEW.c.id, VIEW.c.name, VIEW.c.folded, VIEW.c.n, VIEW.c.narrowed).where(VIEW.c.team_id == _TEAM),
).order_by("folded")
"""The areas of a team and its views, which have a filter."""
_GONE = select(AREA.c.id, AREA.c.name, AREA.c.merged_into).where(
    AREA.c.team_id == _TEAM, AREA.c.id.in_(bindparam("areas", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a page can be filtered by: `areas` are offered; `gone` are archived ones that filters name."""

    areas: tuple[AreaShown, ...] = ()
    gone: tuple[AreaShown, ...] = ()
    views: tuple[SavedView, ...] = ()
    merged: dict[int, int] = field(default_factory=dict, hash=False)

    def present(self, narrowed: Filter) -> Filter:
        """The filter with merged areas exchanged. A view and an address may be older than a merge."""
        return replace(narrowed, areas=tuple(dict.fromkeys(self.merged.get(area, area) for area in narrowed.areas)))

    def view_of(self, narrowed: Filter) -> SavedView | None:
        """The view that has this filter."""
        return next((view for view in self.views if view.filter.same_as(narrowed)), None)


NO_NARROWING = Narrowing()


@dataclass(frozen=True, slots=True)
class ViewScreen:
    """A view that is changed, or with `view` None the filter of a new one."""

    frame: Frame
    filter: Filter
    view: SavedView | None = None
    areas: tuple[AreaShown, ...] = ()


def narrowing_of(connection: Connection, team: int, narrowed: Filter) -> Narrowing:
    """For a page with this filter. One statement, and one more where a filter names an area that is not offered."""
    listed = connection.execute(_OFFERED, {"team": team}).all()
    areas = tuple(AreaShown(row.id, row.name) for row in listed if row.narrowed is None)
    kept = [views.view_of(row) for row in listed if row.narrowed is not None]
    named = {area for one in (narrowed, *(view.filter for view in kept)) for area in one.areas}
    unknown = sorted(named - {area.id for area in areas})
    rows: Sequence[Any] = connection.execute(_GONE, {"team": team, "areas": unknown}).all() if unknown else ()
    merged = {row.id: row.merged_into for row in rows if row.merged_into is not None}
    gone = tuple(AreaShown(row.id, row.name) for row in rows if row.id not in merged)
    offered = Narrowing(areas, gone, merged=merged)
    return replace(offered, views=tuple(replace(view, filter=offered.present(view.filter)) for view in kept))


def view_screen(connection: Connection, viewer: Viewer, view: int | None, narrowed: Filter) -> ViewScreen:
    """The page for this viewer: of the view with this id, or of a new one with this filter. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    offered = narrowing_of(connection, viewer.team, narrowed)
    known = next((one for one in offered.views if one.id == view), None)
    if known is None and view is not None:
        raise NotFound
    shown = known.filter if known else offered.present(narrowed)
    gone = tuple(area for area in offered.gone if area.id in shown.areas)
    return ViewScreen(scene.frame, shown, known, (*offered.areas, *gone))
