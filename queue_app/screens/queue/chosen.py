"""The pages about several chosen items: move them, set their areas, drop them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.queue.parts import areas_of, team_areas
from queue_app.screens.queue.positions import WAITING_ITEMS, position
from queue_app.screens.values import AreaShown, Frame, ItemLink
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class ChosenScreen:
    """Several waiting items in their order; `waiting` counts all that wait. `areas` are offered, `tags` are those of each item
    by its number."""

    frame: Frame
    items: tuple[ItemLink, ...]
    waiting: int
    areas: tuple[AreaShown, ...] = ()
    tags: Mapping[int, tuple[AreaShown, ...]] = field(default_factory=dict)


_TEAM: BindParameter[int] = bindparam("team")
_CHOSEN = select(ITEM.c.id, ITEM.c.number, ITEM.c.title, position(ITEM).label("position")).where(
    ITEM.c.team_id == _TEAM, waiting(ITEM), ITEM.c.number.in_(bindparam("numbers", expanding=True))
)


def chosen_screen(connection: Connection, viewer: Viewer, numbers: Sequence[int]) -> ChosenScreen:
    """The page for this viewer. Items that do not wait are ignored. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    query = {"team": viewer.team, "numbers": list(numbers)}
    rows = sorted(connection.execute(_CHOSEN, query), key=lambda row: int(row.position))
    areas = areas_of(connection, viewer.team, [row.id for row in rows])
    count = connection.execute(WAITING_ITEMS, {"team": viewer.team}).scalar_one()
    return ChosenScreen(
        scene.frame,
        tuple(ItemLink(row.number, row.title, position=row.position) for row in rows),
        count,
        team_areas(connection, viewer.team),
        {row.number: areas[row.id] for row in rows if row.id in areas},
    )
