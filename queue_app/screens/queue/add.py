"""The page that adds items: one with a description, or many pasted lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.domain.folding import search_fold
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.queue.parts import team_areas
from queue_app.screens.queue.positions import WAITING_ITEMS
from queue_app.screens.values import AreaShown, Frame
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class AddScreen:
    """`areas` are the team's active ones; `waiting` counts the waiting items."""

    frame: Frame
    areas: tuple[AreaShown, ...] = ()
    waiting: int = 0


_TEAM: BindParameter[int] = bindparam("team")
_TITLES = select(ITEM.c.title).where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))


def add_screen(connection: Connection, viewer: Viewer) -> AddScreen:
    """The page for this viewer. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    count = connection.execute(WAITING_ITEMS, {"team": viewer.team}).scalar_one()
    return AddScreen(scene.frame, team_areas(connection, viewer.team), count)


def repeated(connection: Connection, team: int, titles: Sequence[str]) -> list[str]:
    """The titles among these that more than one open item has."""
    rows = connection.execute(_TITLES, {"team": team}).scalars()
    counted = Counter(map(search_fold, rows))
    return list({search_fold(title): title for title in titles if counted[search_fold(title)] > 1}.values())
